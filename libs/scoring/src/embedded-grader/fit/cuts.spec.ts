import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bestCuts, quadraticKappa } from './cuts.js';

describe('weighted kappa', () => {
  it('is 1 for the same ranks, 0 for ranks by chance and below for opposite ones', () => {
    const ranks = [0, 1, 2, 3];
    expect(
      quadraticKappa(
        ranks.map((rank) => [rank, rank] as const),
        4,
      ),
    ).toBe(1);
    expect(
      quadraticKappa(
        ranks.flatMap((one) => ranks.map((other) => [one, other] as const)),
        4,
      ),
    ).toBeCloseTo(0);
    expect(
      quadraticKappa(
        ranks.map((rank) => [rank, 3 - rank] as const),
        4,
      ),
    ).toBeCloseTo(-1);
  });

  it('counts a far disagreement more than a near one', () => {
    const near = quadraticKappa([[0, 1], [1, 1], [2, 2], [3, 3]], 4); // prettier-ignore
    const far = quadraticKappa([[0, 3], [1, 1], [2, 2], [3, 3]], 4); // prettier-ignore
    // By hand: 1 - 1 / 8 and 1 - 9 / 10.
    expect(near).toBeCloseTo(0.875);
    expect(far).toBeCloseTo(0.1);
  });

  it('does not ask which rater comes first', () => {
    const rank = fc.integer({ min: 0, max: 3 });
    fc.assert(
      fc.property(fc.array(fc.tuple(rank, rank), { minLength: 2 }), (pairs) => {
        fc.pre(new Set(pairs.flat()).size > 1);
        const turned = pairs.map(([one, other]) => [other, one] as const);
        expect(quadraticKappa(turned, 4)).toBeCloseTo(quadraticKappa(pairs, 4), 9);
      }),
    );
  });
});

describe('cuts', () => {
  it('part scores that the ranks part', () => {
    const scores = Array.from({ length: 48 }, (_, index) => ({ score: index, rank: Math.floor(index / 12) }));
    const cuts = bestCuts(scores, 4);
    expect(cuts).toEqual([12, 24, 36]);
  });
});
