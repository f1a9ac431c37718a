import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fQuantile, incompleteBeta } from './f-distribution.js';

describe('a quantile of the F distribution', () => {
  it.each([
    // The first two stand in every printed table; the others by SciPy 1.17, scipy.stats.f.ppf.
    [0.95, 1, 10, 4.9646],
    [0.975, 5, 15, 3.5764],
    [0.5, 10, 10, 1],
    [0.975, 2.5, 4.79, 8.38832077],
    [0.975, 5, 4.7869, 7.49554196],
    [0.975, 123.4, 99_999, 1.26471834],
    [0.975, 99_999, 1.5, 114.389822],
  ])('%d of %d and %d degrees of freedom is %d', (probability, df1, df2, expected) => {
    expect(fQuantile(probability, df1, df2) / expected).toBeCloseTo(1, 4);
  });

  it('mirrors: that of p for (a, b) is one over that of 1 - p for (b, a)', () => {
    const df = fc.double({ min: 0.5, max: 500, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), df, df, (probability, df1, df2) => {
        expect(fQuantile(probability, df1, df2) * fQuantile(1 - probability, df2, df1)).toBeCloseTo(1, 5);
      }),
    );
  });
});

describe('the incomplete beta function', () => {
  it('is what its closed forms say', () => {
    expect(incompleteBeta(0.3, 1, 1)).toBeCloseTo(0.3, 11);
    expect(incompleteBeta(0.3, 2, 1)).toBeCloseTo(0.09, 11);
    expect(incompleteBeta(0.3, 1, 3)).toBeCloseTo(1 - 0.7 ** 3, 11);
    expect(incompleteBeta(0.25, 0.5, 0.5)).toBeCloseTo(1 / 3, 11);
    expect([incompleteBeta(0, 2, 3), incompleteBeta(1, 2, 3)]).toEqual([0, 1]);
  });
});
