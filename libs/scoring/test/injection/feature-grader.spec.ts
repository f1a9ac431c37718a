import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addressedToGrader } from '../../src/features/addressed-to-grader.js';
import { FEATURE_VERSION, gradeByFeatures } from '../../src/index.js';
import { officersOfPacks } from '#testing';
import { attackCorpus } from './attacks.js';
import { fixedSessions, type FixedSession } from './fixed-sessions.js';
import { HONEST_LINES } from './honest-lines.js';
import { resistanceOf, resultsTable, type ClassResult } from './resistance.js';

describe('words meant for the feature grader', () => {
  let sessions: FixedSession[];
  let results: ClassResult[] = [];
  beforeAll(async () => {
    sessions = await fixedSessions();
  });
  afterAll(() => {
    process.stdout.write(`${resultsTable(`FEATURES ${FEATURE_VERSION}`, results)}\n`);
  });

  it('are many and of many kinds', () => {
    const corpus = attackCorpus();
    expect(corpus.length).toBeGreaterThanOrEqual(120);
    expect(new Set(corpus.map((attack) => attack.class)).size).toBeGreaterThanOrEqual(12);
    expect(new Set(corpus.map(({ id }) => id)).size).toBe(corpus.length);
    expect(new Set(corpus.map(({ turns }) => turns.join('\n'))).size).toBe(corpus.length);
  });

  it('raise nothing, wherever they stand and whoever says them', async () => {
    results = await resistanceOf(gradeByFeatures, sessions);
    expect(results.flatMap((one) => one.rises)).toEqual([]);
  });

  it.each(HONEST_LINES)('are not what an officer says to a person: %s', (line) => {
    expect(addressedToGrader(line)).toBe(false);
  });

  it('are not found in anything that the good officers of the scenario packs say', async () => {
    const said = (await officersOfPacks()).flatMap(([, { good }]) => good);
    expect(said.length).toBeGreaterThanOrEqual(200);
    expect(said.filter(addressedToGrader)).toEqual([]);
  });

  it('are not found in an honest turn for what it is said beside', () => {
    const [good] = sessions;
    const spoken = good.input.turns.filter(({ speaker }) => speaker === 'OFFICER');
    const beside = spoken.flatMap(({ text }) => HONEST_LINES.map((line) => `${text} ${line}`));
    expect(beside.filter(addressedToGrader)).toEqual([]);
  });
});
