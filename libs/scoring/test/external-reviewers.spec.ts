import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { scopesOfRoles, type MemberRole } from '#identity';
import { Actor, fromGlobalId, toGlobalId } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { reviewOf, scoringClient, type UserErrors } from './scoring-client.js';
import { scoringAgency, type ScoringAgency } from './scoring-agency.js';
import { serveScoring, type ServedScoring } from './serve-scoring.js';

const SHOWN = 'externalReviewer { id memberId active assigned reviewed maySign } userErrors { code field message }';
const INVITE = `mutation ($input: InviteExternalReviewerInput!) { inviteExternalReviewer(input: $input) { ${SHOWN} } }`;
const ASSIGN = `mutation ($input: AssignExternalReviewerInput!) { assignExternalReviewer(input: $input) { ${SHOWN} } }`;
const REVOKE = `mutation ($input: RevokeExternalReviewerInput!) { revokeExternalReviewer(input: $input) { ${SHOWN} } }`;
const WORKSPACE = `query ($id: ID!) { reviewWorkspace(sessionId: $id) { traineeId pseudonym turns { number text }
  review { content { levels { evidence { quote start } } } } proposal { levels { evidence { quote said { text } } reason } } comparison { changes } } }`;
const SUBMIT = `mutation ($input: SubmitReviewInput!) { submitReview(input: $input) { sessionGrade { state } userErrors { code field message } } }`;
const SIGN = `mutation ($input: SignReviewInput!) { signReview(input: $input) { trainingRecordId userErrors { code field message } } }`;

interface Invited extends UserErrors {
  externalReviewer: { id: string; memberId: string; active: boolean; assigned: number; reviewed: number } | null;
}
interface WorkspaceView {
  traineeId: string | null;
  pseudonym: string;
  turns: { number: number; text: string }[];
  review: { content: { levels: { evidence: { quote: string; start: number | null }[] }[] } } | null;
}
const tomorrow = (): string => new Date(Date.now() + 86_400_000).toISOString();

