import { describe, expect, it } from '@jest/globals';
import { FLOOR, thresholdProblems } from './calibration-threshold.js';

describe('a threshold', () => {
  it('may be the product’s own or stricter', () => {
    for (const threshold of [FLOOR, { weightedKappa: 0.73, sessions: 200 }, { weightedKappa: 1, sessions: 500 }]) {
      expect(thresholdProblems(threshold)).toEqual([]);
    }
  });

  it.each([
    [0.59, 50, ['weightedKappa']],
    [1.01, 50, ['weightedKappa']],
    [0.605, 50, ['weightedKappa']],
    [Number.NaN, 50, ['weightedKappa']],
    [0.6, 49, ['sessions']],
    [0.6, 50.5, ['sessions']],
    [0.6, 501, ['sessions']],
    [0, 0, ['weightedKappa', 'sessions']],
  ])('of %d with %d sessions is refused', (weightedKappa, sessions, parts) => {
    expect(thresholdProblems({ weightedKappa, sessions }).map(({ part }) => part)).toEqual(parts);
  });
});
