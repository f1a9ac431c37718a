import type { FactCondition, Predicate } from '../mandates/predicate.js';
import type { Fact } from './input.js';
import type { LocalDate } from './local-date.js';

/** Facts with an order, lowest first. */
export const RANKS: Readonly<Record<string, string[]>> = {
  proficiencyLevel: ['BASIC', 'INTERMEDIATE', 'ADVANCED', 'MASTER'],
  certLevel: ['BASIC', 'INTERMEDIATE', 'ADVANCED', 'SUPERVISORY', 'MANAGEMENT', 'EXECUTIVE'],
};

/** The values of a fact in force on a day; the row that began last comes first, so that order of rows never matters. */
export function valuesOn(facts: Fact[], name: string, day: LocalDate): string[] {
  return facts
    .filter((row) => row.fact === name && row.from <= day && (row.to === null || row.to >= day))
    .sort((a, b) => compare(b.from, a.from) || compare(b.value, a.value))
    .map((row) => row.value);
}

/** Whether a predicate holds for a member on a day. */
export function holds(predicate: Predicate, facts: Fact[], day: LocalDate): boolean {
  if ('all' in predicate) return predicate.all.every((each) => holds(each, facts, day));
  if ('any' in predicate) return predicate.any.some((each) => holds(each, facts, day));
  if ('not' in predicate) return !holds(predicate.not, facts, day);
  return conditionHolds(predicate, valuesOn(facts, predicate.fact, day));
}

function conditionHolds(condition: FactCondition, values: string[]): boolean {
  if (condition.eq !== undefined) return values.includes(condition.eq);
  if (condition.ne !== undefined) return !values.includes(condition.ne);
  if (condition.in !== undefined) return values.some((value) => condition.in!.includes(value));
  const ranks = RANKS[condition.fact];
  if (!ranks) return false;
  // The highest level held decides: an officer who reached INTERMEDIATE is no longer below it, even while the BASIC row stays open.
  const held = Math.max(...values.map((value) => ranks.indexOf(value)));
  if (held < 0) return false;
  if (condition.lt !== undefined) return held < ranks.indexOf(condition.lt);
  if (condition.lte !== undefined) return held <= ranks.indexOf(condition.lte);
  if (condition.gt !== undefined) return ranks.includes(condition.gt) && held > ranks.indexOf(condition.gt);
  return ranks.includes(condition.gte!) && held >= ranks.indexOf(condition.gte!);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
