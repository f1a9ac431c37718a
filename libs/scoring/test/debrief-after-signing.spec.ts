import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { appealAgency, WHY, type AppealAgency } from './appeal-agency.js';
import { reviewOf } from './scoring-client.js';
import { serveScoring, type ServedScoring } from './serve-scoring.js';

interface Debrief {
  edition: string;
  digest: string;
  html: string;
}
const NOTE = 'Say that you are afraid for him.';

describe('a debrief after signing', () => {
  let served: ServedScoring;
  let agency: AppealAgency;
  beforeAll(async () => {
    served = await serveScoring();
  });
  beforeEach(async () => {
    agency = await appealAgency(served);
  });
  afterAll(() => served.close());
  const debrief = (token: string, id: string, edition?: string) =>
    agency.client.one<Debrief | null>(
      token,
      'query ($id: ID!, $edition: DebriefEdition) { debrief(sessionId: $id, edition: $edition) { edition digest html } }',
      { id, edition },
    );
  const note = async (sessionId: string): Promise<void> => {
    const input = { sessionId, turnNumber: 3, kind: 'PRAISE', text: NOTE, idempotencyKey: uuidv7() };
    const { userErrors } = await agency.change('signer', 'addCoachingNote', input, 'coachingNote { id }');
    expect(userErrors).toEqual([]);
  };

  it('names the last day for an appeal and has the coaching notes, alike for who checks the officer’s copy', async () => {
    const { id } = await agency.signed(1);
    await note(id);
    const own = await debrief('trainee', id);
    expect(own?.html).toMatch(/You can appeal this grade once, until [^<]+America\/New_York/);
    expect(own?.html).toContain(NOTE);
    for (const token of ['signer', 'second', 'admin']) expect(await debrief(token, id, 'OFFICER')).toEqual(own);
  });

  it('is nothing for who may decide an open appeal, until their own review is in', async () => {
    const { id, appealId } = await agency.appealed(1);
    await note(id);
    for (const edition of [undefined, 'OFFICER', 'REVIEWER']) expect(await debrief('second', id, edition)).toBeNull();
    const open = await debrief('trainee', id);
    expect(open?.html).toContain('is open: somebody who had no say');
    expect(await debrief('signer', id, 'OFFICER')).toEqual(open);
    await agency.submit('second', appealId, 5);
    expect(await debrief('second', id, 'OFFICER')).toEqual(open);
    await agency.decide('second', { appealId, decision: 'CHANGED', reason: 'Turn 3 shows it.' });
    const changed = await debrief('trainee', id);
    for (const words of ['this is the grade that counts', 'The first decision, not passed', 'Turn 3 shows it.', WHY]) {
      expect(changed?.html).toContain(words);
    }
    expect(changed?.html).not.toContain('You can appeal');
    expect(await debrief('admin', id, 'OFFICER')).toEqual(changed);
  });

  it('is nothing for a second reviewer who still owes, though the first review was signed', async () => {
    const SET = 'mutation ($input: SetSecondReviewsInput!) { setSecondReviews(input: $input) { userErrors { code } } }';
    await agency.client.one('admin', SET, { input: { percent: 100, floor: 0 } });
    const { id } = await agency.signed(4);
    for (const edition of [undefined, 'OFFICER', 'REVIEWER']) expect(await debrief('second', id, edition)).toBeNull();
    expect(await debrief('signer', id)).toMatchObject({ edition: 'REVIEWER' });
    expect((await agency.client.submit('second', reviewOf(id, 5))).userErrors).toEqual([]);
    expect(await debrief('second', id)).toMatchObject({ edition: 'REVIEWER' });
  });
});
