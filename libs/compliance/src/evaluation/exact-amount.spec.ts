import { describe, expect, it } from '@jest/globals';
import { atLeast, dividedBy, exact, plus, times, toNumber } from './exact-amount.js';

describe('exact amounts', () => {
  it('adds tenths of hours to a whole hour, which floating point does not', () => {
    expect(0.7 + 0.2 + 0.1).toBeLessThan(1);
    expect(atLeast([0.7, 0.2, 0.1].map(exact).reduce(plus), exact(1))).toBe(true);
  });

  it('makes 40 hours of three separate semester credits', () => {
    const oneCredit = dividedBy(times(exact(1), exact(40)), exact(3));
    expect(toNumber([oneCredit, oneCredit, oneCredit].reduce(plus))).toBe(40);
  });

  it('reads every way a number prints', () => {
    expect([0, 1.25, 1e-7, 1e21, 12].map((value) => toNumber(exact(value)))).toEqual([0, 1.25, 1e-7, 1e21, 12]);
  });
});
