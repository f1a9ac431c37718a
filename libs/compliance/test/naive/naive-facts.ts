import type { EvaluationInput } from '../../src/evaluation/input.js';
import type { Predicate } from '../../src/mandates/predicate.js';
import { type Day, dayText } from './naive-days.js';

const LADDERS: Record<string, string[]> = {
  proficiencyLevel: ['BASIC', 'INTERMEDIATE', 'ADVANCED', 'MASTER'],
  certLevel: ['BASIC', 'INTERMEDIATE', 'ADVANCED', 'SUPERVISORY', 'MANAGEMENT', 'EXECUTIVE'],
};

/** The values in force on a day, the one that began last first; of one day the greater. */
export function factsOn(facts: EvaluationInput['facts'], name: string, day: Day): string[] {
  const text = dayText(day);
  const found: EvaluationInput['facts'] = [];
  for (const row of facts) {
    if (row.fact === name && row.from <= text && (row.to === null || text <= row.to)) found.push(row);
  }
  const key = (row: { from: string; value: string }) => `${row.from} ${row.value}`;
  found.sort((a, b) => (key(a) === key(b) ? 0 : key(a) > key(b) ? -1 : 1));
  return found.map((row) => row.value);
}

export function isTrue(predicate: Predicate, facts: EvaluationInput['facts'], day: Day): boolean {
  if ('all' in predicate) return !predicate.all.some((each) => !isTrue(each, facts, day));
  if ('any' in predicate) return predicate.any.filter((each) => isTrue(each, facts, day)).length > 0;
  if ('not' in predicate) return isTrue(predicate.not, facts, day) === false;
  const values = factsOn(facts, predicate.fact, day);
  if (predicate.ne !== undefined) return values.indexOf(predicate.ne) < 0;
  if (predicate.eq !== undefined) return values.indexOf(predicate.eq) >= 0;
  if (predicate.in !== undefined) return predicate.in.some((each) => values.indexOf(each) >= 0);
  const ladder = LADDERS[predicate.fact] ?? [];
  const bound = ladder.indexOf(predicate.lt ?? predicate.lte ?? predicate.gt ?? predicate.gte ?? '');
  if (bound < 0) return false;
  // The highest level held is the level that a member has.
  const ranks = values.map((value) => ladder.indexOf(value)).sort((a, b) => b - a);
  const rank = ranks[0] ?? -1;
  if (rank < 0) return false;
  if (predicate.lt !== undefined) return rank < bound;
  if (predicate.lte !== undefined) return rank <= bound;
  return predicate.gt !== undefined ? rank > bound : rank >= bound;
}
