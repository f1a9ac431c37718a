import fc from 'fast-check';
import type { EvaluationInput, Exemption, LedgerEntry, RosterStatus, Waiver } from '../src/evaluation/input.js';
import { addDays } from '../src/evaluation/local-date.js';
import type { MandateVersion } from '../src/mandates/mandate.js';
import { flatten, type Requirement } from '../src/mandates/requirement.js';
import { type HistoryClass, inputOf, ledgerEntry, plannedClass, workedHistories } from './worked-history.js';

/** The days around which generated things happen: they start one year before the tracked window of the mandate's worked history. */
const SPAN_DAYS = 6 * 365;

/** Inputs for a mandate: a worked history's person with other entries, plans, waivers, exemptions, facts and policy. */
export function arbitraryInput(mandate: MandateVersion): fc.Arbitrary<EvaluationInput> {
  const base = inputOf(workedHistories().find((history) => history.mandate === mandate.code)!);
  const start = addDays(base.policy.trackedFrom, -365);
  const day = fc.nat(SPAN_DAYS).map((days) => addDays(start, days));
  const range = fc
    .tuple(day, fc.option(fc.nat(500)))
    .map(([from, length]) => ({ from, to: length === null ? null : addDays(from, length) }));
  const credits = flatten(mandate.requirements).flatMap((each) => creditsFor(each, addDays(start, SPAN_DAYS)));
  const given = fc.record({
    date: day,
    credit: fc.constantFrom(...credits),
    hours: fc.constantFrom(1, 2, 2.5, 4, 8, 12, 16, 40),
  });
  const delivery = 'IN_PERSON_HANDS_ON';
  const entries = fc
    .array(
      fc.tuple(given, fc.constantFrom<RosterStatus>('APPROVED', 'APPROVED', 'APPROVED', 'SUBMITTED', 'REJECTED')),
      {
        maxLength: 14,
      },
    )
    .map((rows) =>
      rows.map(([{ date, credit, hours }, rosterStatus], index): LedgerEntry =>
        ledgerEntry({
          id: `e${100 + index}`,
          date,
          hours,
          delivery,
          score: 90,
          ...credit,
          rosterStatus,
        }),
      ),
    );
  // A class for every requirement within a few weeks, or nobody would ever be compliant.
  const bursts = fc.array(day, { maxLength: 3 }).map((days) =>
    days.flatMap((first, burst) =>
      credits.map((credit, index) =>
        ledgerEntry({
          id: `b${burst}-${100 + index}`,
          date: addDays(first, 5 * index),
          hours: 12,
          delivery,
          score: 90,
          ...credit,
        }),
      ),
    ),
  );
  const planned = fc
    .array(given, { maxLength: 3 })
    .map((rows) =>
      rows.map(({ date, credit, hours }, index) => plannedClass({ id: `p${index}`, date, hours, delivery, ...credit })),
    );
  const codes = mandate.exemptions.map((rule) => rule.code);
  const exemptions =
    codes.length === 0
      ? fc.constant<Exemption[]>([])
      : fc.array(
          fc
            .tuple(fc.constantFrom(...codes), range, fc.boolean())
            .map(([code, { from, to }, single]): Exemption =>
              single ? { code, on: from, from: null, to: null } : { code, on: null, from, to },
            ),
          { maxLength: 1 },
        );
  return fc
    .record({
      entries,
      bursts,
      planned,
      exemptions,
      waivers: fc.array<Waiver>(range, { maxLength: 1 }),
      leaves: fc.option(day),
      warnDays: fc.constantFrom(0, 30, 90, 400),
      graceDays: fc.constantFrom(0, 0, 20),
    })
    .map(({ leaves, warnDays, graceDays, entries, bursts, ...rest }) => ({
      ...base,
      ...rest,
      entries: [...entries, ...bursts],
      facts: base.facts.map((row, index) =>
        index === 0 && leaves !== null && leaves > row.from ? { ...row, to: leaves } : row,
      ),
      policy: { ...base.policy, warnDays, graceDays },
    }));
}

/** A day on which something may be asked about that input. */
export function arbitraryDay(input: EvaluationInput): fc.Arbitrary<string> {
  return fc.nat(5 * 365).map((days) => addDays(input.policy.trackedFrom, days));
}

function creditsFor(requirement: Requirement, validTo: string): Partial<HistoryClass>[] {
  switch (requirement.kind) {
    case 'HOURS':
    case 'EVENT':
      return requirement.categories.map((category) => ({ category }));
    case 'COURSE':
      return requirement.anyOf.map((course) => ({
        course: course.replace('@UNIT', '@2025-09-01'),
        topics: requirement.topics,
      }));
    case 'CREDENTIAL':
      return [{ credential: requirement.type, validTo }];
    case 'TEST':
    case 'GROUP':
      return [];
  }
}
