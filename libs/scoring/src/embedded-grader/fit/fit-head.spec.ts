import { describe, expect, it } from '@jest/globals';
import { RATINGS, readHead, scoreOfFeatures } from '../grader-head.js';
import { BLOCKS, type Block, type ResponseFeatures } from '../response-features.js';
import { DIMENSIONS } from '../sentence-encoder.js';
import { fitHead, type RatedExample, rankOf } from './fit-head.js';
import { ratedResponsesDigest, readRatedResponses } from './rated-responses.js';

const EMPTY = Object.fromEntries(BLOCKS.map((block) => [block, new Float32Array(DIMENSIONS)])) as Record<
  Block,
  Float32Array
>;

/** Stages in which a cue and one place of an embedding tell the rating, and a word of each stage tells nothing. */
function examples(stages: number): RatedExample[] {
  return Array.from({ length: stages }, (_, stage) =>
    RATINGS.map((rating): RatedExample => {
      const rank = rankOf(rating);
      const whole = new Float32Array(DIMENSIONS);
      whole[3] = rank / 10 + (stage % 3) / 100;
      const named = new Map([
        [`word:stage${stage}`, 1],
        ['word:common', 1],
        ['cue:question', rank >= 2 ? 1 : 0],
      ]);
      const features: ResponseFeatures = { named, blocks: { ...EMPTY, whole } };
      const file = `domain${stage % 4}-1.json`;
      return { features, rating, stage: String(stage), file, domain: `domain${stage % 4}`, weight: 1 };
    }),
  ).flat();
}

describe('fitting the head', () => {
  const fitted = fitHead(examples(16));

  it('puts each response of a stage where its rating says', () => {
    for (const { features, rating } of examples(20)) {
      const score = scoreOfFeatures({ ...readHead(), ...fitted }, features);
      expect(fitted.cuts.filter((cut) => score >= cut).length).toBe(rankOf(rating));
    }
  });

  it('gives the same head again, digit for digit', () => {
    expect(JSON.stringify(fitHead(examples(16)))).toBe(JSON.stringify(fitted));
  });

  it('weighs no word of a single stage', () => {
    expect(Object.keys(fitted.named)).toEqual(['cue:question', 'word:common']);
  });
});

describe('the head that ships', () => {
  it('was fitted on the rated responses as they are now (npm run grader:fit)', () => {
    expect(readHead().fitted.dataDigest).toBe(ratedResponsesDigest(readRatedResponses()));
  });
});
