import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { shippedPath } from '#slm';
import { BLOCKS, type ReadResponse, type ResponseFeatures } from './response-features.js';

/** From the best to the worst, as in rated responses. */
export const RATINGS = ['POSITIVE', 'PARTIALLY_POSITIVE', 'NEUTRAL', 'NEGATIVE'] as const;
export type Rating = (typeof RATINGS)[number];

export const HEAD_FILE = 'packs/embedded-grader/head.json';

const weights = z.array(z.number());

const headSchema = z.strictObject({
  version: z.string(),
  /** What it was fitted by and on: repeating the fit with these gives this file. */
  fitted: z.strictObject({
    features: z.string(),
    encoder: z.string(),
    responses: z.number().int(),
    /** Of the rated responses, as they lay in the repository. */
    dataDigest: z.string(),
  }),
  bias: z.number(),
  named: z.record(z.string(), z.number()),
  blocks: z.strictObject(
    Object.fromEntries(BLOCKS.map((block) => [block, weights])) as Record<(typeof BLOCKS)[number], typeof weights>,
  ),
  /** A score from these on is NEUTRAL, PARTIALLY_POSITIVE, POSITIVE. */
  cuts: z.tuple([z.number(), z.number(), z.number()]),
});

/** Fitted weights. A score has no unit: 0 is the mean of the rated responses, 1 their standard deviation. */
export type GraderHead = z.infer<typeof headSchema>;

/** Scores end here: a turn that addresses a grader has the lowest, so that nothing can be gained by it. */
const EXTREME = 4;

/** How a response was rated, with the score behind it: higher is better, -4 to 4. */
export interface ResponseRating {
  rating: Rating;
  score: number;
}

/**
 * The fitted head that ships with the project.
 * @throws where the file is missing or no head
 */
export function readHead(): GraderHead {
  const path = shippedPath(HEAD_FILE);
  if (path === null) throw new Error(`${HEAD_FILE} is not there`);
  return headSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

export function scoreOfFeatures(head: GraderHead, { named, blocks }: ResponseFeatures): number {
  let score = head.bias;
  for (const [name, value] of named) if (Object.hasOwn(head.named, name)) score += head.named[name] * value;
  for (const block of BLOCKS) {
    const weighed = head.blocks[block];
    const values = blocks[block];
    for (let index = 0; index < values.length; index++) score += weighed[index] * values[index];
  }
  return score;
}

/** Rates what was read. Words to a grader rate lowest, words that fit anybody are NEUTRAL. */
export function rate(head: GraderHead, { features, toGrader }: ReadResponse): ResponseRating {
  const [neutral, partly] = head.cuts;
  const raw = toGrader ? -EXTREME : features === null ? (neutral + partly) / 2 : scoreOfFeatures(head, features);
  const score = Math.max(-EXTREME, Math.min(EXTREME, raw));
  return { rating: ratingOf(head, score), score };
}

function ratingOf({ cuts }: GraderHead, score: number): Rating {
  return RATINGS[cuts.filter((cut) => score < cut).length];
}
