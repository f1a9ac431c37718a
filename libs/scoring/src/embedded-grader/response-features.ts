import { officerActs } from '#slm';
import { spokenParts } from '../features/spoken-parts.js';
import { topicsIn } from '../features/words.js';
import { isKindFormula } from './kind-formula.js';
import { cuesOfSentence } from './response-cues.js';
import { DIMENSIONS, type SentenceEncoder } from './sentence-encoder.js';
import { speechSentences } from './speech-sentences.js';

/** What an officer says, and what it answers. */
export interface HeardResponse {
  /** What the civilian said just before; empty where nobody spoke. */
  civilian: string;
  /** The officer's words, without any manner around them. */
  speech: string;
}

/** Embeddings of the speech, each of DIMENSIONS numbers. */
export const BLOCKS = ['whole', 'mean', 'highest', 'lowest', 'shared'] as const;
export type Block = (typeof BLOCKS)[number];

/** What the head weighs. The number of words is no part of it. */
export interface ResponseFeatures {
  /** Cues, acts, word pairs and what is taken up, by name; 0 where absent. */
  named: ReadonlyMap<string, number>;
  blocks: Readonly<Record<Block, Float32Array>>;
}

export interface ReadResponse {
  /** null where nothing particular was said to the civilian: there is nothing to weigh. */
  features: ResponseFeatures | null;
  /** It speaks to a grader instead of a person. */
  toGrader: boolean;
}

/** Longest text that is encoded as a whole, in characters. */
const LONGEST = 2_000;
/** Topics taken up beyond this many say no more: otherwise the longest speech would win. */
const MOST_TOPICS = 3;

/** Reads responses by one run of the encoder. Total: any strings are accepted. */
export async function readResponses(
  encoder: SentenceEncoder,
  responses: readonly HeardResponse[],
): Promise<ReadResponse[]> {
  const read = responses.map(({ civilian, speech }) => {
    const sentences = speechSentences(speech).filter((sentence) => !isKindFormula(sentence, civilian));
    return { civilian: civilian.slice(0, LONGEST), whole: sentences.join(' ').slice(0, LONGEST), sentences, speech };
  });
  const texts = read.flatMap(({ civilian, whole, sentences }) => [civilian, whole, ...sentences]);
  const vectors = await encoder.encode(texts);
  let next = 0;
  return read.map(({ civilian, sentences, speech }) => {
    const [heard, whole] = vectors.slice(next, next + 2);
    const each = vectors.slice(next + 2, next + 2 + sentences.length);
    next += 2 + sentences.length;
    const toGrader = addressesGrader(speech);
    if (sentences.length === 0) return { features: null, toGrader };
    const named = new Map<string, number>();
    for (const gram of wordPairs(sentences)) named.set(`word:${gram}`, 1);
    for (const { act } of officerActs(sentences.join(' '), { civilianLastTurn: civilian })) named.set(`act:${act}`, 1);
    for (const sentence of sentences) {
      for (const cue of cuesOfSentence(sentence)) {
        named.set(`cue:${cue}`, 1);
        named.set(`share:${cue}`, (named.get(`share:${cue}`) ?? 0) + 1 / sentences.length);
      }
    }
    for (const [name, value] of takenUp(civilian, sentences)) named.set(`taken:${name}`, value);
    named.set('near:whole', dot(whole, heard));
    named.set('near:nearest', Math.max(...each.map((one) => dot(one, heard))));
    named.set('near:first', dot(each[0], heard));
    return { features: { named, blocks: blocksOf(whole, heard, each) }, toGrader };
  });
}

/** A turn that addresses a grader is addressed to nobody else; one that only praises itself is not. */
function addressesGrader(speech: string): boolean {
  const parts = spokenParts(speech);
  return parts.length > 0 && parts.every(({ toCivilian }) => !toCivilian) && speechSentences(speech).length === 0;
}

function blocksOf(
  whole: Float32Array,
  heard: Float32Array,
  each: readonly Float32Array[],
): Record<Block, Float32Array> {
  const over = (of: (values: number[]) => number): Float32Array =>
    Float32Array.from({ length: DIMENSIONS }, (_, index) => of(each.map((vector) => vector[index])));
  return {
    whole,
    mean: over((values) => values.reduce((sum, value) => sum + value, 0) / values.length),
    // One bad sentence stays in these two however many kind ones stand beside it.
    highest: over((values) => Math.max(...values)),
    lowest: over((values) => Math.min(...values)),
    shared: whole.map((value, index) => value * heard[index]),
  };
}

/** Words and pairs of neighbouring words, with the ends of sentences; a number is `#`. */
function wordPairs(sentences: readonly string[]): Set<string> {
  const pairs = new Set<string>();
  for (const sentence of sentences) {
    const found: string[] = sentence.toLowerCase().match(/[a-z]+(?:'[a-z]+)?|\d+|[?!]/g) ?? [];
    const words = ['<', ...found.map((word) => (/^\d/.test(word) ? '#' : word)), '>'];
    for (const [index, word] of words.entries()) {
      pairs.add(word);
      if (index > 0) pairs.add(`${words[index - 1]} ${word}`);
    }
  }
  return pairs;
}

function takenUp(civilian: string, sentences: readonly string[]): [string, number][] {
  const heard = topicsIn(civilian);
  const shared = new Set(sentences.flatMap((sentence) => [...topicsIn(sentence)]).filter((topic) => heard.has(topic)));
  const taking = sentences.filter((sentence) => [...topicsIn(sentence)].some((topic) => heard.has(topic)));
  return [
    ['any', shared.size > 0 ? 1 : 0],
    ['topics', Math.min(MOST_TOPICS, shared.size)],
    ['share', taking.length / sentences.length],
  ];
}

function dot(first: Float32Array, second: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < first.length; index++) sum += first[index] * second[index];
  return sum;
}
