import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { IdentityModule } from '#identity';
import { Actor, fromGlobalId, TenantDb, toGlobalId } from '#platform';
import { storedRows, testApp, type GraphqlClient, type StoredRows, type TestApp } from '#testing';
import { v7 as uuidv7 } from 'uuid';
import { AgenciesModule } from '../agencies.module.js';

const PROVISION = `mutation($input: ProvisionAgencyInput!) { provisionAgency(input: $input) { agencyId adminId userErrors { code } } }`;
const CREATE = `mutation($input: CreateMemberInput!) { createMember(input: $input) { member { id } userErrors { code } } }`;
const LIST =
  '{ stuckTasks(first: 10) { nodes { id name input attempts crashes lastError since addedAt } pageInfo { hasNextPage } } }';
const RETRY = `mutation($input: RetryStuckTaskInput!) { retryStuckTask(input: $input) { stuckTaskId userErrors { code field message } } }`;
const DISCARD = `mutation($input: DiscardStuckTaskInput!) { discardStuckTask(input: $input) { stuckTaskId userErrors { code field message } } }`;

interface Listed {
  nodes: { id: string; name: string; input: string; attempts: number; crashes: number; lastError: string | null }[];
}
interface Decided {
  stuckTaskId: string | null;
  userErrors: { code: string; field: string; message: string }[];
}
interface Row {
  state: string;
  attempts: number;
  crashes: number;
  stuck_at: Date | null;
  last_error: string | null;
  due: boolean;
}

