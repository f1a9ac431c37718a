import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { retryAfterMs } from './retry-after.js';

const NOW = Date.parse('2026-05-01T12:00:00Z');

describe('Retry-After', () => {
  const cases: [string | undefined, number | undefined][] = [
    ['0', 0],
    ['2', 2_000],
    [' 1.5 ', 1_500],
    ['86400', 300_000],
    ['Fri, 01 May 2026 12:00:03 GMT', 3_000],
    ['Fri, 01 May 2026 11:00:00 GMT', 0],
    [undefined, undefined],
    ['', undefined],
    ['-1', undefined],
    ['soon', undefined],
    ['1 apple', undefined],
    ['Friday', undefined],
  ];
  it.each(cases)('of %p is %p ms', (header, expected) => {
    expect(retryAfterMs(header, NOW)).toBe(expected);
  });

  it('is never negative nor longer than five minutes, whatever it says', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.date({ noInvalidDate: true }).map((at) => at.toUTCString()),
        ),
        (header) => {
          const ms = retryAfterMs(header, NOW) ?? 0;
          expect(ms >= 0 && ms <= 300_000).toBe(true);
        },
      ),
    );
  });
});
