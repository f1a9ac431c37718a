import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { toGlobalId } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { proofSession } from '../src/grading/graded-session.queries.js';
import { queueForReview } from '../src/workspace/queued-proposals.queries.js';
import { reviewOf, scoringClient, type UserErrors } from './scoring-client.js';
import { scoringAgency, type ScoringAgency } from './scoring-agency.js';
import { serveScoring, type ServedScoring } from './serve-scoring.js';

interface Entry {
  sessionId: string;
  needs: string;
  claim: string;
}

const CLAIM = `mutation ($input: ClaimReviewInput!) { claimReview(input: $input) { claimedUntil userErrors { code field message } } }`;
const RELEASE = `mutation ($input: ReleaseReviewInput!) { releaseReview(input: $input) { released userErrors { code field message } } }`;

describe('the queue of reviewers', () => {
  let served: ServedScoring;
  let agency: ScoringAgency;
  let client: ReturnType<typeof scoringClient>;
  beforeAll(async () => {
    served = await serveScoring();
    client = scoringClient(served);
  });
  beforeEach(async () => {
    agency = await scoringAgency(served.db);
    agency.instructors.forEach((id, at) => served.tokens.set(`instructor-${at}`, () => agency.as(id)));
    served.tokens.set('trainee-0', () => agency.as(agency.trainees[0]));
    const other = await scoringAgency(served.db);
    served.tokens.set('other-instructor', () => other.as(other.instructors[0]));
  });
  afterAll(() => served.close());

  const queue = async (token: string, filter: Record<string, unknown> = {}): Promise<Entry[]> => {
    const { nodes } = await client.one<{ nodes: Entry[] }>(
      token,
      `query ($orgUnitId: ID, $scenarioId: ID, $waitingBefore: DateTime) {
        gradingQueue(first: 50, orgUnitId: $orgUnitId, scenarioId: $scenarioId, waitingBefore: $waitingBefore) {
          nodes { sessionId needs claim } } }`,
      filter,
    );
    return nodes;
  };
  const claim = (token: string, sessionId: string, minutes?: number) =>
    client.one<{ claimedUntil: string | null } & UserErrors>(token, CLAIM, { input: { sessionId, minutes } });
  const release = (token: string, sessionId: string) =>
    client.one<{ released: boolean | null } & UserErrors>(token, RELEASE, { input: { sessionId } });
  const waiting = (completedAt = '2026-03-02T15:00:00Z') =>
    served.graded(agency, { traineeId: agency.trainees[0], completedAt });
  /** A further grader's proposal, as its task would store it. */
  const propose = (sessionId: string, change: { criticalFails?: number; level?: number; grader?: string }) =>
    served.db.run(agency.as(agency.instructors[0]), async (tx) => {
      await tx.query(
        `insert into grades (agency_id, session_id, rubric_version_id, grader, grader_version, label, proposal, final, lowest_final,
           highest_final, abstained, critical_fails, digest)
         select agency_id, session_id, rubric_version_id, grader, $2, label, case when $3::int is null then proposal
           else jsonb_set(proposal, '{levels,0,level}', to_jsonb($3::int)) end, final, lowest_final, highest_final, abstained, $4, digest
         from grades where session_id = $1 limit 1`,
        [sessionId, change.grader ?? uuidv7(), change.level ?? null, change.criticalFails ?? 0],
      );
      const session = await proofSession(tx, agency.as(agency.instructors[0]).reach('grade:review'), sessionId, true);
      await queueForReview(tx, session!);
    });
  const audited = async (sessionId: string): Promise<string[]> =>
    (
      await served.rows<{ action: string }>(
        agency,
        `select action from audit_entries where entity_id = $1 and action like 'review.%' order by id`,
        sessionId,
      )
    ).map(({ action }) => action);

  it('has a possible critical fail before disagreement, and that before age, and tells none of it', async () => {
    const old = await waiting('2026-03-01T15:00:00Z');
    const apart = await waiting('2026-03-02T15:00:00Z');
    const failing = await waiting('2026-03-03T15:00:00Z');
    const level = await served.rows<{ level: number }>(
      agency,
      `select (proposal #>> '{levels,0,level}')::int as level from grades where session_id = $1`,
      apart.uuid,
    );
    await propose(apart.uuid, { level: (level[0]?.level ?? 0) >= 3 ? 0 : 5 });
    await propose(failing.uuid, { criticalFails: 1 });
    expect((await queue('instructor-0')).map(({ sessionId }) => sessionId)).toEqual([failing.id, apart.id, old.id]);
    const { pageInfo } = await client.one<{ pageInfo: { endCursor: string } }>(
      'instructor-0',
      '{ gradingQueue(first: 1) { pageInfo { endCursor } } }',
      {},
    );
    expect(Buffer.from(pageInfo.endCursor, 'base64url').toString()).toBe(JSON.stringify([failing.uuid]));
  });

  it('has what is decided no longer, and goes on behind it', async () => {
    const all = [];
    for (const day of ['01', '02', '03']) all.push(await waiting(`2026-03-${day}T15:00:00Z`));
    const page = (after: string | null, token = 'instructor-0') =>
      client.one<{ nodes: Entry[]; pageInfo: { endCursor: string } }>(
        token,
        'query ($after: String) { gradingQueue(first: 2, after: $after) { nodes { sessionId } pageInfo { endCursor } } }',
        { after },
      );
    const first = await page(null);
    await client.invalidate('instructor-1', { sessionId: all[1]!.id, reason: 'The player looped.' });
    expect((await page(first.pageInfo.endCursor)).nodes).toEqual([{ sessionId: all[2]!.id }]);
    // A place in another agency's queue is a place in none.
    expect((await page(first.pageInfo.endCursor, 'other-instructor')).nodes).toEqual([]);
    await client.submit('instructor-0', reviewOf(all[0]!.id));
    expect(await queue('instructor-0')).toMatchObject([{ needs: 'SIGNATURE' }, { needs: 'REVIEW' }]);
    await client.sign('instructor-0', { sessionId: all[0]!.id, reason: 'Agreed.' });
    expect((await queue('instructor-0')).map(({ sessionId }) => sessionId)).toEqual([all[2]!.id]);
    // Nor does a later proposal bring it back.
    await propose(all[0]!.uuid, { criticalFails: 3 });
    expect((await queue('instructor-0')).map(({ sessionId }) => sessionId)).toEqual([all[2]!.id]);
  });

  it('is narrowed by org unit and below, scenario and age', async () => {
    const { id } = await waiting('2026-03-02T15:00:00Z');
    const [above, below, aside] = [uuidv7(), uuidv7(), uuidv7()];
    for (const [unit, parent, name] of [
      [above, null, 'a'],
      [below, above, 'b'],
      [aside, null, 'c'],
    ]) {
      await served.rows(
        agency,
        `insert into org_units (agency_id, id, parent_id, name, kind) values (app.agency_id(), $1::uuid, nullif($2, '')::uuid, $3, 'PRECINCT')`,
        unit as string,
        parent ?? '',
        name as string,
      );
    }
    await served.rows(agency, 'update members set org_unit_id = $1 where id = $2', below, agency.trainees[0]);
    const [scenario] = await served.rows<{ id: string }>(agency, 'select id from scenarios');
    const shown = async (filter: object) => (await queue('instructor-0', filter as never)).length;
    expect(await shown({ orgUnitId: toGlobalId('OrgUnit', above) })).toBe(1);
    expect(await shown({ orgUnitId: toGlobalId('OrgUnit', aside) })).toBe(0);
    expect(await shown({ scenarioId: toGlobalId('Scenario', scenario!.id) })).toBe(1);
    expect(await shown({ scenarioId: toGlobalId('Scenario', uuidv7()) })).toBe(0);
    expect(await shown({ waitingBefore: '2026-03-02T15:00:01Z' })).toBe(1);
    expect(await shown({ waitingBefore: '2026-03-02T15:00:00Z' })).toBe(0);
    expect(id).toBeTruthy();
  });

  it('lets one of two who claim at once have the session, until they give it back', async () => {
    const { id, uuid } = await waiting();
    const both = await Promise.all(['instructor-0', 'instructor-1'].map((token) => claim(token, id)));
    expect(both.flatMap(({ userErrors }) => userErrors)).toEqual([
      expect.objectContaining({ code: 'CONFLICT', field: 'input.sessionId' }),
    ]);
    const [winner, loser] = both[0]!.claimedUntil ? [0, 1] : [1, 0];
    expect(await queue(`instructor-${winner}`)).toMatchObject([{ claim: 'MINE' }]);
    expect(await queue(`instructor-${loser}`)).toMatchObject([{ claim: 'OTHER' }]);
    // Again by the same is longer.
    const longer = await claim(`instructor-${winner}`, id, 120);
    expect(Date.parse(longer.claimedUntil!)).toBeGreaterThan(Date.parse(both[winner]!.claimedUntil!));
    expect((await release(`instructor-${loser}`, id)).userErrors).toEqual([]);
    expect((await claim(`instructor-${loser}`, id)).userErrors[0]?.code).toBe('CONFLICT');
    await release(`instructor-${winner}`, id);
    expect((await claim(`instructor-${loser}`, id)).userErrors).toEqual([]);
    expect(await audited(uuid)).toEqual(['review.claimed', 'review.claimed', 'review.released', 'review.claimed']);
  });

  it('lets go of a claim when its time is over on the database’s clock, and when the review is in', async () => {
    const { id, uuid } = await waiting();
    await claim('instructor-0', id);
    await served.rows(
      agency,
      `update review_queue set claimed_until = now() - interval '1 second' where session_id = $1`,
      uuid,
    );
    expect(await queue('instructor-1')).toMatchObject([{ claim: 'NONE' }]);
    expect((await claim('instructor-1', id)).userErrors).toEqual([]);
    await client.submit('instructor-1', reviewOf(id));
    expect(await queue('instructor-0')).toMatchObject([{ claim: 'NONE', needs: 'REVIEW' }]);
    expect((await claim('instructor-1', id)).userErrors[0]?.code).toBe('WRONG_STATE');
  });

  it('lets nobody claim what is their own, another agency’s, or without the scope', async () => {
    const { id } = await served.graded(agency, { traineeId: agency.instructors[1] });
    expect((await claim('instructor-1', id)).userErrors[0]?.code).toBe('NOT_ALLOWED');
    const missing = toGlobalId('ScenarioSession', uuidv7());
    for (const change of [claim, release]) {
      expect(await change('other-instructor', id)).toEqual(await change('other-instructor', missing));
    }
    const refused = await served.ask('trainee-0', CLAIM, { input: { sessionId: id } });
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', scope: 'grade:review' });
    const malformed = await served.ask('instructor-0', CLAIM, { input: { sessionId: id, minutes: 1 } });
    expect(malformed.errors?.[0]?.extensions?.code).toBe('BAD_INPUT');
    expect(await served.rows(agency, 'select claimed_by from review_queue where claimed_by is not null')).toEqual([]);
  });
});
