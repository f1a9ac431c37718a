import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judge } from '../src/evaluation/judge.js';
import { addDays } from '../src/evaluation/local-date.js';
import { sameAnswer, timeline, type TimelineInterval } from '../src/evaluation/timeline.js';
import { arbitraryInput } from './arbitrary-input.js';
import { packedMandate, workedHistories } from './worked-history.js';

const CODES = workedHistories().map((history) => history.mandate);
const THOROUGHNESS = Number(process.env.COMPLIANCE_LAWS ?? 1);
const SEED = Number(process.env.COMPLIANCE_SEED ?? 20_261_124);

const pick = (intervals: TimelineInterval[], day: string): TimelineInterval | undefined =>
  intervals.find(({ from, to }) => from <= day && (to === null || day < to));

describe.each(CODES)('the timeline under %s', (code) => {
  const mandate = packedMandate(code);

  it('says of every day what evaluating that day says', () => {
    fc.assert(
      fc.property(arbitraryInput(mandate), fc.nat(900), fc.nat(60), (input, lateDays, early) => {
        const from = addDays(input.policy.trackedFrom, -early);
        const intervals = timeline([{ adoptionId: 'a', mandate, input, from, to: null }]);
        const far = Array.from({ length: 60 }, (_, index) => 500 + lateDays + 53 * index);
        for (const days of [...Array.from({ length: 500 }, (_, index) => index), ...far]) {
          const day = addDays(from, days);
          const { status, dueOn, missing } = judge(input, mandate, day).judgement;
          const picked = pick(intervals, day);
          expect({
            day,
            status: picked?.status,
            dueOn: picked?.dueOn,
            missing: picked?.missing.map(({ nodeId, short }) => ({ nodeId, short })),
          }).toEqual({ day, status, dueOn, missing });
        }
      }),
      { seed: SEED, numRuns: 2 * THOROUGHNESS },
    );
  });

  it('has intervals that follow one another, each with a day and each unlike the one before', () => {
    fc.assert(
      fc.property(arbitraryInput(mandate), (input) => {
        const from = input.policy.trackedFrom;
        const middle = addDays(from, 400);
        const intervals = timeline([
          { adoptionId: 'a', mandate, input, from, to: middle },
          { adoptionId: 'b', mandate, input, from: middle, to: null },
        ]);
        expect(intervals[0]!.from).toBe(from);
        for (const [index, interval] of intervals.entries()) {
          const next = intervals[index + 1];
          if (interval.to !== null) expect(interval.to > interval.from).toBe(true);
          if (!next) continue;
          expect(next.from).toBe(interval.to);
          expect(sameAnswer(interval, next)).toBe(false);
        }
        expect(intervals.filter((each) => each.adoptionId === 'a').at(-1)?.to).toBe(middle);
      }),
      { seed: SEED, numRuns: 10 * THOROUGHNESS },
    );
  });
});

describe('the timeline of somebody who is waived without an end', () => {
  const mandate = packedMandate('US-GA-ANNUAL');

  it('names the deadlines of a quarter of a century, and does not guess after that', () => {
    const input = fc.sample(arbitraryInput(mandate), { numRuns: 1, seed: SEED })[0]!;
    const waived = {
      ...input,
      entries: [],
      planned: [],
      exemptions: [],
      facts: input.facts.map((row) => ({ ...row, to: null })),
      waivers: [{ from: '2020-01-01', to: null }],
    };
    const intervals = timeline([{ adoptionId: 'a', mandate, input: waived, from: '2026-01-01', to: null }]);
    expect(new Set(intervals.map((each) => each.status))).toEqual(new Set(['WAIVED']));
    for (const day of ['2026-02-28', '2028-02-29', '2050-12-31', '2051-01-01']) {
      expect(pick(intervals, day)?.dueOn).toBe(`${day.slice(0, 4)}-12-31`);
    }
    expect(intervals.at(-1)!.to! > '2053-01-01').toBe(true);
  });
});
