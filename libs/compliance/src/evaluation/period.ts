import type { ExemptionRule } from '../mandates/mandate.js';
import type { Period, PeriodOf } from '../mandates/period.js';
import type { EvaluationProblem } from './evaluation.js';
import { holds, valuesOn } from './facts.js';
import type { EvaluationInput } from './input.js';
import {
  addDays,
  addMonths,
  firstMonthDayOnOrAfter,
  isLocalDate,
  later,
  type LocalDate,
  monthsBetween,
  yearOf,
} from './local-date.js';

/** Both days inclusive. */
export interface Window {
  from: LocalDate;
  to: LocalDate;
}

/** Periods that follow one another as windows; the rolling ones have their own files. */
export type WindowedPeriod = Exclude<Period, { type: 'ROLLING' | 'RESET_ON_COMPLETION' }>;

/** A day before all others: a one-time requirement may have been met at any time. */
const BEGINNING = '0001-01-01';

/**
 * The windows that ended on or after `policy.trackedFrom`, oldest first, up to the first of them that begins after `asOf`, with the
 * facts in force on `asOf`.
 */
export function windowsUntil(
  period: WindowedPeriod,
  input: EvaluationInput,
  rules: ExemptionRule[],
  asOf: LocalDate,
): Window[] | EvaluationProblem {
  // Tracking may begin later than the day that is asked about: the first tracked window is then the next one.
  const last = later(asOf, addDays(input.policy.trackedFrom, -1));
  const found = allWindowsUntil(period, input, rules, asOf, last);
  return Array.isArray(found) ? found.filter((window) => window.to >= input.policy.trackedFrom) : found;
}

function allWindowsUntil(
  period: WindowedPeriod,
  input: EvaluationInput,
  rules: ExemptionRule[],
  asOf: LocalDate,
  last: LocalDate,
): Window[] | EvaluationProblem {
  const { policy } = input;
  const { trackedFrom } = policy;
  switch (period.type) {
    case 'ONE_TIME':
      return [{ from: BEGINNING, to: period.dueOn }];
    case 'CALENDAR_YEAR': {
      const first = firstCalendarYear(period, input, asOf);
      const start = `${String(Math.max(yearOf(policy.trackedFrom), first)).padStart(4, '0')}-01-01`;
      return endToEnd(start, 12, last, trackedFrom);
    }
    case 'FIXED_CYCLE': {
      const anchor = (period.anchor.configurable ? policy.anchor : null) ?? period.anchor.date;
      return anchor === null
        ? { code: 'POLICY_MISSING', name: 'anchor' }
        : endToEnd(anchor, period.months, last, trackedFrom);
    }
    case 'COHORT_CYCLE': {
      const initial = valuesOn(input.facts, period.fact, asOf)[0];
      if (initial === undefined) return { code: 'FACT_MISSING', name: period.fact };
      const cohort = policy.cohorts.find((each) => includesInitial(each.initials, initial));
      return cohort
        ? endToEnd(cohort.from, period.months, last, trackedFrom)
        : { code: 'POLICY_MISSING', name: `cohorts: ${initial}` };
    }
    case 'HALF_YEAR_ANCHORED_CYCLE': {
      const certified = dateFact(input, period.fact, asOf);
      if (certified === undefined) return { code: 'FACT_MISSING', name: period.fact };
      const year = yearOf(certified) + (certified.slice(5, 7) <= '06' ? 0 : 1);
      return endToEnd(`${year}-01-01`, period.months, last, trackedFrom);
    }
    case 'ANNIVERSARY_CYCLE': {
      const anchor = dateFact(input, period.fact, asOf);
      return anchor === undefined
        ? { code: 'FACT_MISSING', name: period.fact }
        : anniversaryWindows(period, anchor, input, rules, last);
    }
    case 'LICENCE_TERM':
      return licenceTerms(period, input, asOf, last);
  }
}