describe('stuck tasks', () => {
  let app: TestApp;
  let rows: StoredRows;
  let mine: { agencyId: string; admin: GraphqlClient; instructor: GraphqlClient };
  let other: typeof mine;
  let stuck: string;

  beforeAll(async () => {
    app = await testApp({ modules: [IdentityModule, AgenciesModule] });
    rows = await storedRows(app.database.superuserUrl);
    mine = await newAgency('mine');
    other = await newAgency('other');
  });
  beforeEach(async () => {
    await inAgency(mine.agencyId, 'delete from tasks');
    stuck = await addStuck(mine.agencyId);
  });
  afterAll(async () => {
    await rows.close();
    await app.stop();
  });

  const inAgency = <R>(agencyId: string, sql: string, parameters: unknown[] = []): Promise<R[]> => {
    const actor = new Actor({ agencyId, principalId: uuidv7(), kind: 'TASK', scopes: new Map(), requestId: 'test' });
    return app.get(TenantDb).run(actor, (tx) => tx.query<R>(sql, parameters as string[]));
  };
  async function newAgency(slug: string): Promise<typeof mine> {
    const operator = app.as((await app.tokens.issueOperatorToken('test operator')).accessToken);
    const made = await operator.done<{ agencyId: string; adminId: string }>(PROVISION, {
      input: {
        idempotencyKey: slug,
        slug,
        name: 'Springfield Police Department',
        timezone: 'America/New_York',
        stateCode: 'GA',
        admin: { givenName: 'Ada', familyName: 'Stone' },
      },
    });
    const agencyId = fromGlobalId('Agency', made.agencyId, 'id');
    const clientOf = async (id: string): Promise<GraphqlClient> =>
      app.as((await app.tokens.issueMemberToken(agencyId, fromGlobalId('Member', id, 'id'))).accessToken);
    const admin = await clientOf(made.adminId);
    const { member } = await admin.done<{ member: { id: string } }>(CREATE, {
      input: { idempotencyKey: uuidv7(), givenName: 'Luis', familyName: 'Ortega', roles: ['INSTRUCTOR'] },
    });
    return { agencyId, admin, instructor: await clientOf(member.id) };
  }
  async function addStuck(agencyId: string, state = 'POISON'): Promise<string> {
    const id = uuidv7();
    await inAgency(
      agencyId,
      `insert into tasks (agency_id, id, name, payload, priority, state, stuck_at, attempts, crashes, last_error, due_at)
       values ($1, $2, 'grade-session', '{"sessionId": "s-1"}', 50, $3, case when $3 = 'POISON' then now() end, 9, 1,
         'UNAVAILABLE: try again', now() + interval '1 hour')`,
      [agencyId, id, state],
    );
    return toGlobalId('StuckTask', id);
  }
  const task = async (): Promise<Row | undefined> =>
    (
      await inAgency<Row>(
        mine.agencyId,
        'select state, attempts, crashes, stuck_at, last_error, due_at <= now() as due from tasks',
      )
    )[0];
  const trail = (): Promise<{ action: string; details: Record<string, unknown> }[]> =>
    inAgency(mine.agencyId, `select action, details from audit_entries where entity_id = $1 order by id`, [
      fromGlobalId('StuckTask', stuck, 'id'),
    ]);
  const retry = (client: GraphqlClient, stuckTaskId: string, idempotencyKey = uuidv7()): Promise<Decided> =>
    decided(client, RETRY, { stuckTaskId, idempotencyKey });
  const decided = async (client: GraphqlClient, mutation: string, input: object): Promise<Decided> =>
    Object.values((await client.ask(mutation, { input })).data ?? {})[0] as Decided;

  it('are shown to an admin with their input, and only while they wait', async () => {
    await addStuck(mine.agencyId, 'READY');
    const { nodes } = await mine.admin.done<Listed>(LIST);
    expect(nodes).toEqual([
      expect.objectContaining({
        id: stuck,
        name: 'grade-session',
        input: '{"sessionId":"s-1"}',
        attempts: 9,
        crashes: 1,
        lastError: 'UNAVAILABLE: try again',
      }),
    ]);
    expect((await other.admin.done<Listed>(LIST)).nodes).toEqual([]);
  });

  it('are tried again from the start, at once, on record, and a repeat changes nothing more', async () => {
    const key = uuidv7();
    const answer = await retry(mine.admin, stuck, key);
    expect(answer).toEqual({ stuckTaskId: stuck, userErrors: [] });
    expect(await task()).toEqual({
      state: 'READY',
      attempts: 0,
      crashes: 0,
      stuck_at: null,
      last_error: null,
      due: true,
    });
    const before = await rows.all();
    expect(await retry(mine.admin, stuck, key)).toEqual(answer);
    expect(await rows.all()).toEqual(before);
    expect(await trail()).toEqual([
      { action: 'stuck-task.retried', details: expect.objectContaining({ name: 'grade-session', attempts: 9 }) },
    ]);
  });

  it('are given up with a reason, and the trail keeps what they carried', async () => {
    const input = { stuckTaskId: stuck, reason: ' the session was a demonstration ', idempotencyKey: uuidv7() };
    expect(await decided(mine.admin, DISCARD, input)).toEqual({ stuckTaskId: stuck, userErrors: [] });
    expect(await task()).toBeUndefined();
    expect(await trail()).toEqual([
      {
        action: 'stuck-task.discarded',
        details: expect.objectContaining({ input: { sessionId: 's-1' }, reason: 'the session was a demonstration' }),
      },
    ]);
  });

  it('are given up by one of two admins who decide at the same time', async () => {
    const answers = await Promise.all([
      retry(mine.admin, stuck),
      decided(mine.admin, DISCARD, { stuckTaskId: stuck, reason: 'no', idempotencyKey: uuidv7() }),
    ]);
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    expect(answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['NOT_FOUND']);
    expect(await trail()).toHaveLength(1);
  });

  it('of another agency, running ones and those that never were get one answer, and nothing is written', async () => {
    const running = await addStuck(mine.agencyId, 'READY');
    const foreign = await addStuck(other.agencyId);
    const before = await rows.all();
    const never = await retry(mine.admin, toGlobalId('StuckTask', uuidv7()));
    expect(never.userErrors).toEqual([
      { code: 'NOT_FOUND', field: 'input.stuckTaskId', message: 'no such stuck task' },
    ]);
    expect(await retry(mine.admin, foreign)).toEqual(never);
    expect(await retry(mine.admin, running)).toEqual(never);
    const input = { stuckTaskId: foreign, reason: 'mine', idempotencyKey: uuidv7() };
    expect(await decided(mine.admin, DISCARD, input)).toEqual(never);
    const blank = { stuckTaskId: stuck, reason: '  ', idempotencyKey: uuidv7() };
    expect((await decided(mine.admin, DISCARD, blank)).userErrors).toMatchObject([
      { code: 'INVALID', field: 'input.reason' },
    ]);
    expect(await rows.all()).toEqual(before);
  });

  it('are nobody else’s business: an instructor is refused before any id is looked at', async () => {
    const answers = await Promise.all([
      mine.instructor.ask(LIST),
      mine.instructor.ask(RETRY, { input: { stuckTaskId: stuck, idempotencyKey: 'k' } }),
      mine.instructor.ask(DISCARD, { input: { stuckTaskId: 'nonsense', reason: 'r', idempotencyKey: 'k' } }),
    ]);
    expect(answers.map(({ errors }) => errors?.[0]?.extensions?.code)).toEqual(Array(3).fill('FORBIDDEN'));
    expect((await task())?.state).toBe('POISON');
  });
});
