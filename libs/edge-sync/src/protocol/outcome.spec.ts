import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MOST_GAPS } from './limits.js';
import { clockIsImpossible, gapsOf } from './outcome.js';

const MOST = 40;

/** What one would say by hand: walk the numbers, and note which are absent. */
function byHand(stored: ReadonlySet<number>) {
  const highest = Math.max(0, ...stored);
  const absent = Array.from({ length: highest }, (_, index) => index + 1).filter((seq) => !stored.has(seq));
  const contiguousThrough = absent[0] === undefined ? highest : absent[0] - 1;
  return { contiguousThrough, absent };
}

describe('the gaps of a sequence', () => {
  it('are what is absent, whatever the order of arrival and however often a record comes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: MOST }), { maxLength: 120 }), (arrivals) => {
        const stored = new Set<number>();
        let through = 0;
        for (const seq of arrivals) {
          stored.add(seq);
          const { contiguousThrough, missing } = gapsOf([...stored].sort((a, b) => a - b));
          const told = missing.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, at) => from + at));
          expect({ contiguousThrough, absent: told }).toEqual(byHand(stored));
          expect(contiguousThrough).toBeGreaterThanOrEqual(through);
          through = contiguousThrough;
        }
      }),
    );
  });

  it('are told from the lowest, so many at a time, and the rest when these are closed', () => {
    const odd = Array.from({ length: 500 }, (_, index) => 2 * index + 3);
    const { contiguousThrough, missing } = gapsOf(odd);
    expect(contiguousThrough).toBe(0);
    expect(missing).toHaveLength(MOST_GAPS);
    expect(missing[0]).toEqual({ from: 1, to: 2 });
    expect(gapsOf([])).toEqual({ contiguousThrough: 0, missing: [] });
  });
});

describe('a clock', () => {
  it('is impossible only when it is ahead of the server by the server’s own word', () => {
    const receivedAt = new Date('2026-03-01T12:00:00Z');
    expect(clockIsImpossible(['1970-01-01T00:00:00Z', '2026-03-01T12:00:59Z'], receivedAt)).toBe(false);
    expect(clockIsImpossible(['2026-02-01T00:00:00Z', '2026-03-01T12:01:01Z'], receivedAt)).toBe(true);
  });
});
