import { createHash } from 'node:crypto';

/** A draw from 0 below 2^31 that depends on nothing but the seed and what it is for. */
export function draw(seed: number, purpose: string): number {
  return createHash('sha256').update(`${seed} ${purpose}`).digest().readUInt32BE(0) >>> 1;
}

/**
 * The options in the order of one sample: shuffled once for the question, then moved on by one for each further sample, so that no option
 * stands twice in the same place while there are as many places.
 */
export function shuffled<T>(options: readonly T[], seed: number, question: string, sample: number): T[] {
  const drawn = options
    .map((option, at) => ({ option, rank: draw(seed, `${question} option ${at}`) }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ option }) => option);
  const by = drawn.length === 0 ? 0 : sample % drawn.length;
  return [...drawn.slice(by), ...drawn.slice(0, by)];
}
