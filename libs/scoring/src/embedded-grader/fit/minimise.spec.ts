import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { minimise } from './minimise.js';

describe('the lowest point', () => {
  it('of a stretched bowl is found, wherever it lies', () => {
    const place = fc.double({ min: -50, max: 50, noNaN: true });
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 8 }), (bottom) => {
        const found = minimise(
          (at, slope) => {
            let value = 0;
            for (const [index, one] of bottom.entries()) {
              const stretch = 1 + 10 * index;
              value += stretch * (at[index] - one) ** 2;
              slope[index] = 2 * stretch * (at[index] - one);
            }
            return value;
          },
          bottom.length,
          200,
        );
        for (const [index, one] of bottom.entries()) expect(found[index]).toBeCloseTo(one, 3);
      }),
    );
  });

  it('is where a flat slope is met at once', () => {
    expect([...minimise((_, slope) => (slope.fill(0), 1), 2, 10)]).toEqual([0, 0]);
  });
});