/** Windows from `start` up to the first that begins after `last`; of those that ended before tracking began only some. */
function endToEnd(start: LocalDate, months: number, last: LocalDate, trackedFrom: LocalDate): Window[] {
  const windows: Window[] = [];
  for (let index = Math.max(0, Math.floor(monthsBetween(start, trackedFrom) / months) - 1); ; index++) {
    const from = addMonths(start, index * months);
    windows.push({ from, to: addDays(addMonths(start, (index + 1) * months), -1) });
    if (from > last) return windows;
  }
}

function firstCalendarYear(period: PeriodOf<'CALENDAR_YEAR'>, input: EvaluationInput, asOf: LocalDate): number {
  for (const choice of period.firstPeriod?.choices ?? []) {
    if (choice.when && !holds(choice.when, input.facts, asOf)) continue;
    const date = dateFact(input, choice.fact, asOf);
    if (date !== undefined) return yearOf(date) + 1;
  }
  return 1;
}

function anniversaryWindows(
  period: PeriodOf<'ANNIVERSARY_CYCLE'>,
  anchor: LocalDate,
  input: EvaluationInput,
  rules: ExemptionRule[],
  last: LocalDate,
): Window[] {
  const windows: Window[] = [];
  let from = anchor;
  // Counted from the first deadline, not from the one before: from 31 January by way of February it is 31 March.
  let base = firstMonthDayOnOrAfter(addMonths(anchor, period.months), period.align.toMonthDay);
  let cycles = 0;
  for (;;) {
    const regular = addMonths(base, cycles * period.months);
    const deadline = shifted(regular, from, input, rules);
    if (deadline !== regular) [base, cycles] = [deadline, 0];
    windows.push({ from, to: deadline });
    if (from > last) return windows;
    from = addDays(deadline, 1);
    cycles++;
  }
}

/** The deadline after exemptions that move it, for terms that overlap the window and have an end. */
function shifted(deadline: LocalDate, from: LocalDate, input: EvaluationInput, rules: ExemptionRule[]): LocalDate {
  let moved = deadline;
  for (const rule of rules) {
    if (rule.effect !== 'SHIFT_DEADLINE') continue;
    for (const term of input.exemptions) {
      if (term.code !== rule.code || term.to === null || term.to < from || (term.from ?? term.to) > deadline) continue;
      moved = later(moved, addMonths(term.to, rule.monthsAfterEnd));
    }
  }
  return moved;
}

/**
 * The terms on record, and after the last of them terms of the same length, so that a renewal recorded late changes nothing but
 * the end. An older row whose date falls inside the term of a newer one was a correction of it, not a term of its own.
 */
function licenceTerms(
  period: PeriodOf<'LICENCE_TERM'>,
  input: EvaluationInput,
  asOf: LocalDate,
  last: LocalDate,
): Window[] | EvaluationProblem {
  const terms: Window[] = [];
  const rows = input.facts
    .filter((row) => row.fact === period.fact && isLocalDate(row.value) && row.from <= asOf)
    .sort((a, b) => (a.from !== b.from ? (a.from > b.from ? -1 : 1) : a.value > b.value ? -1 : 1));
  for (const { value } of rows) {
    const newer = terms.at(-1);
    if (newer && value >= newer.from) continue;
    terms.push({ from: addMonths(addDays(value, 1), -period.months), to: value });
  }
  if (terms.length === 0) return { code: 'FACT_MISSING', name: period.fact };
  return [...terms.reverse(), ...endToEnd(addDays(terms.at(-1)!.to, 1), period.months, last, input.policy.trackedFrom)];
}

function dateFact(input: EvaluationInput, name: string, day: LocalDate): LocalDate | undefined {
  return valuesOn(input.facts, name, day).find(isLocalDate);
}

function includesInitial(initials: string, initial: string): boolean {
  const letter = initial.slice(0, 1).toUpperCase();
  return initials
    .toUpperCase()
    .split(',')
    .map((part) => part.trim().split('-'))
    .some(([first, last = first]) => letter >= first && letter <= last);
}
