import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { tableOf } from './agreement-table.js';
import { kappaGap, quadratic, unweighted, weightedKappa } from './weighted-kappa.js';

const linear = (first: number, second: number): number => Math.abs(first - second);
const pairs = fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { minLength: 2, maxLength: 60 });
const tabled = (rated: readonly (readonly [number, number])[]): number[][] =>
  tableOf(
    6,
    rated.map(([first, second]) => ({ first, second, count: 1 })),
  );

describe('weighted kappa', () => {
  // Cohen (1968), table 1: two judges, three diagnoses, 200 patients; table 2: his disagreement weights.
  const COHEN = [
    [88, 14, 18],
    [10, 40, 10],
    [2, 6, 12],
  ];
  const COHEN_WEIGHTS = [
    [0, 1, 3],
    [1, 0, 6],
    [3, 6, 0],
  ];

  it('is .348 in Cohen’s own example, and .492 unweighted', () => {
    expect(weightedKappa(COHEN, (first, second) => COHEN_WEIGHTS[first]![second]!).value).toBeCloseTo(0.348, 3);
    expect(weightedKappa(COHEN, unweighted).value).toBeCloseTo(0.492, 3);
  });

  it('has the standard error and limits that SAS prints for FREQ / AGREE', () => {
    // The printout is in the tests of statsmodels (stats/tests/test_inter_rater.py).
    const table = [
      [0, 4, 1],
      [0, 8, 0],
      [0, 1, 5],
    ];
    const simple = weightedKappa(table, unweighted);
    expect([simple.value, simple.standardError, simple.low, simple.high].map((one) => one?.toFixed(4))).toEqual([
      '0.4842',
      '0.1380',
      '0.2137',
      '0.7547',
    ]);
    const weighted = weightedKappa(table, linear);
    expect([weighted.value, weighted.standardError, weighted.low, weighted.high].map((one) => one?.toFixed(4))).toEqual(
      ['0.4701', '0.1457', '0.1845', '0.7558'],
    );
  });

  it('with squared weights is what R’s irr says of its anxiety data, raters 2 and 3', () => {
    const second = [3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4];
    const third = [2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2];
    // irr takes the levels that occur, in their order.
    const place = [1, 2, 3, 4, 6];
    const table = tableOf(
      5,
      second.map((level, at) => ({ first: place.indexOf(level), second: place.indexOf(third[at]!), count: 1 })),
    );
    expect(weightedKappa(table).value).toBeCloseTo(0.2520325, 7);
  });

  it('is 1 for raters who always agree, without bounds, as nothing varies', () => {
    expect(
      weightedKappa(
        tabled([
          [1, 1],
          [4, 4],
          [2, 2],
        ]),
      ),
    ).toMatchObject({ value: 1, low: null, high: null });
  });

  it('is missing with its reason, and never NaN', () => {
    expect(weightedKappa(tabled([]))).toMatchObject({ value: null, missing: 'NO_PAIRS', standardError: null });
    expect(weightedKappa(tabled([[3, 4]]))).toMatchObject({ value: null, missing: 'ONE_PAIR' });
    expect(
      weightedKappa(
        tabled([
          [3, 3],
          [3, 3],
        ]),
      ),
    ).toMatchObject({ value: null, missing: 'NO_VARIANCE' });
    // One of them varies: no better than chance.
    expect(
      weightedKappa(
        tabled([
          [3, 3],
          [3, 2],
        ]),
      ).value,
    ).toBe(0);
  });

  it('of exactly 0.6 is the number 0.6', () => {
    // Binary, 30 of 100 found by each, 1 - disagreements / (2 x .3 x .7) with 16.8 of 100 apart, in thousands.
    const table = [
      [616, 84],
      [84, 216],
    ];
    expect(weightedKappa(table, unweighted).value).toBe(0.6);
  });

  it('is symmetric, does not mind the order of sessions, and lies between -1 and 1 within its bounds', () => {
    fc.assert(
      fc.property(pairs, (rated) => {
        const kappa = weightedKappa(tabled(rated));
        const swapped = weightedKappa(tabled(rated.map(([first, second]) => [second, first] as const)));
        expect(swapped.value ?? 2).toBeCloseTo(kappa.value ?? 2, 12);
        expect(weightedKappa(tabled([...rated].reverse()))).toEqual(kappa);
        if (kappa.value === null) return;
        expect(Math.abs(kappa.value)).toBeLessThanOrEqual(1);
        expect(kappa.low ?? kappa.value).toBeLessThanOrEqual(kappa.value);
        expect(kappa.high ?? kappa.value).toBeGreaterThanOrEqual(kappa.value);
      }),
    );
  });

  it('is 1 for identical raters, and mirrored levels agree as much', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5), { minLength: 2 }), pairs, (levels, rated) => {
        fc.pre(new Set(levels).size > 1);
        expect(weightedKappa(tabled(levels.map((level) => [level, level] as const))).value).toBe(1);
        const mirrored = rated.map(([first, second]) => [5 - first, 5 - second] as const);
        expect(weightedKappa(tabled(mirrored)).value ?? 2).toBeCloseTo(weightedKappa(tabled(rated)).value ?? 2, 12);
      }),
    );
  });

  it('with squared weights is Lin’s concordance correlation coefficient, computed another way', () => {
    fc.assert(
      fc.property(pairs, (rated) => {
        const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;
        const [x, y] = [rated.map(([first]) => first), rated.map(([, second]) => second)];
        const covariance = mean(rated.map(([one, other]) => (one - mean(x)) * (other - mean(y))));
        const variance = (values: number[]): number => mean(values.map((one) => (one - mean(values)) ** 2));
        const denominator = variance(x) + variance(y) + (mean(x) - mean(y)) ** 2;
        const kappa = weightedKappa(tabled(rated), quadratic).value;
        if (denominator < 1e-12) expect(kappa).toBeNull();
        else expect(kappa).toBeCloseTo((2 * covariance) / denominator, 10);
      }),
    );
  });
});

describe('the gap between two groups', () => {
  const strong = weightedKappa([
    [40, 5],
    [5, 50],
  ]);
  const weak = weightedKappa([
    [25, 25],
    [20, 30],
  ]);

  it('is the difference of their kappas, with the errors of both', () => {
    const gap = kappaGap(weak, strong);
    expect(gap.value).toBeCloseTo((weak.value ?? 0) - (strong.value ?? 0), 12);
    const reach = 1.959963984540054 * Math.hypot(weak.standardError ?? 0, strong.standardError ?? 0);
    expect((gap.high ?? 0) - (gap.low ?? 0)).toBeCloseTo(2 * reach, 12);
    expect(gap.high).toBeLessThan(0);
  });

  it('is missing where either is, and has no bounds where one of them shows no spread', () => {
    expect(
      kappaGap(
        weightedKappa([
          [0, 0],
          [0, 0],
        ]),
        strong,
      ).missing,
    ).toBe('NO_PAIRS');
    expect(
      kappaGap(
        strong,
        weightedKappa([
          [9, 0],
          [0, 0],
        ]),
      ).missing,
    ).toBe('NO_VARIANCE');
    expect(
      kappaGap(
        weightedKappa([
          [9, 0],
          [0, 9],
        ]),
        strong,
      ),
    ).toMatchObject({ low: null, high: null, missing: null });
  });
});
