import { BLOCKS } from '../response-features.js';
import { DIMENSIONS } from '../sentence-encoder.js';
import { type GraderHead, type Rating, RATINGS } from '../grader-head.js';
import { type Columns, columnsOf, type Example } from './columns.js';
import { bestCuts } from './cuts.js';
import { minimise } from './minimise.js';

/** A rated response, read. */
export interface RatedExample extends Example {
  rating: Rating;
  /** Responses of one stage are compared with each other. */
  stage: string;
  /** Stages of one domain are left out together in cross-validation. */
  domain: string;
  /** How often its pairs count. */
  weight: number;
}

/** What holds the weights back; chosen as the freedoms of the columns are. */
const PENALTY = 0.002;
const STEPS = 80;
/** Digits of a weight in the file: more changes no order. */
const DIGITS = 5;

export type Weights = Pick<GraderHead, 'bias' | 'named' | 'blocks' | 'cuts'>;

/** From 3 for POSITIVE to 0 for NEGATIVE. */
export const rankOf = (rating: Rating): number => RATINGS.length - 1 - RATINGS.indexOf(rating);

/**
 * Fits weights so that of two responses of a stage the better rated scores higher: logistic loss over their difference (Burges et
 * al. 2005, RankNet, with one layer), ridge penalty. The cuts between ratings come from scores of domains that were left out.
 */
export function fitHead(examples: readonly RatedExample[]): Weights {
  const out = crossValidated(examples);
  const cuts = bestCuts(
    out.map((score, index) => ({ score, rank: rankOf(examples[index].rating) })),
    RATINGS.length,
  );
  const { columns, weights, mean, deviation } = fitScores(examples);
  return { ...inFile(columns, weights, mean, deviation), cuts: cuts.map(short) as Weights['cuts'] };
}

/** Scores of each example by a head that was fitted without its domain, each domain on the scale of its head. */
function crossValidated(examples: readonly RatedExample[]): number[] {
  const scores = new Array<number>(examples.length).fill(0);
  for (const domain of new Set(examples.map((one) => one.domain))) {
    const { score } = fitScores(examples.filter((one) => one.domain !== domain));
    for (const [index, one] of examples.entries()) if (one.domain === domain) scores[index] = score(one);
  }
  return scores;
}

function fitScores(examples: readonly RatedExample[]) {
  const columns = columnsOf(examples);
  const { rows, width, names, mean: center, scale } = columns;
  const pairs = pairsOf(examples);
  const total = pairs.reduce((sum, { weight }) => sum + weight, 0);
  const weights = minimise(
    (at, slope) => {
      const scores = scoresOf(columns, at);
      const pull = new Float64Array(examples.length);
      let loss = 0;
      for (const { better, worse, weight } of pairs) {
        const lead = scores[better] - scores[worse];
        const share = weight / total;
        loss += share * (lead > 0 ? Math.log1p(Math.exp(-lead)) : Math.log1p(Math.exp(lead)) - lead);
        const force = share / (1 + Math.exp(lead));
        pull[better] -= force;
        pull[worse] += force;
      }
      for (let column = 0; column < width; column++) {
        loss += PENALTY * at[column] * at[column];
        slope[column] = 2 * PENALTY * at[column];
      }
      for (const [row, force] of pull.entries()) {
        const start = row * width;
        for (let column = 0; column < width; column++) slope[column] += force * rows[start + column];
      }
      return loss;
    },
    width,
    STEPS,
  );
  const scores = scoresOf(columns, weights);
  const mean = scores.reduce((sum, one) => sum + one, 0) / scores.length;
  const deviation = Math.sqrt(scores.reduce((sum, one) => sum + (one - mean) ** 2, 0) / scores.length);
  const score = ({ features }: Example): number => {
    let sum = -mean;
    for (let column = 0; column < names.length; column++)
      sum += weights[column] * ((features.named.get(names[column]) ?? 0) - center[column]) * scale[column];
    for (const [index, block] of BLOCKS.entries()) {
      const start = names.length + index * DIMENSIONS;
      for (let one = 0; one < DIMENSIONS; one++)
        sum += weights[start + one] * (features.blocks[block][one] - center[start + one]) * scale[start + one];
    }
    return sum / deviation;
  };
  return { columns, weights, mean, deviation, score };
}

function scoresOf({ rows, width }: Columns, at: Float64Array): Float64Array {
  const scores = new Float64Array(rows.length / width);
  for (let row = 0; row < scores.length; row++) {
    let sum = 0;
    const start = row * width;
    for (let column = 0; column < width; column++) sum += rows[start + column] * at[column];
    scores[row] = sum;
  }
  return scores;
}

function pairsOf(examples: readonly RatedExample[]): { better: number; worse: number; weight: number }[] {
  const stages = new Map<string, number[]>();
  for (const [index, { stage }] of examples.entries()) stages.set(stage, [...(stages.get(stage) ?? []), index]);
  const rank = (index: number): number => rankOf(examples[index].rating);
  return [...stages.values()].flatMap((stage) =>
    stage.flatMap((better) =>
      stage
        .filter((worse) => rank(better) > rank(worse))
        .map((worse) => ({ better, worse, weight: examples[better].weight })),
    ),
  );
}

/** Weights of raw values on the scale of scores, so that a reader needs neither means nor deviations. */
function inFile(
  { names, width, mean: center, scale }: Columns,
  weights: Float64Array,
  mean: number,
  deviation: number,
) {
  const raw = Array.from({ length: width }, (_, column) => short((weights[column] * scale[column]) / deviation));
  const bias = raw.reduce((sum, weight, column) => sum - weight * center[column], -mean / deviation);
  return {
    bias: short(bias),
    named: Object.fromEntries(names.map((name, column) => [name, raw[column]])),
    blocks: Object.fromEntries(
      BLOCKS.map((block, index) => [
        block,
        raw.slice(names.length + index * DIMENSIONS, names.length + (index + 1) * DIMENSIONS),
      ]),
    ) as GraderHead['blocks'],
  };
}

const short = (value: number): number => Number(value.toFixed(DIGITS));
