import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { scopesOfRoles } from '#identity';
import { Actor, toGlobalId } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { textOfPdf } from '#testing';
import { reviewOf, scoringClient } from './scoring-client.js';
import { scoringAgency, type ScoringAgency } from './scoring-agency.js';
import { serveScoring, type ServedScoring } from './serve-scoring.js';

interface Debrief {
  title: string;
  edition: string;
  digest: string;
  fileName: string;
  html: string;
}

const REASON = 'Four everywhere: I watched it twice.';

describe('a debrief', () => {
  let served: ServedScoring;
  let agency: ScoringAgency;
  let client: ReturnType<typeof scoringClient>;
  const debrief = (token: string, id: string, edition?: string) =>
    client.one<Debrief | null>(
      token,
      'query ($id: ID!, $edition: DebriefEdition) { debrief(sessionId: $id, edition: $edition) { title edition digest fileName html } }',
      { id, edition },
    );
  const sign = async (id: string): Promise<void> => {
    await client.submit('instructor-0', reviewOf(id));
    await client.sign('instructor-0', { sessionId: id, reason: REASON });
  };
  beforeAll(async () => {
    served = await serveScoring();
    client = scoringClient(served);
  });
  beforeEach(async () => {
    agency = await scoringAgency(served.db);
    const other = await scoringAgency(served.db);
    agency.instructors.forEach((id, at) => served.tokens.set(`instructor-${at}`, () => agency.as(id)));
    agency.trainees.forEach((id, at) => served.tokens.set(`trainee-${at}`, () => agency.as(id)));
    served.tokens.set('other-instructor', () => other.as(other.instructors[0]));
    served.tokens.set('learning-system', () => agency.learningSystem());
    const { agencyId } = agency;
    const scopes = scopesOfRoles(['AGENCY_ADMIN']);
    const admin = { agencyId, principalId: uuidv7(), kind: 'MEMBER' as const, scopes, requestId: 'test' };
    served.tokens.set('admin', () => new Actor(admin));
  });
  afterAll(() => served.close());

  it('of a signed session is the officer’s and the reviewers’, the officer’s without what was proposed', async () => {
    const { id } = await served.graded(agency, { traineeId: agency.trainees[0] });
    await sign(id);
    const own = await debrief('trainee-0', id);
    expect(own).toMatchObject({ title: 'A traffic stop', edition: 'OFFICER' });
    expect(own?.fileName).toBe(`debrief-2026-03-02-${own?.digest.slice(0, 12)}`);
    for (const told of ['Passed: 82.4 of 100', 'Signed by', 'Ada Vale', REASON, 'Brook County', own?.digest ?? '-']) {
      expect(own?.html).toContain(told);
    }
    expect(own?.html).not.toContain('What the reviewer changed');
    for (const token of ['instructor-0', 'instructor-1', 'admin']) {
      const theirs = await debrief(token, id);
      expect(theirs).toMatchObject({ edition: 'REVIEWER' });
      expect(theirs?.html).toContain('What the reviewer changed');
      expect(theirs?.digest).not.toBe(own?.digest);
      // How an officer's printed copy is checked.
      expect(await debrief(token, id, 'OFFICER')).toEqual(own);
    }
    expect(await debrief('trainee-0', id, 'REVIEWER')).toBeNull();
  });

  it('of an undecided session tells nobody what is proposed before their own review', async () => {
    const { id } = await served.graded(agency, { traineeId: agency.trainees[0] });
    expect(await debrief('trainee-0', id)).toBeNull();
    expect(await debrief('instructor-0', id)).toBeNull();
    const waiting = await debrief('admin', id);
    expect(waiting?.html).toContain('it waits for an instructor');
    expect(waiting?.html).not.toMatch(/Each competency|rules over words|Result/);
    await client.submit('instructor-0', reviewOf(id));
    const reviewed = await debrief('instructor-0', id);
    expect(reviewed?.html).toContain('a review that is not signed');
    expect(reviewed?.html).toContain('What the reviewer changed');
    expect(await debrief('instructor-1', id)).toBeNull();
    expect((await debrief('admin', id))?.html).toBe(waiting?.html);
    expect(await debrief('trainee-0', id)).toBeNull();
  });

  it('of an invalidated session tells its player why', async () => {
    const { id } = await served.graded(agency, { traineeId: agency.trainees[0] });
    await client.invalidate('instructor-0', { sessionId: id, reason: 'The fire alarm went off.' });
    expect((await debrief('trainee-0', id))?.html).toContain('The fire alarm went off.');
  });

  it('of practice is its player’s alone', async () => {
    const { id } = await served.graded(agency, { traineeId: agency.trainees[0], mode: 'PRACTICE' });
    expect(await debrief('trainee-0', id)).toMatchObject({ edition: 'OFFICER' });
    for (const token of ['trainee-1', 'instructor-0', 'admin', 'other-instructor']) {
      expect(await debrief(token, id)).toBeNull();
    }
  });

  it('answers others like a session that does not exist, and a learning system not at all', async () => {
    const { id } = await served.graded(agency, { traineeId: agency.trainees[0] });
    await sign(id);
    const missing = toGlobalId('ScenarioSession', uuidv7());
    const query = 'query ($id: ID!) { debrief(sessionId: $id) { digest html pdf } }';
    for (const token of ['trainee-1', 'other-instructor']) {
      expect(await served.ask(token, query, { id })).toEqual(await served.ask(token, query, { id: missing }));
      expect(await debrief(token, id)).toBeNull();
    }
    expect((await served.ask('learning-system', query, { id })).errors?.[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      scope: 'session:read',
    });
    expect(
      (await served.ask('trainee-0', query, { id: toGlobalId('Member', uuidv7()) })).errors?.[0]?.extensions,
    ).toMatchObject({
      code: 'BAD_INPUT',
    });
  });

  it('is printed alike each time, for several at once, with its digest on every page', async () => {
    const { id } = await served.graded(agency, { traineeId: agency.trainees[0] });
    await sign(id);
    const printed = () =>
      client.one<{ pdf: string; digest: string }>(
        'trainee-0',
        'query ($id: ID!) { debrief(sessionId: $id) { pdf digest } }',
        { id },
      );
    const [first, second] = await Promise.all([printed(), printed()]);
    expect(second).toEqual(first);
    const pages = textOfPdf(Buffer.from(first.pdf, 'base64'));
    for (const page of pages) expect(page).toContain(first.digest);
    expect(pages.join('')).toContain('A traffic stop');
  });
});
