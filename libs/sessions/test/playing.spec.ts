import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AgenciesModule } from '#agencies';
import { CurriculaModule } from '#curricula';
import { IdentityModule } from '#identity';
import { encodeCursor, TenantDb, toGlobalId } from '#platform';
import { testApp, until, type GraphqlClient, type TestApp } from '#testing';
import { TraineesModule } from '#trainees';
import { v7 as uuidv7 } from 'uuid';
import { SessionsModule } from '../src/index.js';
import { CompletionsModule, timesCompleted } from './completions.js';
import { sessionAgency, type SessionAgency } from './session-agency.js';
import { readsOf } from './watched-db.js';

interface Turn {
  id: string;
  number: number;
  speaker: string;
  text: string;
  provenance: { engine: string; label: string } | null;
}
interface Session {
  id: string;
  state: string;
  endReason: string | null;
  outcomePath: string | null;
  turns: { nodes: Turn[] };
}
interface Answer {
  session: Session | null;
  turn?: Turn | null;
  userErrors: { code: string; field: string | null }[];
}

const SESSION = `id state endReason outcomePath mode origin engineLabel
  turns(first: 100) { nodes { id number speaker text provenance { engine label stress } } }`;
const mutation = (name: string, selection = `session { ${SESSION} }`): string =>
  `mutation($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${selection} userErrors { code field message } } }`;
const SAY = mutation('say', `session { ${SESSION} } turn { id number speaker text provenance { engine } }`);
const ONE = `query($id: ID!) { session(id: $id) { ${SESSION} } }`;
const LIST = `query($first: Int!, $after: String, $of: ID) { scenarioSessions(first: $first, after: $after, traineeId: $of) {
  nodes { ${SESSION} } pageInfo { hasNextPage endCursor } } }`;

