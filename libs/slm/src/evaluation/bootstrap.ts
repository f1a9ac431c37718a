import { lot } from '../scripted-player/lot.js';

/** What is believed of a mean difference: its value in the data, and the bounds between which 95 % of the resamples lie. */
export interface Interval {
  mean: number;
  low: number;
  high: number;
}

export interface BootstrapOptions {
  /** Any integer: the same data and seed give the same bounds. */
  seed: number;
  resamples?: number;
}

// Named once: this runs millions of times, and where modules have globals of their own each look at `Math` is slow.
const { floor, imul, min } = Math;

const RESAMPLES = 10_000;
const TAIL = 0.025;

/**
 * The mean of paired differences, bootstrapped by cluster: the turns of a scenario resemble each other, so scenarios are drawn and not
 * turns. Percentile bounds.
 * @param clusters the differences of each scenario; one without any counts as nothing
 * @throws RangeError when there is no difference at all
 */
export function clusteredBootstrap(
  clusters: readonly (readonly number[])[],
  { seed, resamples = RESAMPLES }: BootstrapOptions,
): Interval {
  const filled = clusters.filter((differences) => differences.length > 0);
  if (filled.length === 0) throw new RangeError('there is nothing to compare');
  const sums = filled.map((differences) => differences.reduce((sum, one) => sum + one, 0));
  const counts = filled.map((differences) => differences.length);
  const total = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0);
  const random = randomNumbers(seed);
  const means = new Float64Array(resamples);
  for (let round = 0; round < resamples; round += 1) {
    let sum = 0;
    let count = 0;
    for (let drawn = 0; drawn < filled.length; drawn += 1) {
      const cluster = floor(random() * filled.length);
      sum += sums[cluster]!;
      count += counts[cluster]!;
    }
    means[round] = sum / count;
  }
  means.sort();
  const at = (share: number): number => means[min(resamples - 1, floor(share * resamples))]!;
  return { mean: total(sums) / total(counts), low: at(TAIL), high: at(1 - TAIL) };
}

/** Numbers in [0, 1) by Mulberry32: not for secrets, but the same on every machine. */
function randomNumbers(seed: number): () => number {
  let state = floor(lot(seed, 'bootstrap') * 2 ** 32);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
