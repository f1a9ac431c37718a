import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ComplianceStatus } from '../src/evaluation/evaluation.js';
import { evaluate } from '../src/evaluation/evaluate.js';
import type { LedgerEntry } from '../src/evaluation/input.js';
import { judge } from '../src/evaluation/judge.js';
import { addDays } from '../src/evaluation/local-date.js';
import { arbitraryDay, arbitraryInput } from './arbitrary-input.js';
import { packedMandate, workedHistories } from './worked-history.js';

const CODES = workedHistories().map((history) => history.mandate);

/** Raised by hand (`COMPLIANCE_LAWS=20`) when the engine changes; 1 keeps the suite quick. */
const THOROUGHNESS = Number(process.env.COMPLIANCE_LAWS ?? 1);
/** The same questions on every run, so that a red suite is the change's doing; another number asks others. */
const SEED = Number(process.env.COMPLIANCE_SEED ?? 20_261_123);

/** From the worst to the best, as an officer sees it. */
const ORDER: ComplianceStatus[] = [
  'OVERDUE',
  'IN_GRACE',
  'AT_RISK',
  'DUE_SOON',
  'ON_TRACK',
  'PENDING_VERIFICATION',
  'COMPLIANT',
];

function question(code: string) {
  const mandate = packedMandate(code);
  return fc
    .constant(mandate)
    .chain(() => arbitraryInput(mandate))
    .chain((input) =>
      fc.record({ mandate: fc.constant(mandate), input: fc.constant(input), asOf: arbitraryDay(input) }),
    );
}

describe.each(CODES)('%s', (code) => {
  it('gives the same answer whatever the order of entries, facts and plans', () => {
    fc.assert(
      fc.property(question(code), ({ mandate, input, asOf }) => {
        const turned = {
          ...input,
          entries: [...input.entries].reverse(),
          facts: [...input.facts].reverse(),
          planned: [...input.planned].reverse(),
        };
        expect(evaluate(turned, mandate, asOf)).toEqual(evaluate(input, mandate, asOf));
      }),
      { seed: SEED, numRuns: 10 * THOROUGHNESS },
    );
  });

  it('changes its status only on the days it predicted', () => {
    fc.assert(
      fc.property(question(code), ({ mandate, input, asOf }) => {
        let predicted = evaluate(input, mandate, asOf);
        for (let days = 1; days <= 500; days++) {
          const day = addDays(asOf, days);
          const { status } = judge(input, mandate, day).judgement;
          if (day === predicted.nextChangeOn) {
            expect({ day, status }).toEqual({ day, status: predicted.nextStatus });
            predicted = evaluate(input, mandate, day);
          } else {
            expect({ day, status }).toEqual({ day, status: predicted.status });
          }
        }
      }),
      { seed: SEED, numRuns: 2 * THOROUGHNESS },
    );
  });

  it('gives the original answer after a correction and the correction of that', () => {
    fc.assert(
      fc.property(question(code), fc.nat(), ({ mandate, input, asOf }, pick) => {
        fc.pre(input.entries.length > 0);
        const original = input.entries[pick % input.entries.length];
        const wrong: LedgerEntry = {
          ...original,
          id: 'x1',
          hours: 0.5,
          categories: ['ELSEWHERE'],
          course: null,
          corrects: original.id,
        };
        const restored: LedgerEntry = { ...original, id: 'x2', corrects: 'x1' };
        const before = evaluate(input, mandate, asOf);
        const after = evaluate({ ...input, entries: [...input.entries, wrong, restored] }, mandate, asOf);
        expect({ ...after, counted: [], excluded: [] }).toEqual({ ...before, counted: [], excluded: [] });
      }),
      { seed: SEED, numRuns: 10 * THOROUGHNESS },
    );
  });
});

// Texas caps repeats and Colorado's set resets: there an earlier or another class may worsen an answer.
describe.each(CODES.filter((code) => !['US-TX-UNIT', 'US-CO-24-31-315'].includes(code)))('%s', (code) => {
  it('is never worsened by one more creditable entry in the same window', () => {
    fc.assert(
      fc.property(question(code), fc.nat(), fc.nat(400), ({ mandate, input, asOf }, pick, daysAgo) => {
        fc.pre(input.entries.length > 0);
        const model = input.entries[pick % input.entries.length];
        // The initial course starts the clock of the ongoing one, as a reset does: importing it late moves that deadline forward.
        fc.pre(!(code === 'CA-ON-87-24' && model.course === 'MHCR_INITIAL'));
        const extra: LedgerEntry = { ...model, id: 'x1', date: addDays(asOf, -daysAgo), rosterStatus: 'APPROVED' };
        const before = judge(input, mandate, asOf).judgement;
        const after = judge({ ...input, entries: [...input.entries, extra] }, mandate, asOf).judgement;
        fc.pre(before.windowTo === after.windowTo);
        if (!ORDER.includes(before.status)) return expect(after.status).toBe(before.status);
        expect(ORDER.indexOf(after.status)).toBeGreaterThanOrEqual(ORDER.indexOf(before.status));
      }),
      { seed: SEED, numRuns: 30 * THOROUGHNESS },
    );
  });
});
