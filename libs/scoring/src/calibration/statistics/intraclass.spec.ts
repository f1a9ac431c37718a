import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { tableOf } from './agreement-table.js';
import { intraclass, meanSquares, ratedIn } from './intraclass.js';
import { weightedKappa } from './weighted-kappa.js';

/** Shrout & Fleiss (1979), table 2: four judges rate six targets. */
const SHROUT_FLEISS = [
  [9, 2, 5, 8],
  [6, 1, 3, 2],
  [8, 4, 6, 8],
  [7, 1, 2, 6],
  [10, 5, 6, 9],
  [6, 2, 4, 7],
].map((ratings) => ({ ratings, count: 1 }));

describe('the analysis of variance', () => {
  it('has the mean squares of Shrout and Fleiss’s table 3, and with them .17 and .71 of their table 4', () => {
    const { n, k, rows, columns, error, within } = meanSquares(SHROUT_FLEISS);
    expect([n, k]).toEqual([6, 4]);
    expect([rows, within, columns, error].map((one) => one.toFixed(2))).toEqual(['11.24', '6.26', '32.49', '1.02']);
    expect((rows - within) / (rows + (k - 1) * within)).toBeCloseTo(0.17, 2);
    expect((rows - error) / (rows + (k - 1) * error)).toBeCloseTo(0.71, 2);
  });
});

describe('ICC(2,1)', () => {
  it('is .29 of Shrout and Fleiss’s data, with the bounds .019 and .761 that R’s irr and psych print for it', () => {
    const icc = intraclass(SHROUT_FLEISS);
    expect(icc.value).toBeCloseTo(0.29, 2);
    expect(icc.low).toBeCloseTo(0.0185, 3);
    expect(icc.high).toBeCloseTo(0.7611, 3);
  });

  it('is missing with its reason, and never NaN', () => {
    expect(intraclass([])).toMatchObject({ value: null, missing: 'NO_PAIRS' });
    expect(intraclass([{ ratings: [1, 4], count: 1 }])).toMatchObject({ value: null, missing: 'ONE_PAIR' });
    expect(intraclass([{ ratings: [3, 3], count: 9 }])).toMatchObject({ value: null, missing: 'NO_VARIANCE' });
  });

  it('is 1 without bounds for raters who always agree', () => {
    const same = [0, 2, 5].map((level) => ({ ratings: [level, level], count: 3 }));
    expect(intraclass(same)).toEqual({ value: 1, low: null, high: null, missing: null });
  });

  it('of a table is that of its sessions one by one, within its bounds, and near QWK for many sessions', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { minLength: 2, maxLength: 60 }), (rated) => {
        const table = tableOf(
          6,
          rated.map(([first, second]) => ({ first, second, count: 1 })),
        );
        const icc = intraclass(ratedIn(table));
        const oneByOne = intraclass(rated.map((ratings) => ({ ratings, count: 1 })));
        for (const part of ['value', 'low', 'high'] as const) {
          if (icc[part] === null) expect(oneByOne[part]).toBeNull();
          else expect(oneByOne[part]).toBeCloseTo(icc[part], 9);
        }
        if (icc.value === null) return;
        expect(icc.low ?? icc.value).toBeLessThanOrEqual(icc.value + 1e-9);
        expect(icc.high ?? icc.value).toBeGreaterThanOrEqual(icc.value - 1e-9);
        // Fleiss & Cohen (1973): the two differ by terms of 1 / n only.
        const many = table.map((row) => row.map((count) => count * 10_000));
        expect(intraclass(ratedIn(many)).value ?? 2).toBeCloseTo(weightedKappa(many).value ?? 2, 3);
      }),
    );
  });

  it('of a million sessions still has bounds', () => {
    const icc = intraclass([
      { ratings: [1, 1], count: 400_000 },
      { ratings: [1, 2], count: 100_000 },
      { ratings: [3, 3], count: 500_000 },
    ]);
    expect((icc.high ?? 0) - (icc.low ?? 0)).toBeGreaterThan(0);
    expect((icc.high ?? 0) - (icc.low ?? 0)).toBeLessThan(0.2);
  });
});
