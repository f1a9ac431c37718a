import { isDeepStrictEqual } from 'node:util';
import { evaluate } from '../../src/evaluation/evaluate.js';
import type { Evaluation } from '../../src/evaluation/evaluation.js';
import { inHistoryWords } from '../worked-history.js';
import { Chance } from './chance.js';
import { type NaiveAnswer, naiveJudgement } from './naive-evaluation.js';
import { dayText, toDay } from './naive-days.js';
import { naiveNextChange } from './naive-next-change.js';
import type { ComparedCase } from './random-case.js';

/** What the two evaluators say differently about a case; null when nothing. */
export function contradiction({ mandate, input, asOf }: ComparedCase, seed: number): Record<string, unknown> | null {
  const first = evaluate(input, mandate, asOf);
  const second = naiveJudgement(input, mandate, asOf);
  const { nextChangeOn, nextStatus, ...said } = inHistoryWords(first);
  for (const key of Object.keys(second) as (keyof NaiveAnswer)[]) {
    const [a, b] = [rounded(said[key]), rounded(second[key])];
    if (!isDeepStrictEqual(a, b)) return { key, asOf, first: a, second: b, statuses: [first.status, second.status] };
  }
  return wrongPrediction({ mandate, input, asOf }, first, seed);
}

/** The statuses until the predicted change: on some of the days, and now and then on each of them. */
function wrongPrediction(
  { mandate, input, asOf }: ComparedCase,
  { status, nextChangeOn, nextStatus }: Evaluation,
  seed: number,
): Record<string, unknown> | null {
  const chance = new Chance(~seed);
  const statusOn = (day: number) => naiveJudgement(input, mandate, dayText(day)).status;
  const today = toDay(asOf);
  const turn = nextChangeOn === null ? null : toDay(nextChangeOn);
  const until = Math.min((turn ?? Infinity) - 1, today + 1500);
  const days = Array.from({ length: 3 }, () => chance.between(today, Math.max(today, until)));
  if (turn !== null) days.push(turn - 1);
  for (const day of days) {
    if (statusOn(day) !== status) return { key: 'unforeseen', day: dayText(day), predicted: nextChangeOn, asOf };
  }
  if (turn !== null && statusOn(turn) !== nextStatus) return { key: 'nextStatus', nextChangeOn, nextStatus, asOf };
  if (seed % 64 !== 0) return null;
  const next = naiveNextChange(input, mandate, asOf, Math.min(200, Math.max(1, until - today)));
  return next && next.on !== nextChangeOn ? { key: 'nextChangeOn', nextChangeOn, next, asOf } : null;
}

/** Sums of thirds are shown as the nearest number by one and cut by the other. */
function rounded(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_key, each: unknown) =>
    typeof each === 'number' ? Math.round(each * 1e9) / 1e9 : each,
  );
}
