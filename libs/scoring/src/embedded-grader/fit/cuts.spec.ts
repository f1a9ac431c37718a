import { describe, expect, it } from '@jest/globals';
import { bestCuts } from './cuts.js';

describe('cuts', () => {
  it('part scores that the ranks part', () => {
    const scores = Array.from({ length: 48 }, (_, index) => ({ score: index, rank: Math.floor(index / 12) }));
    const cuts = bestCuts(scores, 4);
    expect(cuts).toEqual([12, 24, 36]);
  });
});
