import { tableOf, weightedKappa } from '#scoring';
import { rounded } from '../benchmark.js';
import type { RatedResponse, RatedStage } from './rated-stages.js';

type Pair = [better: RatedResponse, worse: RatedResponse];

const POSITIVE = 3;
const NEGATIVE = 0;
/** Two responses are of like length when the shorter has at least this share of the longer's words. */
const LIKE_LENGTH = 0.85;
const RESAMPLES = 1_000;

/** Responses of one stage that the authors rated differently. */
const pairsOf = (stages: readonly RatedStage[]): Pair[] =>
  stages.flatMap((stage) =>
    stage.flatMap((better) => stage.filter((worse) => better.rank > worse.rank).map((worse): Pair => [better, worse])),
  );

const opposite = ([better, worse]: Pair): boolean => better.rank === POSITIVE && worse.rank === NEGATIVE;

/** Share of pairs in the authors' order; a tie is half right. */
function ordered(pairs: readonly Pair[], of: (response: RatedResponse) => number): number {
  const right = pairs.map(([better, worse]) => (of(better) > of(worse) ? 1 : of(better) === of(worse) ? 0.5 : 0));
  return right.reduce<number>((sum, one) => sum + one, 0) / pairs.length;
}

/** Each figure of a set of stages; NaN where it has nothing to be counted on. */
export const FIGURES = {
  order: (stages) => ordered(pairsOf(stages), ({ score }) => score),
  length: (stages) => ordered(pairsOf(stages), ({ words }) => words),
  posNeg: (stages) => ordered(pairsOf(stages).filter(opposite), ({ score }) => score),
  qwk: (stages) =>
    weightedKappa(
      tableOf(
        POSITIVE + 1,
        stages.flat().map(({ rank, rated }) => ({ first: rank, second: rated, count: 1 })),
      ),
    ).value ?? NaN,
  lengthMatched: (stages) =>
    ordered(
      pairsOf(stages).filter(
        ([one, other]) => Math.min(one.words, other.words) >= LIKE_LENGTH * Math.max(one.words, other.words),
      ),
      ({ score }) => score,
    ),
  stuffed: (stages) =>
    ordered(
      pairsOf(stages)
        .filter(opposite)
        .flatMap(([better, worse]) => worse.stuffed.map((score): Pair => [better, { ...worse, score }])),
      ({ score }) => score,
    ),
} satisfies Record<string, (stages: readonly RatedStage[]) => number>;

export type Figure = keyof typeof FIGURES;

/** The figure of all stages, and between which the middle 95 % lie when stages are drawn again (Efron 1979), always the same draws. */
export function withInterval(
  figure: Figure,
  stages: readonly RatedStage[],
): { value: number; low: number; high: number } {
  const draw = drawsOf(20_26);
  const values: number[] = [];
  for (let index = 0; index < RESAMPLES; index++) {
    const value = FIGURES[figure](stages.map(() => stages[Math.floor(draw() * stages.length)]));
    if (!Number.isNaN(value)) values.push(value);
  }
  values.sort((a, b) => a - b);
  const at = (share: number): number => rounded(values[Math.floor(share * (values.length - 1))] ?? NaN);
  return { value: rounded(FIGURES[figure](stages)), low: at(0.025), high: at(0.975) };
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function drawsOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