describe('a session through the API', () => {
  let app: TestApp;
  let agency: SessionAgency;
  let other: SessionAgency;
  let trainee: GraphqlClient;
  let second: GraphqlClient;
  let both: GraphqlClient;
  let admin: GraphqlClient;
  let instructor: GraphqlClient;
  let stranger: GraphqlClient;
  beforeAll(async () => {
    const contexts = [IdentityModule, AgenciesModule, CurriculaModule, TraineesModule, SessionsModule];
    const modules = [...contexts, CompletionsModule];
    app = await testApp({ modules, worker: modules });
    agency = await sessionAgency(app.get(TenantDb));
    other = await sessionAgency(app.get(TenantDb));
    const as = async ({ agencyId }: SessionAgency, memberId: string): Promise<GraphqlClient> =>
      app.as((await app.tokens.issueMemberToken(agencyId, memberId)).accessToken);
    trainee = await as(agency, agency.trainees[0]);
    second = await as(agency, agency.trainees[1]);
    both = await as(agency, agency.trainees[2]);
    admin = await as(agency, agency.adminId);
    instructor = await as(agency, agency.instructorId);
    stranger = await as(other, other.adminId);
  });
  afterAll(() => app?.stop());

  const change = async (client: GraphqlClient, document: string, input: Record<string, unknown>): Promise<Answer> => {
    const answer = await client.ask(document, { input });
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
    return Object.values(answer.data ?? {})[0] as Answer;
  };
  const practice = async (client = trainee): Promise<string> => {
    const { session } = await change(client, mutation('startPractice'), {
      scenarioVersionId: toGlobalId('ScenarioVersion', agency.scenarioVersionId),
      rubricVersionId: toGlobalId('RubricVersion', agency.rubricVersionId),
      idempotencyKey: uuidv7(),
    });
    return session?.id ?? '';
  };
  const proof = async (): Promise<string> => {
    const assignmentId = await agency.assign(agency.trainees[0], 'PROOF');
    const input = { assignmentId: toGlobalId('Assignment', assignmentId), idempotencyKey: uuidv7() };
    return (await change(trainee, mutation('startSession'), input)).session?.id ?? '';
  };
  const read = (client: GraphqlClient, id: string) => client.done<Session | null>(ONE, { id });
  /** Says a line and waits for the answer. @returns the session then */
  const exchange = async (sessionId: string, text: string, client = trainee): Promise<Session> => {
    const { turn, userErrors } = await change(client, SAY, { sessionId, text, clientKey: uuidv7() });
    expect(userErrors).toEqual([]);
    return until('the answer', async () => {
      const session = await read(client, sessionId);
      return session && session.turns.nodes.length > (turn?.number ?? 0) ? session : null;
    });
  };
  const uuidOf = (globalId: string): string => Buffer.from(globalId, 'base64url').toString().split(':')[1] as string;

  it('is played to an ending of the scenario, in practice as in proof, and completed once by the worker', async () => {
    for (const sessionId of [await practice(), await proof()]) {
      let session = await exchange(sessionId, 'Good evening.');
      for (let line = 1; session.state === 'OPEN' && line < 40; line += 1) {
        session = await exchange(
          sessionId,
          `Shut up and get out of the car now or I will drag you out, number ${line}!`,
        );
      }
      expect(session).toMatchObject({ state: 'COMPLETED', endReason: 'OUTCOME', outcomePath: expect.any(String) });
      const { nodes } = session.turns;
      expect(nodes.map(({ number }) => number)).toEqual(nodes.map((_, index) => index + 1));
      expect(nodes.map(({ speaker }) => speaker)).toEqual(
        nodes.map((_, index) => (index % 2 === 0 ? 'OFFICER' : 'CIVILIAN')),
      );
      expect(nodes[0]?.provenance).toBeNull();
      expect(nodes[1]?.provenance).toMatchObject({
        engine: 'SCRIPTED',
        label: expect.stringContaining('not a language'),
      });
      expect(await timesCompleted(agency, uuidOf(sessionId))).toBe(1);
      const late = await change(trainee, SAY, { sessionId, text: 'Hello?', clientKey: 'late' });
      expect(late).toMatchObject({ session: null, turn: null, userErrors: [{ code: 'WRONG_STATE' }] });
      const again = await change(trainee, mutation('completeSession'), { sessionId });
      expect(again.session).toMatchObject({ state: 'COMPLETED', endReason: 'OUTCOME' });
    }
  });

  it('shows practice to its trainee and to nobody else, by any way there is', async () => {
    const sessionId = await practice();
    const turnId = (await exchange(sessionId, 'Hello.')).turns.nodes[0]?.id ?? '';
    const own = await practice(both);
    await exchange(own, 'Hello.', both);
    const node = 'query($id: ID!) { node(id: $id) { id } }';
    const listed = async (client: GraphqlClient, of: string | null = null): Promise<string[]> =>
      (await client.done<{ nodes: { id: string }[] }>(LIST, { first: 100, of })).nodes.map(({ id }) => id);
    const of = toGlobalId('Member', agency.trainees[0]);
    expect(await listed(trainee)).toContain(sessionId);
    expect(await trainee.done(node, { id: turnId })).toEqual({ id: turnId });
    for (const client of [second, both, admin, instructor, stranger]) {
      expect(await read(client, sessionId)).toBeNull();
      for (const id of [sessionId, turnId]) expect(await client.done(node, { id })).toBeNull();
      for (const ids of [await listed(client), await listed(client, of)]) expect(ids).not.toContain(sessionId);
    }
    // Somebody with two roles still has practice of their own.
    expect(await listed(both)).toContain(own);
    expect((await read(both, own))?.turns.nodes).toHaveLength(2);
  });

  it('shows a proof session to its trainee and the agency, and to no other trainee or agency', async () => {
    const sessionId = await proof();
    const { nodes } = (await exchange(sessionId, 'Hello.')).turns;
    for (const client of [trainee, admin, instructor, both]) {
      expect((await read(client, sessionId))?.turns.nodes).toEqual(nodes);
    }
    for (const client of [second, stranger]) {
      expect(await read(client, sessionId)).toBeNull();
      expect(await read(client, toGlobalId('ScenarioSession', uuidv7()))).toBeNull();
      const node = await client.done('query($id: ID!) { node(id: $id) { id } }', { id: nodes[0]?.id });
      expect(node).toBeNull();
    }
  });

  it('is polled in two statements, and a list with its turns in two as well', async () => {
    const sessionId = await proof();
    const db = app.get(TenantDb);
    expect(await readsOf(db, () => read(trainee, sessionId))).toBe(2);
    expect(await readsOf(db, () => trainee.done(LIST, { first: 50 }))).toBe(2);
  });

  it('pages newest first, and the turns of each session from its first', async () => {
    const ids = [await practice(second), await practice(second), await practice(second)];
    const first = await second.done<{ nodes: Session[]; pageInfo: { hasNextPage: boolean; endCursor: string } }>(LIST, {
      first: 2,
    });
    expect(first.nodes.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    const next = await second.done<{ nodes: Session[] }>(LIST, { first: 1, after: first.pageInfo.endCursor });
    expect(next.nodes.map(({ id }) => id)).toEqual([ids[0]]);
    await exchange(ids[0] as string, 'Hello.', second);
    const turns = (page: string) =>
      second.done<{ turns: { nodes: { number: number }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } }>(
        `query($id: ID!) { session(id: $id) { turns(${page}) { nodes { number } pageInfo { hasNextPage endCursor } } } }`,
        { id: ids[0] },
      );
    const { pageInfo, nodes } = (await turns('first: 1')).turns;
    expect([nodes, pageInfo.hasNextPage]).toEqual([[{ number: 1 }], true]);
    expect((await turns(`first: 1, after: "${pageInfo.endCursor}"`)).turns.nodes).toEqual([{ number: 2 }]);
    for (const forged of [0.5, -1, 1e300]) {
      const answer = await second.ask(
        `query($id: ID!, $after: String) { session(id: $id) { turns(first: 1, after: $after) { nodes { number } } } }`,
        { id: ids[0], after: encodeCursor([forged]) },
      );
      expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', fields: [{ field: 'after' }] });
    }
  });

  it('names the field of every malformed, oversized or foreign input, and writes nothing', async () => {
    const sessionId = await practice();
    const before = await agency.rows('select count(*) from turns');
    const foreign = toGlobalId('ScenarioSession', uuidv7());
    const say = { sessionId, text: 'Hello.', clientKey: 'a' };
    const start = { assignmentId: 'x', idempotencyKey: 'a' };
    const cases: [string, Record<string, unknown>, string][] = [
      [SAY, { ...say, sessionId: 'x' }, 'input.sessionId'],
      [SAY, { ...say, sessionId: toGlobalId('Turn', uuidv7()) }, 'input.sessionId'],
      [SAY, { ...say, sessionId: 'x'.repeat(9_000) }, 'input.sessionId'],
      [SAY, { ...say, sessionId: foreign }, 'input.sessionId'],
      [SAY, { ...say, text: '' }, 'input.text'],
      [SAY, { ...say, text: 'x'.repeat(4_001) }, 'input.text'],
      [SAY, { ...say, text: 'x'.repeat(90_000) }, 'input.text'],
      [SAY, { ...say, text: 'a\u0000b' }, 'input.text'],
      [SAY, { ...say, clientKey: '' }, 'input.clientKey'],
      [SAY, { ...say, clientKey: 'x'.repeat(201) }, 'input.clientKey'],
      [SAY, { ...say, clientKey: 'a\u0000' }, 'input.clientKey'],
      [mutation('completeSession'), { sessionId: 'x' }, 'input.sessionId'],
      [mutation('completeSession'), { sessionId: foreign }, 'input.sessionId'],
      [mutation('startSession'), start, 'input.assignmentId'],
      [mutation('startSession'), { ...start, idempotencyKey: 'x'.repeat(201) }, 'input.idempotencyKey'],
      [mutation('startSession'), { ...start, assignmentId: toGlobalId('Assignment', uuidv7()) }, 'input.assignmentId'],
      [
        mutation('startPractice'),
        { scenarioVersionId: 'x', rubricVersionId: 'x', idempotencyKey: 'a' },
        'input.scenarioVersionId',
      ],
      [
        mutation('startPractice'),
        {
          scenarioVersionId: toGlobalId('ScenarioVersion', other.scenarioVersionId),
          rubricVersionId: toGlobalId('RubricVersion', agency.rubricVersionId),
          idempotencyKey: 'a',
        },
        'input.scenarioVersionId',
      ],
    ];
    for (const [document, input, field] of cases) {
      const answer = await trainee.ask(document, { input });
      const root = Object.values(answer.data ?? {})[0] as Answer | null | undefined;
      const named = [
        ...(root?.userErrors ?? []).map((error) => error.field),
        ...(answer.errors?.[0]?.extensions?.fields ?? []).map((error) => error.field),
      ];
      expect({ input, named }).toEqual({ input, named: [field] });
    }
    expect(await agency.rows('select count(*) from turns')).toEqual(before);
  });

  it('cannot be played by who only reads, nor read without a token', async () => {
    const sessionId = await proof();
    for (const client of [admin, instructor]) {
      const answer = await client.ask(SAY, { input: { sessionId, text: 'Hello.', clientKey: 'a' } });
      expect(answer.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    }
    expect((await app.as(null).ask(ONE, { id: sessionId })).errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });
});
