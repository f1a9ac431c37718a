import { plainText, wordsOf } from '../speech/clauses.js';
import { FUNCTION_WORDS } from '../speech/lexicon/common-words.js';
import { stem } from '../speech/stem.js';
import { PlayerLine, PlayerScript } from './player-script.js';
import { meantWord, topicGuess } from './topic-guess.js';

/** Question words say what kind of answer is wanted, so they are kept although they carry grammar. */
const KEPT = new Set(['who', 'when', 'where', 'why', 'how', 'name', 'long', 'more', 'want', 'like']);
const K1 = 1.2;
const B = 0.5;
/** What the words of a topic count for: its own, those its lines answer, and those its lines say. */
const [TOPIC_WORDS, TOPIC_HEARS, TOPIC_TEXT] = [3, 1, 0.3];

/** Stems that distinguish one line from another. */
export function searchTerms(text: string): string[] {
  return wordsOf(plainText(text))
    .filter((word) => KEPT.has(word) || (!FUNCTION_WORDS.has(word) && word.length > 1))
    .map(stem);
}

/** Words that only frame a question: "what happened to your wife" is about the wife. */
const FRAMING = new Set([...FUNCTION_WORDS, 'happened', 'time', 'tell', 'old'].map(stem));

function isFrame(phrase: string): boolean {
  return phrase
    .trim()
    .split(' ')
    .every((word) => FRAMING.has(word));
}

export interface LineIndex {
  /** BM25 of a line for the given terms, 0 or more. */
  score(line: PlayerLine, terms: ReadonlySet<string>): number;
  /** Topics named by the words of a text, in the order of the script. */
  topicsOf(text: string): string[];
  /** How much the words of a text are those of each topic, 0 to 1, the best 1; mistyped words count as what they stand for. */
  affinity(text: string): ReadonlyMap<string, number>;
  /** The topic meant where none is named, if the words of one reach this BM25. */
  guess(text: string, least: number): string | undefined;
}

function phraseStems(phrase: string): string {
  return ` ${wordsOf(plainText(phrase)).map(stem).join(' ')} `;
}

function build(script: PlayerScript): LineIndex {
  const topicWords = new Map(script.topics.map((topic) => [topic.id, topic.words.join(' ')]));
  const documents = new Map<string, Map<string, number>>();
  const lengths = new Map<string, number>();
  const frequency = new Map<string, number>();
  for (const line of script.lines) {
    const counts = new Map<string, number>();
    const add = (text: string, weight: number): void => {
      for (const term of searchTerms(text)) counts.set(term, (counts.get(term) ?? 0) + weight);
    };
    // What a line answers counts most; its own words least, for an answer often shares none with the question.
    add(line.hears ?? '', 2);
    for (const topic of line.topics ?? []) add(topicWords.get(topic) ?? '', 0.5);
    add(line.text, 0.7);
    documents.set(line.id, counts);
    lengths.set(
      line.id,
      [...counts.values()].reduce((sum, count) => sum + count, 0),
    );
    for (const term of counts.keys()) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  }
  const mean = [...lengths.values()].reduce((sum, length) => sum + length, 0) / script.lines.length || 1;
  const vocabulary = new Set(frequency.keys());
  const spokenIn = new Map<string, Map<string, number>>();
  for (const topic of script.topics) {
    const counts = new Map<string, number>();
    const add = (text: string, weight: number): void => {
      for (const term of searchTerms(text)) counts.set(term, (counts.get(term) ?? 0) + weight);
    };
    add(topic.words.join(' '), TOPIC_WORDS);
    for (const line of script.lines.filter((one) => one.topics?.includes(topic.id))) {
      add(line.hears ?? '', TOPIC_HEARS);
      add(line.text, TOPIC_TEXT);
    }
    spokenIn.set(topic.id, counts);
    for (const term of counts.keys()) vocabulary.add(term);
  }
  const guesses = topicGuess(spokenIn);
  const scores = (text: string): [string, number][] =>
    [...guesses.scores(searchTerms(text).map((term) => meantWord(term, vocabulary) ?? term))].sort(
      ([, a], [, b]) => b - a,
    );
  const phrases = script.topics.map((topic) => ({
    id: topic.id,
    stems: topic.words.map(phraseStems).map((words) => ({ words, frame: isFrame(words) })),
  }));
  return {
    score(line, terms) {
      const counts = documents.get(line.id);
      let total = 0;
      for (const term of terms) {
        const count = counts?.get(term) ?? 0;
        if (count === 0) continue;
        const holders = frequency.get(term) ?? 0;
        const rarity = Math.log(1 + (script.lines.length - holders + 0.5) / (holders + 0.5));
        const length = (lengths.get(line.id) ?? mean) / mean;
        total += (rarity * count * (K1 + 1)) / (count + K1 * (1 - B + B * length));
      }
      return total;
    },
    topicsOf(text) {
      const spoken = phraseStems(text);
      const named = phrases.flatMap(({ id, stems }) => {
        const said = stems.filter(({ words }) => spoken.includes(words));
        return said.length > 0 ? [{ id, frame: said.every(({ frame }) => frame) }] : [];
      });
      const meant = named.filter(({ frame }) => !frame);
      return (meant.length > 0 ? meant : named).map(({ id }) => id);
    },
    affinity(text) {
      const ranked = scores(text);
      return new Map(ranked.map(([topic, score]) => [topic, score / ranked[0][1]]));
    },
    guess(text, least) {
      const [best] = scores(text);
      return best && best[1] >= least ? best[0] : undefined;
    },
  };
}

const built = new WeakMap<PlayerScript, LineIndex>();

/** The retrieval index of a script, built once for each script object. */
export function lineIndexOf(script: PlayerScript): LineIndex {
  const index = built.get(script) ?? build(script);
  built.set(script, index);
  return index;
}
