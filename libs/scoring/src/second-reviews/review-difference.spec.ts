import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isDisagreement, reviewDifference, type ComparedReview } from './review-difference.js';

const evidence = [{ turn: 1, quote: 'Hi' }];
const review = (levels: Record<string, number>, passed = true, fails: string[] = []): ComparedReview => ({
  levels: Object.entries(levels).map(([competency, level]) => ({ competency, level, evidence })),
  criticalFails: fails.map((code) => ({ code, evidence })),
  passed,
});

describe('a difference between two reviews', () => {
  it.each([
    ['one level apart', review({ EMPATHY: 3 }), review({ EMPATHY: 4 }), false],
    ['two levels apart', review({ EMPATHY: 2 }), review({ EMPATHY: 4 }), true],
    ['another pass', review({ EMPATHY: 3 }), review({ EMPATHY: 3 }, false), true],
    ['a critical fail of one', review({ EMPATHY: 3 }), review({ EMPATHY: 3 }, true, ['THREAT']), true],
    [
      'the same critical fails',
      review({ EMPATHY: 3 }, false, ['A', 'B']),
      review({ EMPATHY: 3 }, false, ['B', 'A']),
      false,
    ],
  ])('of %s', (_what, first, second, looked) => {
    expect(isDisagreement(reviewDifference(first, second))).toBe(looked);
  });

  it('is the same whichever of them came first', () => {
    const any = fc
      .tuple(
        fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 3, maxLength: 3 }),
        fc.boolean(),
        fc.subarray(['A', 'B']),
      )
      .map(([[a, b, c], passed, fails]) => review({ A: a!, B: b!, C: c! }, passed, fails));
    fc.assert(
      fc.property(any, any, (one, other) => {
        const [there, back] = [reviewDifference(one, other), reviewDifference(other, one)];
        expect(back.levels.map(({ competency }) => competency)).toEqual(
          there.levels.map(({ competency }) => competency),
        );
        expect(back.criticalFails.onlyFirst).toEqual(there.criticalFails.onlySecond);
        expect(isDisagreement(back)).toBe(isDisagreement(there));
        expect(isDisagreement(reviewDifference(one, one))).toBe(false);
      }),
    );
  });
});
