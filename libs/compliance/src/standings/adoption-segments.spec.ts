import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../evaluation/local-date.js';
import { adoptionSegments, type AdoptionRange } from './adoption-segments.js';

const FIRST = '2025-12-25';
const day = fc.nat(60).map((days) => addDays(FIRST, days));
const adoption = fc.record({
  effectiveFrom: fc.option(day),
  effectiveTo: fc.option(day),
  storedFrom: day,
});
const adoptions = fc
  .array(adoption, { maxLength: 6 })
  .map((rows) => rows.map((row, index): AdoptionRange => ({ id: `a${index}`, ...row })));

describe('the segments of adoptions', () => {
  it('give each stored day the latest adoption whose text is in force on it', () => {
    fc.assert(
      fc.property(adoptions, (ranges) => {
        const segments = adoptionSegments(ranges);
        const start = ranges.map((each) => each.storedFrom).sort()[0];
        for (let days = -5; days < 80; days += 1) {
          const on = addDays(FIRST, days);
          const inForce = ranges
            .filter((each) => (each.effectiveFrom ?? on) <= on && (each.effectiveTo ?? on) >= on)
            .map((each) => each.id)
            .sort()
            .at(-1);
          const found = segments.filter(({ from, to }) => from <= on && (to === null || on < to));
          const expected = start !== undefined && on >= start && inForce ? [inForce] : [];
          expect({ on, ids: found.map((each) => each.adoption.id) }).toEqual({ on, ids: expected });
        }
        for (const [index, each] of segments.entries()) {
          const next = segments[index + 1];
          if (next && next.from === each.to) expect(next.adoption).not.toBe(each.adoption);
        }
      }),
    );
  });
});
