import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changedHistory, valueOn, type Dated, type DatedChange } from './effective-dates.js';

const START = Date.UTC(2024, 1, 20);
const dayOf = (n: number): string => new Date(START + n * 86_400_000).toISOString().slice(0, 10);
const DAYS = Array.from({ length: 40 }, (_, n) => dayOf(n));

const change: fc.Arbitrary<DatedChange> = fc
  .tuple(fc.option(fc.constantFrom('a', 'b', 'c')), fc.nat(30), fc.option(fc.nat(8)))
  .map(([value, from, length]) => ({ value, from: dayOf(from), to: length === null ? null : dayOf(from + length) }));

describe('a history of dated values', () => {
  it('says on each day what the last change of that day said, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
        const history = changes.reduce<Dated[]>(changedHistory, []);
        for (const day of DAYS) {
          const last = changes.filter(({ from, to }) => from <= day && (to === null || day <= to)).at(-1);
          expect(valueOn(history, day)).toBe(last?.value ?? null);
          expect(history.filter(({ from, to }) => from <= day && (to === null || day <= to)).length).toBeLessThan(2);
        }
        for (const { from, to } of history) expect(to === null || from <= to).toBe(true);
      }),
    );
  });

  it('ends the earlier value the day before, over the end of a leap February', () => {
    const history = changedHistory([{ value: 'PATROL', from: '2023-01-01', to: null }], {
      value: 'TRAFFIC',
      from: '2024-03-01',
      to: null,
    });
    expect(history).toEqual([
      { value: 'PATROL', from: '2023-01-01', to: '2024-02-29' },
      { value: 'TRAFFIC', from: '2024-03-01', to: null },
    ]);
  });
});
