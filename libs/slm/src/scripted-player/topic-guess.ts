import { everydayKey } from './everyday-words.js';

/** Words that two strings differ by one letter added, lost, changed or swapped. */
function oneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < Math.min(a.length, b.length) && a[at] === b[at]) at++;
  const [restA, restB] = [a.slice(at), b.slice(at)];
  if (restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1)) return true;
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
}

/** The word of the vocabulary that a mistyped one ("hapened", "drinkin") stands for, if there is just one. */
export function meantWord(root: string, vocabulary: ReadonlySet<string>): string | undefined {
  if (root.length < 5 || vocabulary.has(root)) return undefined;
  const clipped = root.replace(/([bdfgmnprt])\1in$/, '$1').replace(/in$/, '');
  if (clipped !== root && clipped.length > 2 && vocabulary.has(clipped)) return clipped;
  const near = [...vocabulary].filter((word) => word.length > 3 && word[0] === root[0] && oneSlip(word, root));
  return near.length === 1 ? near[0] : undefined;
}

const K1 = 1.2;
const B = 0.6;

export interface TopicGuess {
  /** BM25 of each topic for the terms, topics without a common word left out. */
  scores(terms: Iterable<string>): Map<string, number>;
}

/** Ranks topics by all words spoken in them: `documents` maps each topic to its stems with weights. */
export function topicGuess(documents: ReadonlyMap<string, ReadonlyMap<string, number>>): TopicGuess {
  const keyed = new Map<string, Map<string, number>>();
  const holders = new Map<string, number>();
  for (const [topic, counts] of documents) {
    const keys = new Map<string, number>();
    for (const [term, count] of counts) keys.set(everydayKey(term), (keys.get(everydayKey(term)) ?? 0) + count);
    keyed.set(topic, keys);
    for (const key of keys.keys()) holders.set(key, (holders.get(key) ?? 0) + 1);
  }
  const lengths = new Map(
    [...keyed].map(([topic, keys]) => [topic, [...keys.values()].reduce((sum, one) => sum + one, 0)]),
  );
  const mean = [...lengths.values()].reduce((sum, one) => sum + one, 0) / Math.max(1, lengths.size) || 1;
  return {
    scores(terms) {
      const asked = new Set([...terms].map(everydayKey));
      const found = new Map<string, number>();
      for (const [topic, keys] of keyed) {
        let total = 0;
        for (const key of asked) {
          const count = keys.get(key) ?? 0;
          if (count === 0) continue;
          const held = holders.get(key) ?? 0;
          const rarity = Math.log(1 + (keyed.size - held + 0.5) / (held + 0.5));
          total += (rarity * count * (K1 + 1)) / (count + K1 * (1 - B + (B * (lengths.get(topic) ?? mean)) / mean));
        }
        if (total > 0) found.set(topic, total);
      }
      return found;
    },
  };
}