describe('a reviewer from outside', () => {
  let served: ServedScoring;
  let agency: ScoringAgency;
  let client: ReturnType<typeof scoringClient>;
  beforeAll(async () => {
    served = await serveScoring();
    client = scoringClient(served);
  });
  const actAs = (token: string, principalId: string, ...roles: MemberRole[]): void => {
    const { agencyId } = agency;
    served.tokens.set(
      token,
      () => new Actor({ agencyId, principalId, kind: 'MEMBER', scopes: scopesOfRoles(roles), requestId: 'test' }),
    );
  };
  beforeEach(async () => {
    agency = await scoringAgency(served.db);
    actAs('admin', agency.trainees[1], 'AGENCY_ADMIN');
    await served.rows(
      agency,
      `insert into role_assignments (agency_id, principal_id, role) values (app.agency_id(), $1, 'AGENCY_ADMIN')`,
      agency.trainees[1],
    );
    actAs('instructor', agency.instructors[0], 'INSTRUCTOR');
  });
  afterAll(() => served.close());

  const invite = (given: object = {}): Promise<Invited> =>
    client.one('admin', INVITE, {
      input: {
        givenName: 'Noor',
        familyName: 'Haddad',
        email: `${uuidv7()}@outside.example`,
        organisation: 'Lake County',
        maySign: false,
        expiresAt: tomorrow(),
        sessionIds: [],
        idempotencyKey: uuidv7(),
        ...given,
      },
    });
  /** Invites, and lets them call. */
  const invited = async (given: object = {}): Promise<string> => {
    const { externalReviewer, userErrors } = await invite(given);
    expect(userErrors).toEqual([]);
    actAs('external', fromGlobalId('Member', externalReviewer!.memberId, 'id'), 'EXTERNAL_REVIEWER');
    return externalReviewer!.id;
  };
  const graded = () => served.graded(agency, { traineeId: agency.trainees[0] });
  const workspace = (id: string) => client.one<WorkspaceView | null>('external', WORKSPACE, { id });
  const sign = (sessionId: string) =>
    client.one<UserErrors & { trainingRecordId: string | null }>('external', SIGN, {
      input: { sessionId, reason: 'As I saw it.', idempotencyKey: uuidv7() },
    });
  const queue = async (): Promise<string[]> =>
    (
      await client.one<{ nodes: { sessionId: string; traineeId: string | null }[] }>(
        'external',
        '{ gradingQueue(first: 9) { nodes { sessionId traineeId } } }',
        {},
      )
    ).nodes.map(({ sessionId, traineeId }) => (traineeId === null ? sessionId : `${sessionId} of ${traineeId}`));

  it('sees the sessions assigned to them without a name, and no other', async () => {
    const { id, uuid } = await graded();
    const another = await graded();
    await served.rows(
      agency,
      'update members set given_name = $1, family_name = $2 where id = $3',
      'Luz',
      'Reyes',
      agency.trainees[0],
    );
    await invited({ sessionIds: [id] });
    expect(await queue()).toEqual([id]);
    expect(await workspace(another.id)).toBeNull();
    const shown = await workspace(id);
    expect(shown).toMatchObject({ traineeId: null, pseudonym: expect.stringMatching(/^Officer [0-9A-F]{6}$/) });
    expect(shown?.turns[0]?.text).toContain('My name is Officer •••••, I');
    expect(JSON.stringify(shown)).not.toMatch(/Reyes|Luz/);
    for (const [query, scope] of [
      ['query ($id: ID!) { session(id: $id) { id } }', 'session:read'],
      ['query ($id: ID!) { sessionGrade(sessionId: $id) { state } }', 'score:read'],
      ['{ members(first: 9) { nodes { id } } }', 'member:read'],
      ['{ externalReviewers(first: 9) { nodes { id } } }', 'review:organise'],
    ] as const) {
      const refused = await served.ask('external', query, query.includes('$id') ? { id } : {});
      expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', scope });
    }
    // What they quote as they see it is stored as it was said.
    const review = reviewOf(id);
    review.levels[0]!.evidence = [{ turn: 1, quote: 'My name is Officer •••••' }];
    const submitted = await served.ask('external', SUBMIT, { input: review });
    expect(submitted.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    const { userErrors } = await client.one<UserErrors>(
      'external',
      'mutation ($input: SubmitReviewInput!) { submitReview(input: $input) { review { id } userErrors { code field message } } }',
      { input: review },
    );
    expect(userErrors).toEqual([]);
    const [stored] = await served.rows<{ quote: string }>(
      agency,
      `select content #>> '{levels,0,evidence,0,quote}' as quote from reviews where session_id = $1`,
      uuid,
    );
    expect(stored?.quote).toBe('My name is Officer Reyes');
    const after = await workspace(id);
    expect(after).toMatchObject({ comparison: { changes: true } });
    expect(after?.review?.content.levels[0]?.evidence[0]).toEqual({ quote: 'My name is Officer •••••', start: 10 });
    expect(JSON.stringify(after)).not.toMatch(/Reyes/);
    const loaded = await served.ask('external', 'query ($id: ID!) { node(id: $id) { id } }', {
      id: toGlobalId('ScenarioSession', uuid),
    });
    expect(loaded.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('signs only if the invitation says so, and then the trainee has their hours', async () => {
    const [unsigned, signed] = [await graded(), await graded()];
    await invited({ sessionIds: [unsigned.id] });
    await client.one('external', REVIEWED, { input: reviewOf(unsigned.id) });
    expect((await sign(unsigned.id)).userErrors[0]?.code).toBe('NOT_FOUND');
    await invited({ sessionIds: [signed.id], maySign: true });
    await client.one('external', REVIEWED, { input: reviewOf(signed.id) });
    const { userErrors, trainingRecordId } = await sign(signed.id);
    expect(userErrors).toEqual([]);
    expect(trainingRecordId).not.toBeNull();
    expect((await sign(unsigned.id)).userErrors[0]?.code).toBe('NOT_FOUND');
  });

  it('has nothing left when their time is over or the invitation is revoked', async () => {
    const { id } = await graded();
    const reviewer = await invited({ sessionIds: [id] });
    await client.one(
      'external',
      'mutation ($input: ClaimReviewInput!) { claimReview(input: $input) { claimedUntil } }',
      {
        input: { sessionId: id },
      },
    );
    const missing = toGlobalId('ScenarioSession', uuidv7());
    const nothing = async (): Promise<void> => {
      expect(await queue()).toEqual([]);
      expect(await workspace(id)).toBeNull();
      const answers = (sessionId: string) => client.one('external', REVIEWED, { input: reviewOf(sessionId) });
      expect(await answers(id)).toEqual(await answers(missing));
    };
    const revoked = await client.one<Invited>('admin', REVOKE, { input: { externalReviewerId: reviewer } });
    expect(revoked.externalReviewer).toMatchObject({ active: false });
    await nothing();
    expect(
      (await client.one<Invited>('admin', REVOKE, { input: { externalReviewerId: reviewer } })).userErrors,
    ).toEqual([]);
    expect(await served.rows(agency, 'select 1 from review_queue where claimed_by is not null')).toEqual([]);
    const [member] = await served.rows(
      agency,
      `select m.state, p.state as principal from members m join principals p on p.id = m.id
      where m.family_name = 'Haddad'`,
    );
    expect(member).toEqual({ state: 'LEFT', principal: 'SUSPENDED' });

    const expiring = await invited({ sessionIds: [id], expiresAt: new Date(Date.now() + 1_500).toISOString() });
    // On the database's clock, which alone says when it is over.
    await served.rows(agency, 'select pg_sleep_until(expires_at) from external_reviewers order by id desc limit 1');
    await nothing();
    const late = await client.one<Invited>('admin', ASSIGN, {
      input: { externalReviewerId: expiring, sessionIds: [id], idempotencyKey: uuidv7() },
    });
    expect(late.userErrors).toMatchObject([{ code: 'EXPIRED', field: 'input.externalReviewerId' }]);
    const actions = await served.rows<{ action: string }>(
      agency,
      `select action from audit_entries where action like 'external-reviewer.%' order by id`,
    );
    expect(actions.map(({ action }) => action.split('.')[1])).toEqual([
      'invited',
      'assigned',
      'revoked',
      'invited',
      'assigned',
    ]);
  });

  it('is assigned a share of what nobody is at, the most pressing first', async () => {
    const all = [];
    for (const day of ['01', '02', '03']) {
      all.push(await served.graded(agency, { traineeId: agency.trainees[0], completedAt: `2026-03-${day}T15:00:00Z` }));
    }
    await client.one(
      'instructor',
      'mutation ($input: ClaimReviewInput!) { claimReview(input: $input) { claimedUntil } }',
      {
        input: { sessionId: all[0]!.id },
      },
    );
    await invited({ fromQueue: 1 });
    expect(await queue()).toEqual([all[1]!.id]);
    await invited({ fromQueue: 9 });
    expect(await queue()).toEqual([all[2]!.id]);
  });

  it('is invited by an admin, once, with nothing written where something is wrong', async () => {
    const { id } = await graded();
    const missing = toGlobalId('ScenarioSession', uuidv7());
    const practice = await served.graded(agency, { traineeId: agency.trainees[0], mode: 'PRACTICE' });
    const members = () => served.rows(agency, 'select id from members order by id');
    const before = await members();
    for (const [given, field] of [
      [{ expiresAt: '2020-01-01T00:00:00Z' }, 'input.expiresAt'],
      [{ expiresAt: '2099-01-01T00:00:00Z' }, 'input.expiresAt'],
      [{ email: 'nobody' }, 'input.email'],
      [{ email: ' ' }, 'input.email'],
      [{ organisation: ' ' }, 'input.organisation'],
      [{ sessionIds: [id, missing] }, 'input.sessionIds[1]'],
      [{ sessionIds: [practice.id] }, 'input.sessionIds[0]'],
    ] as const) {
      expect((await invite(given)).userErrors).toMatchObject([{ field }]);
    }
    expect(await members()).toEqual(before);
    const once = { idempotencyKey: uuidv7(), email: 'noor@outside.example', sessionIds: [id], expiresAt: tomorrow() };
    const answers = [await invite(once), await invite(once)];
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.externalReviewer).toMatchObject({ active: true, assigned: 1, reviewed: 0 });
    expect(await members()).toHaveLength(before.length + 1);
    for (const [query, input] of [
      [INVITE, { ...once, givenName: 'A', familyName: 'B', organisation: 'C', maySign: true }],
      [REVOKE, { externalReviewerId: answers[0]!.externalReviewer!.id }],
    ] as const) {
      const refused = await served.ask('instructor', query, { input });
      expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', scope: 'review:organise' });
    }
  });
});

const REVIEWED =
  'mutation ($input: SubmitReviewInput!) { submitReview(input: $input) { userErrors { code field message } } }';
