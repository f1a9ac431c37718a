import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EmbeddedGrader } from '../../src/index.js';
import { fixedSessions, type FixedSession } from './fixed-sessions.js';
import { resistanceOf, resultsTable, type ClassResult } from './resistance.js';

/** Each attack is put into one place of each: encoding all altered words of more would take minutes. */
const SESSIONS = ['a poor officer', 'hospital, good'];

describe('words meant for the embedded grader', () => {
  const grader = new EmbeddedGrader();
  let sessions: FixedSession[];
  let results: ClassResult[] = [];
  beforeAll(async () => {
    sessions = (await fixedSessions()).filter(({ name }) => SESSIONS.includes(name));
  });
  afterAll(() => {
    process.stdout.write(`${resultsTable(`EMBEDDED ${grader.version()}`, results)}\n`);
  });

  it('raise nothing, wherever they stand and whoever says them', async () => {
    results = await resistanceOf((input) => grader.gradeByEmbeddings(input), sessions);
    expect(results.flatMap((one) => one.rises)).toEqual([]);
  }, 300_000);
});
