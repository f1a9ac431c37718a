/** Stands in for a count of none, so that one missing n-gram does not make the whole nothing: method 1 of Chen and Cherry. */
const EPSILON = 0.1;
const LONGEST = 4;

/**
 * BLEU-4 of one sentence, 0 to 1: the geometric mean of the clipped precisions of 1 to 4 words in a row, with the brevity penalty
 * (Papineni 2002, https://aclanthology.org/P02-1040), smoothed by method 1 of Chen and Cherry 2014 (https://aclanthology.org/W14-3346).
 */
export function bleu4(reference: readonly string[], candidate: readonly string[]): number {
  if (candidate.length === 0) return 0;
  let logarithms = 0;
  for (let size = 1; size <= LONGEST; size += 1) {
    const found = clippedMatches(gramsOf(reference, size), gramsOf(candidate, size));
    if (size === 1 && found === 0) return 0;
    const all = Math.max(1, candidate.length - size + 1);
    logarithms += Math.log((found === 0 ? EPSILON : found) / all) / LONGEST;
  }
  const short = candidate.length < reference.length;
  return Math.exp(logarithms) * (short ? Math.exp(1 - reference.length / candidate.length) : 1);
}

/** How often each run of `size` words stands in a sentence. */
function gramsOf(words: readonly string[], size: number): Map<string, number> {
  const grams = new Map<string, number>();
  for (let at = 0; at + size <= words.length; at += 1) {
    const gram = words.slice(at, at + size).join('\u0000');
    grams.set(gram, (grams.get(gram) ?? 0) + 1);
  }
  return grams;
}

/** A run counts no more often than the reference has it. */
function clippedMatches(reference: ReadonlyMap<string, number>, candidate: ReadonlyMap<string, number>): number {
  let found = 0;
  for (const [gram, count] of candidate) found += Math.min(count, reference.get(gram) ?? 0);
  return found;
}
