import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lot } from '../scripted-player/lot.js';
import { clusteredBootstrap } from './bootstrap.js';

const difference = fc.double({ min: -1, max: 1, noNaN: true });
const clusters = fc.array(fc.array(difference, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 12 });
const quick = { seed: 7, resamples: 200 };

describe('the bootstrap', () => {
  it('gives the same bounds for the same seed, around the mean, within the data', () => {
    fc.assert(
      fc.property(clusters, fc.nat(), (data, seed) => {
        const { mean, low, high } = clusteredBootstrap(data, { ...quick, seed });
        expect(clusteredBootstrap(data, { ...quick, seed })).toEqual({ mean, low, high });
        const all = data.flat();
        expect(mean).toBeCloseTo(all.reduce((sum, one) => sum + one, 0) / all.length, 9);
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(Math.min(...all) - 1e-9);
        expect(high).toBeLessThanOrEqual(Math.max(...all) + 1e-9);
      }),
    );
  });

  it('moves with the data, and turns round with its sign', () => {
    fc.assert(
      fc.property(clusters, difference, (data, by) => {
        const before = clusteredBootstrap(data, quick);
        const moved = clusteredBootstrap(
          data.map((all) => all.map((one) => one + by)),
          quick,
        );
        expect(moved.low).toBeCloseTo(before.low + by, 9);
        expect(moved.high).toBeCloseTo(before.high + by, 9);
      }),
    );
  });

  it('is not surer of a scenario for its having more turns', () => {
    const once = [[1], [-1], [1], [0.5], [-0.2], [0.1]];
    const tenTimes = once.map((all) => Array.from({ length: 10 }, () => all[0]!));
    expect(clusteredBootstrap(tenTimes, { seed: 1 })).toEqual({
      ...clusteredBootstrap(once, { seed: 1 }),
      mean: expect.closeTo(clusteredBootstrap(once, { seed: 1 }).mean, 9),
      low: expect.closeTo(clusteredBootstrap(once, { seed: 1 }).low, 9),
      high: expect.closeTo(clusteredBootstrap(once, { seed: 1 }).high, 9),
    });
  });

  it('holds the truth about nineteen times in twenty', () => {
    const normal = (seed: number, name: string): number =>
      Array.from({ length: 12 }, (_, n) => lot(seed, `${name} ${n}`)).reduce((sum, one) => sum + one, -6);
    let held = 0;
    for (let trial = 0; trial < 200; trial += 1) {
      const data = Array.from({ length: 40 }, (_, n) => {
        const scenario = normal(trial, `scenario ${n}`);
        return Array.from({ length: 5 }, (_turn, t) => 0.3 + scenario + normal(trial, `turn ${n} ${t}`));
      });
      const { low, high } = clusteredBootstrap(data, { seed: trial, resamples: 1_000 });
      if (low <= 0.3 && 0.3 <= high) held += 1;
    }
    expect(held / 200).toBeGreaterThan(0.9);
    expect(held / 200).toBeLessThan(0.99);
  });

  it('refuses to say anything of nothing', () => {
    expect(() => clusteredBootstrap([[], []], quick)).toThrow('nothing to compare');
  });
});
