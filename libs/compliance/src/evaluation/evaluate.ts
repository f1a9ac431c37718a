import type { MandateVersion } from '../mandates/mandate.js';
import type { Period } from '../mandates/period.js';
import { flatten } from '../mandates/requirement.js';
import type { ComplianceStatus, Evaluation } from './evaluation.js';
import type { EvaluationInput } from './input.js';
import { type DatedJudgement, judge } from './judge.js';
import { type JudgedRecords, recordsOf } from './records.js';
import { addDays, addMonths, later, type LocalDate } from './local-date.js';

/** One status and the local dates on which it holds: `from` inclusive, `to` exclusive, null when it never ends. */
export interface StatusInterval {
  from: LocalDate;
  to: LocalDate | null;
  status: ComplianceStatus;
}

/**
 * How a member stands under a mandate version on a local date, why, and when that changes by itself. Pure: the same input gives
 * the same answer, whatever the order of its rows, on any machine and at any time.
 */
export function evaluate(input: EvaluationInput, mandate: MandateVersion, asOf: LocalDate): Evaluation {
  const records = recordsOf(input, mandate);
  const today = judge(input, mandate, asOf, records);
  const next = nextChange(input, mandate, asOf, today, records);
  return { ...today.judgement, nextChangeOn: next?.on ?? null, nextStatus: next?.status ?? null };
}

/**
 * The statuses from a day on, as they follow from what is known now.
 * @param atMost how many intervals; the last one given then ends on its known date
 */
export function statusIntervals(
  input: EvaluationInput,
  mandate: MandateVersion,
  from: LocalDate,
  atMost = 50,
): StatusInterval[] {
  const intervals: StatusInterval[] = [];
  let day: LocalDate | null = from;
  while (day !== null && intervals.length < atMost) {
    const { status, nextChangeOn }: Evaluation = evaluate(input, mandate, day);
    intervals.push({ from: day, to: nextChangeOn, status });
    day = nextChangeOn;
  }
  return intervals;
}

/**
 * Walks the days on which anything can change: those in the input, and those that each answer on the way names (its warning day,
 * its deadline, its next window). Past the horizon windows only repeat themselves.
 */
function nextChange(
  input: EvaluationInput,
  mandate: MandateVersion,
  asOf: LocalDate,
  today: DatedJudgement,
  records: JudgedRecords,
): { on: LocalDate; status: ComplianceStatus } | null {
  const known = datesIn(input, mandate);
  const horizon = settledBy(input, mandate, known.reduce(later, asOf));
  const ahead = new Set([...known, ...today.boundaries]);
  let day = asOf;
  for (;;) {
    const next = earliestAfter(ahead, day);
    if (next === null || next > horizon) return null;
    day = next;
    const { judgement, boundaries } = judge(input, mandate, day, records);
    if (judgement.status !== today.judgement.status) return { on: day, status: judgement.status };
    for (const boundary of boundaries) ahead.add(boundary);
  }
}

/** The day after which windows only repeat themselves, if nothing on record names a day later than `last`. */
export function settledBy(input: EvaluationInput, mandate: MandateVersion, last: LocalDate): LocalDate {
  const { warnDays, graceDays } = input.policy;
  return addDays(addMonths(last, 2 * longestPeriod(mandate) + 12), warnDays + graceDays + 1);
}

/** The first of the days after a day, or null; those that are over are taken out. */
export function earliestAfter(days: Set<LocalDate>, day: LocalDate): LocalDate | null {
  let found: LocalDate | null = null;
  for (const each of days) {
    if (each <= day) days.delete(each);
    else if (found === null || each < found) found = each;
  }
  return found;
}

/** Every day in the input and the mandate on which an answer can turn; the day after where a range or a plan ends. */
export function datesIn(input: EvaluationInput, mandate: MandateVersion): LocalDate[] {
  const dates: (LocalDate | null)[] = [input.policy.trackedFrom];
  const range = (from: LocalDate | null, to: LocalDate | null) => dates.push(from, to === null ? null : addDays(to, 1));
  for (const row of input.facts) range(row.from, row.to);
  for (const waiver of input.waivers) range(waiver.from, waiver.to);
  for (const each of input.planned) range(each.date, each.date);
  for (const each of input.entries) dates.push(each.date);
  for (const each of input.consequences ?? []) dates.push(each.recordedOn, each.endedOn);
  for (const each of input.exemptions) {
    range(each.from, each.to);
    if (each.on !== null) range(each.on, each.on);
  }
  for (const each of flatten(mandate.requirements))
    dates.push(each.effectiveFrom ?? null, each.effectiveForRenewalFrom ?? null);
  return dates.filter((date): date is LocalDate => date !== null);
}

function longestPeriod(mandate: MandateVersion): number {
  const periods = [mandate.period, ...mandate.requirements.map((each) => each.period ?? null)];
  return Math.max(12, ...periods.map((period) => (period === null ? 0 : monthsOf(period))));
}

function monthsOf(period: Period): number {
  return 'months' in period ? period.months : 12;
}
