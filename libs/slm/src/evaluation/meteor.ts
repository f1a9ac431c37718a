import { porterStem } from './porter-stem.js';

/** The parameters of Lavie and Agarwal 2007, https://aclanthology.org/W07-0734, as NLTK has them. */
const ALPHA = 0.9;
const BETA = 3;
const GAMMA = 0.5;

/**
 * METEOR of one sentence, 0 to 1, by its first two stages: equal words, then equal stems (Porter). Left out: synonyms, which would
 * need WordNet, and paraphrase tables; so it is a little lower than figures that have them. Words are matched from the end, as NLTK
 * does, and not by the fewest crossings.
 */
export function meteor(reference: readonly string[], candidate: readonly string[]): number {
  const matches = alignedWords(reference, candidate);
  if (matches.length === 0) return 0;
  const precision = matches.length / candidate.length;
  const recall = matches.length / reference.length;
  const mean = (precision * recall) / (ALPHA * precision + (1 - ALPHA) * recall);
  return mean * (1 - GAMMA * (chunksOf(matches) / matches.length) ** BETA);
}

/** Position in the candidate, position in the reference. */
type Match = readonly [number, number];

function alignedWords(reference: readonly string[], candidate: readonly string[]): Match[] {
  const matches: Match[] = [];
  const free = { reference: new Set(reference.keys()), candidate: new Set(candidate.keys()) };
  for (const form of [(word: string) => word, porterStem]) {
    const forms = reference.map(form);
    for (const at of [...free.candidate].reverse()) {
      const word = form(candidate[at]!);
      const found = [...free.reference].reverse().find((position) => forms[position] === word);
      if (found === undefined) continue;
      free.candidate.delete(at);
      free.reference.delete(found);
      matches.push([at, found]);
    }
  }
  return matches.sort(([one], [other]) => one - other);
}

/** How many runs, in the same order in both, the matches make. */
const chunksOf = (matches: readonly Match[]): number =>
  matches.filter(([at, found], index) => {
    const before = matches[index - 1];
    return !before || before[0] + 1 !== at || before[1] + 1 !== found;
  }).length;
