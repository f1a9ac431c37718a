import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { tableOf, tablesTogether } from './agreement-table.js';
import { agreementOf, findingAgreementOf } from './agreement.js';
import { proportion } from './proportion.js';

describe('agreement', () => {
  it('counts what is the same, what is one level apart and what was left to a person', () => {
    const table = tableOf(6, [
      { first: 3, second: 3, count: 6 },
      { first: 3, second: 4, count: 2 },
      { first: 1, second: 4, count: 2 },
    ]);
    const agreement = agreementOf(table, 10);
    expect(agreement).toMatchObject({ pairs: 10, abstained: 10, coverage: 0.5, exact: 0.6, adjacent: 0.8 });
    expect(agreement.table[3]).toEqual([0, 0, 0, 6, 2, 0]);
  });

  it('is what docs/calibration.md says of its example', () => {
    const table = tableOf(6, [
      { first: 2, second: 2, count: 40 },
      { first: 2, second: 4, count: 10 },
      { first: 4, second: 2, count: 10 },
      { first: 4, second: 4, count: 40 },
    ]);
    const { exact, weightedKappa } = agreementOf(table);
    expect([exact, weightedKappa.value]).toEqual([0.8, 0.6]);
    expect([weightedKappa.low?.toFixed(2), weightedKappa.high?.toFixed(2)]).toEqual(['0.44', '0.76']);
  });

  it('of nothing is nothing, with reasons', () => {
    expect(agreementOf(tableOf(6, []))).toMatchObject({
      coverage: null,
      exact: null,
      adjacent: null,
      icc: { missing: 'NO_PAIRS' },
    });
    expect(agreementOf(tableOf(6, []), 3).coverage).toBe(0);
  });

  it('refuses a level that the scale does not have', () => {
    for (const first of [-1, 6, 2.5]) expect(() => tableOf(6, [{ first, second: 0, count: 1 }])).toThrow(RangeError);
  });

  it('of tables put together has the pairs of both', () => {
    const cells = fc.array(fc.array(fc.nat(9), { minLength: 6, maxLength: 6 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(cells, cells, (one, other) => {
        const { pairs } = agreementOf(tablesTogether(one, other));
        expect(pairs).toBe(agreementOf(one).pairs + agreementOf(other).pairs);
      }),
    );
  });
});

describe('a proportion', () => {
  // Newcombe, R. G. (1998), Statistics in Medicine 17, 857-872, table I, score method without continuity correction.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %d in %d lies between %d and %d', (count, of, low, high) => {
    const share = proportion(count, of);
    expect(share.low).toBeCloseTo(low, 4);
    expect(share.high).toBeCloseTo(high, 4);
  });

  it('of nothing is missing', () => {
    expect(proportion(0, 0)).toEqual({ value: null, low: null, high: null, missing: 'NO_PAIRS' });
    expect(proportion(20, 20).high).toBe(1);
  });
});

describe('agreement on a critical fail', () => {
  it('is kappa, sensitivity and specificity of the first rater by the second', () => {
    const found = findingAgreementOf({ both: 9, onlyFirst: 6, onlySecond: 6, neither: 79 });
    expect(found.kappa.value).toBeCloseTo((0.88 - (0.15 ** 2 + 0.85 ** 2)) / (1 - (0.15 ** 2 + 0.85 ** 2)), 12);
    expect(found.sensitivity.value).toBeCloseTo(0.6, 12);
    expect(found.specificity.value).toBeCloseTo(79 / 85, 12);
  });

  it('that nobody ever found has no kappa and no sensitivity', () => {
    expect(findingAgreementOf({ both: 0, onlyFirst: 0, onlySecond: 0, neither: 60 })).toMatchObject({
      kappa: { missing: 'NO_VARIANCE' },
      sensitivity: { missing: 'NO_PAIRS' },
      specificity: { value: 1 },
    });
  });
});
