import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Actor } from '#platform';
import { scopesOfRoles } from '#identity';
import { reviewOf, scoringClient, type UserErrors } from './scoring-client.js';
import { scoringAgency, type ScoringAgency } from './scoring-agency.js';
import { serveScoring, type ServedScoring } from './serve-scoring.js';

const SET = `mutation ($input: SetSecondReviewsInput!) { setSecondReviews(input: $input) { settings { percent floor } userErrors { code field message } } }`;
const DISAGREEMENTS = `{ reviewDisagreements(first: 10) { nodes { sessionId firstFinal secondFinal decided difference { passDiffers levels { competency first second } } } } }`;
const OTHER = `query ($id: ID!) { reviewWorkspace(sessionId: $id) { needs other { differs review { final } difference { passDiffers } } } }`;
const REASON = 'Turn 3 is more than the other review saw in it.';

describe('a session picked for two reviews', () => {
  let served: ServedScoring;
  let agency: ScoringAgency;
  let client: ReturnType<typeof scoringClient>;
  beforeAll(async () => {
    served = await serveScoring();
    client = scoringClient(served);
  });
  beforeEach(async () => {
    agency = await scoringAgency(served.db);
    const { agencyId } = agency;
    agency.instructors.forEach((id, at) => served.tokens.set(`instructor-${at}`, () => agency.as(id)));
    served.tokens.set('trainee-0', () => agency.as(agency.trainees[0]));
    const scopes = scopesOfRoles(['AGENCY_ADMIN']);
    const admin = { agencyId, principalId: agency.trainees[1], kind: 'MEMBER', scopes, requestId: 'test' } as const;
    served.tokens.set('admin', () => new Actor(admin));
    const other = await scoringAgency(served.db);
    served.tokens.set('other-instructor', () => other.as(other.instructors[0]));
  });
  afterAll(() => served.close());

  const set = (percent: number, floor = 0) =>
    client.one<{ settings: object | null } & UserErrors>('admin', SET, { input: { percent, floor } });
  const picked = async () => {
    await set(100);
    return served.graded(agency, { traineeId: agency.trainees[0] });
  };
  const needs = async (token: string): Promise<string[]> =>
    (
      await client.one<{ nodes: { needs: string }[] }>(token, '{ gradingQueue(first: 9) { nodes { needs } } }', {})
    ).nodes.map((entry) => entry.needs);
  const disagreements = async (token: string) =>
    (await client.one<{ nodes: object[] }>(token, DISAGREEMENTS, {})).nodes;
  const audited = async (): Promise<string[]> =>
    (
      await served.rows<{ action: string }>(
        agency,
        `select action from audit_entries where action like 'second-review.%' order by id`,
      )
    ).map(({ action }) => action);

  it('waits for another person after the first review, who is blind to it though it was signed', async () => {
    const { id, uuid } = await picked();
    expect([await needs('instructor-0'), await needs('instructor-1')]).toEqual([['REVIEW'], ['REVIEW']]);
    await client.submit('instructor-0', reviewOf(id));
    expect([await needs('instructor-0'), await needs('instructor-1')]).toEqual([['SIGNATURE'], ['SECOND_REVIEW']]);
    await client.sign('instructor-0', { sessionId: id, reason: 'Agreed.' });
    expect([await needs('instructor-0'), await needs('instructor-1')]).toEqual([[], ['SECOND_REVIEW']]);
    const [grade] = await served.rows<{ id: string }>(agency, 'select id from grades where session_id = $1', uuid);
    expect(await client.grade('instructor-1', id)).toMatchObject({
      state: 'CHANGED',
      proposal: null,
      proposalHidden: 'UNTIL_OWN_REVIEW',
      decision: { final: null, passed: null, reason: null, levels: [] },
    });
    expect(grade).toBeDefined();
    // The trainee and the first reviewer see what was signed.
    expect((await client.grade('instructor-0', id))?.decision?.final).toBe(82.4);
    const own = await client.one<{ decision: object }>(
      'trainee-0',
      'query ($id: ID!) { sessionGrade(sessionId: $id) { decision { final } } }',
      { id },
    );
    expect(own.decision).toEqual({ final: 82.4 });
    expect((await client.submit('instructor-1', reviewOf(id, 5))).userErrors).toEqual([]);
    expect([await needs('instructor-0'), await needs('instructor-1')]).toEqual([[], []]);
    expect((await client.grade('instructor-1', id))?.decision?.final).toBe(82.4);
    expect(await audited()).toEqual(['second-review.settings-changed', 'second-review.picked', 'second-review.agrees']);
    expect(await served.rows(agency, 'select decision from grade_decisions where session_id = $1', uuid)).toHaveLength(
      1,
    );
  });

  it('is signed with a reason where the two differ, and never told to who may still review it', async () => {
    const { id } = await picked();
    await client.submit('instructor-0', reviewOf(id, 4));
    await client.submit('instructor-1', reviewOf(id, 1));
    const found = [
      expect.objectContaining({
        sessionId: id,
        decided: false,
        difference: {
          passDiffers: true,
          levels: expect.arrayContaining([expect.objectContaining({ first: 4, second: 1 })]),
        },
      }),
    ];
    expect(await disagreements('admin')).toEqual(found);
    expect(await disagreements('instructor-0')).toEqual(found);
    expect(await disagreements('other-instructor')).toEqual([]);
    const [third] = await served.rows<{ id: string }>(
      agency,
      `with p as (insert into principals (agency_id, id, kind) values (app.agency_id(), uuidv7(), 'MEMBER') returning agency_id, id)
       insert into members (agency_id, id, given_name, family_name) select agency_id, id, 'Third', 'Eye' from p returning id`,
    );
    const { agencyId } = agency;
    const scopes = scopesOfRoles(['INSTRUCTOR']);
    served.tokens.set(
      'third',
      () => new Actor({ agencyId, principalId: third?.id ?? '', kind: 'MEMBER', scopes, requestId: 'test' }),
    );
    expect(await disagreements('third')).toEqual([]);
    const workspace = await client.one<object>('instructor-0', OTHER, { id });
    expect(workspace).toMatchObject({
      needs: 'SIGNATURE',
      other: { differs: true, difference: { passDiffers: true } },
    });
    expect(await client.one<object>('third', OTHER, { id })).toMatchObject({ needs: 'REVIEW', other: null });
    for (const reason of [undefined, ' ']) {
      const refused = await client.sign('instructor-0', { sessionId: id, reason });
      expect(refused.userErrors).toMatchObject([{ code: 'INVALID', field: 'input.reason' }]);
    }
    expect((await client.sign('instructor-0', { sessionId: id, reason: REASON })).userErrors).toEqual([]);
    expect(await disagreements('third')).toMatchObject([{ decided: true }]);
    expect(await audited()).toContain('second-review.differs');
  });

  it('has one first and one second review, whoever comes at once', async () => {
    const { id, uuid } = await picked();
    await Promise.all(['instructor-0', 'instructor-1'].map((token) => client.submit(token, reviewOf(id))));
    const [pair] = await served.rows<{ first: string; second: string }>(
      agency,
      `select f.reviewer_id as first, n.reviewer_id as second from second_reviews p
       join reviews f on f.id = p.first_review_id join reviews n on n.id = p.second_review_id where p.session_id = $1`,
      uuid,
    );
    expect([pair?.first, pair?.second].sort()).toEqual([...agency.instructors].sort());
  });

  it('is void with the session, and then nobody owes it anything', async () => {
    const { id, uuid } = await picked();
    await client.submit('instructor-0', reviewOf(id));
    await client.invalidate('instructor-0', { sessionId: id, reason: 'The alarm went off.' });
    expect(await needs('instructor-1')).toEqual([]);
    expect((await client.submit('instructor-1', reviewOf(id))).userErrors[0]?.code).toBe('WRONG_STATE');
    const [row] = await served.rows<{ open: boolean }>(
      agency,
      'select cancelled_at is null as open from second_reviews where session_id = $1',
      uuid,
    );
    expect(row).toEqual({ open: false });
  });

  it('is picked by a key that nobody sees, at the share that the agency sets, and once', async () => {
    expect((await set(0)).settings).toEqual({ percent: 0, floor: 0 });
    const { uuid } = await served.graded(agency, { traineeId: agency.trainees[0] });
    await set(100);
    await served.complete(agency, uuid);
    await served.gradeAll(agency);
    expect(await served.rows(agency, 'select 1 from second_reviews')).toEqual([]);
    await served.graded(agency, { traineeId: agency.trainees[0] });
    expect(await served.rows(agency, 'select percent from second_reviews')).toEqual([{ percent: 100 }]);
    await expect(served.rows(agency, 'update review_settings set sample_key = uuidv7()')).rejects.toThrow(
      /permission denied/,
    );
    for (const token of ['instructor-0', 'trainee-0']) {
      const refused = await served.ask(token, SET, { input: { percent: 0, floor: 0 } });
      expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', scope: 'review:organise' });
    }
    const beyond = await served.ask('admin', SET, { input: { percent: 101, floor: 0 } });
    expect(beyond.errors?.[0]?.extensions?.code).toBe('BAD_INPUT');
  });
});
