import { BLOCKS, type Block, type ResponseFeatures } from '../response-features.js';
import { DIMENSIONS } from '../sentence-encoder.js';

/**
 * How much each kind of feature may weigh before the penalty holds it back: larger is freer. Chosen by cross-validation over domains
 * of the rated responses together with rated scenarios of other authors.
 */
export const FREEDOM: Readonly<Record<string, number>> = {
  word: 1 / Math.sqrt(30),
  cue: 1 / Math.sqrt(118),
  share: 1 / Math.sqrt(118),
  act: 0.7 / Math.sqrt(23),
  taken: 0.5 / Math.sqrt(6),
  near: 0.5 / Math.sqrt(6),
};
export const BLOCK_FREEDOM: Readonly<Record<Block, number>> = {
  whole: 0.3,
  mean: 0.3,
  highest: 1.2,
  lowest: 1.2,
  shared: 0.7,
};

/** A word or pair is weighed when so many responses, in so many files, have it: rarer ones are the topic of their stage. */
const LEAST = { responses: 8, files: 4 };

export interface Example {
  features: ResponseFeatures;
  /** Where it was written: words of few files are left out. */
  file: string;
}

/** The matrix of examples: each row standardised by all rows, each column times its freedom. */
export interface Columns {
  names: string[];
  /** Row after row, named columns first, then the blocks. */
  rows: Float64Array;
  width: number;
  mean: Float64Array;
  /** What a raw value less its mean is multiplied by. */
  scale: Float64Array;
}

export function columnsOf(examples: readonly Example[]): Columns {
  const names = namesOf(examples);
  const width = names.length + BLOCKS.length * DIMENSIONS;
  const rows = new Float64Array(examples.length * width);
  for (const [row, { features }] of examples.entries()) {
    const start = row * width;
    for (const [index, name] of names.entries()) rows[start + index] = features.named.get(name) ?? 0;
    for (const [index, block] of BLOCKS.entries())
      rows.set(features.blocks[block], start + names.length + index * DIMENSIONS);
  }
  const mean = new Float64Array(width);
  const scale = new Float64Array(width);
  for (let column = 0; column < width; column++) {
    let sum = 0;
    let squares = 0;
    for (let at = column; at < rows.length; at += width) {
      sum += rows[at];
      squares += rows[at] * rows[at];
    }
    mean[column] = sum / examples.length;
    const deviation = Math.sqrt(Math.max(0, squares / examples.length - mean[column] ** 2));
    scale[column] = scaleOf(names, column, deviation);
    for (let at = column; at < rows.length; at += width) rows[at] = (rows[at] - mean[column]) * scale[column];
  }
  return { names, rows, width, mean, scale };
}

function scaleOf(names: readonly string[], column: number, deviation: number): number {
  if (column >= names.length) {
    const block = BLOCKS[Math.floor((column - names.length) / DIMENSIONS)];
    return BLOCK_FREEDOM[block] / Math.sqrt(DIMENSIONS) / (deviation + 1e-6);
  }
  const kind = names[column].slice(0, names[column].indexOf(':'));
  // Words keep their own spread: to standardise a rare one would let it weigh as much as a common one.
  return kind === 'word' ? FREEDOM.word : FREEDOM[kind] / (deviation + 1e-6);
}

function namesOf(examples: readonly Example[]): string[] {
  const seen = new Map<string, { responses: number; files: Set<string> }>();
  for (const { features, file } of examples) {
    for (const name of features.named.keys()) {
      const one = seen.get(name) ?? { responses: 0, files: new Set<string>() };
      one.responses++;
      one.files.add(file);
      seen.set(name, one);
    }
  }
  const kept = [...seen].filter(
    ([name, { responses, files }]) =>
      !name.startsWith('word:') || (responses >= LEAST.responses && files.size >= LEAST.files),
  );
  return kept.map(([name]) => name).sort();
}
