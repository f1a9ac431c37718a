import type { EvaluationInput } from '../../src/evaluation/input.js';
import type { MandateVersion } from '../../src/mandates/mandate.js';
import type { Period } from '../../src/mandates/period.js';
import { factsOn, isTrue } from './naive-facts.js';
import { civil, type Day, dayFrom, monthLength, plusMonths, readDay, toDay } from './naive-days.js';

/** Both days included; from null: since ever. */
export interface Window {
  from: Day | null;
  to: Day;
}

export interface Lacking {
  lacks: string;
}

/** Windows of a period with fixed windows that end on or after `trackedFrom` and begin by `asOf`, the earliest first. */
export function windowsOf(
  period: Period,
  input: EvaluationInput,
  mandate: MandateVersion,
  asOf: Day,
): Window[] | Lacking {
  const tracked = toDay(input.policy.trackedFrom);
  const { facts, policy } = input;
  switch (period.type) {
    case 'CALENDAR_YEAR': {
      let first = -Infinity;
      if (period.firstPeriod) {
        const dates = period.firstPeriod.choices
          .filter((each) => !each.when || isTrue(each.when, facts, asOf))
          .flatMap((each) => dateFact(input, each.fact, asOf) ?? []);
        if (dates.length > 0) first = dayFrom(civil(dates[0]!)[0] + 1, 1, 1);
      }
      const found: Window[] = [];
      for (let year = civil(tracked)[0]; dayFrom(year, 1, 1) <= asOf; year++) {
        if (dayFrom(year, 1, 1) >= first) found.push({ from: dayFrom(year, 1, 1), to: dayFrom(year, 12, 31) });
      }
      return found;
    }
    case 'FIXED_CYCLE': {
      const configured = period.anchor.configurable ? policy.anchor : null;
      const anchor = configured ?? period.anchor.date;
      return anchor === null ? { lacks: 'anchor' } : endToEnd(toDay(anchor), period.months, tracked, asOf);
    }
    case 'COHORT_CYCLE': {
      const initials = factsOn(facts, period.fact, asOf);
      if (initials.length === 0) return { lacks: period.fact };
      const row = policy.cohorts.find((each) =>
        letters(each.initials).includes(initials[0]!.slice(0, 1).toUpperCase()),
      );
      return row ? endToEnd(toDay(row.from), period.months, tracked, asOf) : { lacks: 'cohorts' };
    }
    case 'HALF_YEAR_ANCHORED_CYCLE': {
      const since = dateFact(input, period.fact, asOf);
      if (since === null) return { lacks: period.fact };
      const [year, month] = civil(since);
      const start = dayFrom(month <= 6 ? year : year + 1, 1, 1);
      return endToEnd(start, period.months, tracked, asOf);
    }
    case 'ANNIVERSARY_CYCLE': {
      const since = dateFact(input, period.fact, asOf);
      if (since === null) return { lacks: period.fact };
      const [month, day] = period.align.toMonthDay.split('-').map(Number) as [number, number];
      const anniversary = plusMonths(since, period.months);
      let year = civil(anniversary)[0];
      const aligned = (of: number) => dayFrom(of, month, Math.min(day, monthLength(of, month)));
      while (aligned(year) < anniversary) year++;
      const found: Window[] = [];
      let base = aligned(year);
      for (let from = since, count = 0; from <= asOf; count++) {
        const planned = plusMonths(base, count * period.months);
        const to = movedDeadline(from, planned, input, mandate);
        if (to !== planned) [base, count] = [to, 0];
        if (to >= tracked) found.push({ from, to });
        from = to + 1;
      }
      return found;
    }
    case 'LICENCE_TERM': {
      const rows = facts.filter(
        (row) => row.fact === period.fact && readDay(row.value) !== null && toDay(row.from) <= asOf,
      );
      if (rows.length === 0) return { lacks: period.fact };
      // A row whose date falls inside the term of a newer row was corrected by it.
      const ends = rows
        .filter(
          (row) => !rows.some((other) => isNewer(other, row) && toDay(row.value) >= startOf(other, period.months)),
        )
        .map((row) => toDay(row.value));
      const found = ends.map((to) => ({ from: plusMonths(to + 1, -period.months), to })).sort((a, b) => a.to - b.to);
      const after = endToEnd(found.at(-1)!.to + 1, period.months, tracked, asOf);
      return [...found, ...after].filter((each) => each.to >= tracked && each.from! <= asOf);
    }
    case 'ONE_TIME':
      return toDay(period.dueOn) >= tracked ? [{ from: null, to: toDay(period.dueOn) }] : [];
    case 'ROLLING':
    case 'RESET_ON_COMPLETION':
      throw new Error(`no fixed windows: ${period.type}`);
  }
}

function endToEnd(start: Day, months: number, tracked: Day, asOf: Day): Window[] {
  const found: Window[] = [];
  for (let step = 0; plusMonths(start, step * months) <= asOf; step++) {
    const window = { from: plusMonths(start, step * months), to: plusMonths(start, (step + 1) * months) - 1 };
    if (window.to >= tracked) found.push(window);
  }
  return found;
}

type Row = EvaluationInput['facts'][number];

function isNewer(a: Row, b: Row): boolean {
  return a.from !== b.from ? a.from > b.from : a.value > b.value;
}

function startOf(row: Row, months: number): Day {
  return plusMonths(toDay(row.value) + 1, -months);
}

/** The deadline of the window that would end on `planned`, after exemptions over known terms that move it. */
function movedDeadline(from: Day, planned: Day, input: EvaluationInput, mandate: MandateVersion): Day {
  const moves = mandate.exemptions.flatMap((rule) =>
    rule.effect !== 'SHIFT_DEADLINE'
      ? []
      : input.exemptions
          .filter((each) => each.code === rule.code && each.to !== null && toDay(each.to) >= from)
          .filter((each) => toDay(each.from ?? each.to!) <= planned)
          .map((each) => plusMonths(toDay(each.to!), rule.monthsAfterEnd)),
  );
  return Math.max(planned, ...moves);
}

function dateFact(input: EvaluationInput, name: string, asOf: Day): Day | null {
  const known = factsOn(input.facts, name, asOf).flatMap((value) => readDay(value) ?? []);
  return known[0] ?? null;
}

function letters(initials: string): string[] {
  return initials.split(',').flatMap((part) => {
    const found: string[] = [];
    for (let each = part.charCodeAt(0); each <= part.charCodeAt(part.length - 1); each++)
      found.push(String.fromCharCode(each));
    return found;
  });
}
