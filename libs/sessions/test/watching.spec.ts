import { AgenciesModule } from '#agencies';
import { CurriculaModule } from '#curricula';
import { IdentityModule } from '#identity';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Live, TenantDb, toGlobalId } from '#platform';
import {
  testApp,
  until,
  type GraphqlAnswer,
  type GraphqlClient,
  type TestApp,
  type WatchedSubscription,
} from '#testing';
import { TraineesModule } from '#trainees';
import { v7 as uuidv7 } from 'uuid';
import { SessionsModule } from '../src/index.js';
import { CompletionsModule } from './completions.js';
import { sessionAgency, type SessionAgency } from './session-agency.js';

interface Progress {
  turn: { number: number; speaker: string; text: string } | null;
  session: { id: string; state: string; turns?: { nodes: { number: number }[] } };
}

const WATCH = `subscription($id: ID!, $after: Int) { sessionProgressed(sessionId: $id, afterTurn: $after) {
  turn { number speaker text } session { id state turns(first: 100) { nodes { number } } } } }`;
const START = `mutation($input: StartPracticeInput!) { startPractice(input: $input) { session { id } userErrors { field } } }`;
const PROOF = `mutation($input: StartSessionInput!) { startSession(input: $input) { session { id } userErrors { field } } }`;
const SAY = `mutation($input: SayInput!) { say(input: $input) { turn { number } userErrors { code } } }`;
const COMPLETE = `mutation($input: CompleteSessionInput!) { completeSession(input: $input) { session { id } userErrors { code } } }`;

describe('a session that is watched', () => {
  let app: TestApp;
  let agency: SessionAgency;
  let trainee: GraphqlClient;
  let second: GraphqlClient;
  let instructor: GraphqlClient;
  let stranger: GraphqlClient;
  const watched: WatchedSubscription[] = [];

  beforeAll(async () => {
    const modules = [
      IdentityModule,
      AgenciesModule,
      CurriculaModule,
      TraineesModule,
      SessionsModule,
      CompletionsModule,
    ];
    app = await testApp({ modules, worker: modules });
    agency = await sessionAgency(app.get(TenantDb));
    const other = await sessionAgency(app.get(TenantDb));
    const as = async ({ agencyId }: SessionAgency, memberId: string): Promise<GraphqlClient> =>
      app.as((await app.tokens.issueMemberToken(agencyId, memberId)).accessToken);
    trainee = await as(agency, agency.trainees[0]);
    second = await as(agency, agency.trainees[1]);
    instructor = await as(agency, agency.instructorId);
    stranger = await as(other, other.adminId);
  });
  afterAll(async () => {
    await Promise.all(watched.map((one) => one.stop()));
    await app?.stop();
  });

  const practice = async (): Promise<string> => {
    const input = {
      scenarioVersionId: toGlobalId('ScenarioVersion', agency.scenarioVersionId),
      rubricVersionId: toGlobalId('RubricVersion', agency.rubricVersionId),
      idempotencyKey: uuidv7(),
    };
    return (await trainee.done<{ session: { id: string } }>(START, { input })).session.id;
  };
  const proof = async (): Promise<string> => {
    const assignmentId = toGlobalId('Assignment', await agency.assign(agency.trainees[0], 'PROOF'));
    const input = { assignmentId, idempotencyKey: uuidv7() };
    return (await trainee.done<{ session: { id: string } }>(PROOF, { input })).session.id;
  };
  const watch = (client: GraphqlClient, id: string, after?: number): WatchedSubscription => {
    const subscription = client.watch(WATCH, { id, after });
    watched.push(subscription);
    return subscription;
  };
  const progress = (events: readonly GraphqlAnswer[]): Progress[] =>
    events.map((event) => event.data?.['sessionProgressed'] as Progress);
  const numbers = (events: readonly GraphqlAnswer[]): (number | null)[] =>
    progress(events).map(({ turn }) => turn?.number ?? null);
  const say = (sessionId: string, text: string): Promise<unknown> =>
    trainee.done(SAY, { input: { sessionId, text, clientKey: uuidv7() } });
  /** Says a line and waits until this viewer has the answer too. */
  const exchange = async (sessionId: string, viewer: WatchedSubscription): Promise<void> => {
    const before = viewer.events.length;
    await say(sessionId, 'It sounds like you have had a hard day.');
    await viewer.first(before + 2);
  };

  it('tells its trainee and an instructor each turn in order and once, then its end', async () => {
    const sessionId = await proof();
    const viewers = [watch(trainee, sessionId), watch(instructor, sessionId)] as const;
    for (let line = 0; line < 3; line += 1) await exchange(sessionId, viewers[0]);
    await trainee.done(COMPLETE, { input: { sessionId } });
    for (const viewer of viewers) {
      expect(await viewer.ended()).toEqual({ errors: null, closed: null });
      expect(numbers(viewer.events)).toEqual([1, 2, 3, 4, 5, 6, null]);
      expect(progress(viewer.events).map(({ turn }) => turn?.speaker)).toEqual(
        [...Array<string[]>(3).fill(['OFFICER', 'CIVILIAN']), [undefined]].flat(),
      );
      expect(progress(viewer.events).at(-1)?.session).toMatchObject({ id: sessionId, state: 'COMPLETED' });
    }
  });

  it('goes on after the last turn that a viewer has, and ends at once when there is nothing left to tell', async () => {
    const sessionId = await practice();
    const first = watch(trainee, sessionId);
    await exchange(sessionId, first);
    await first.stop();
    await exchange(sessionId, watch(trainee, sessionId, 2));
    const late = watch(trainee, sessionId, 1);
    expect(numbers(await late.first(3))).toEqual([2, 3, 4]);
    await trainee.done(COMPLETE, { input: { sessionId } });
    await late.ended();
    const after = watch(trainee, sessionId, 4);
    expect(await after.ended()).toEqual({ errors: null, closed: null });
    expect(numbers(after.events)).toEqual([null]);
  });

  it('is announced when the officer speaks, the civilian answers and the trainee completes', async () => {
    const sessionId = await practice();
    let announced = 0;
    const uuid = Buffer.from(sessionId, 'base64url').toString().split(':')[1] as string;
    const stop = await app.get(Live).subscribe(agency.agencyId, `session:${uuid}`, ({ turn }) => {
      if (turn === undefined) announced += 1;
    });
    await say(sessionId, 'Hello.');
    await until('turn and answer to be announced', async () => (announced === 2 ? true : null));
    await trainee.done(COMPLETE, { input: { sessionId } });
    await until('the end to be announced', async () => (announced === 3 ? true : null));
    stop();
  });

  it('reaches a viewer although every announcement is lost, because the viewer looks again', async () => {
    const sessionId = await practice();
    const viewer = watch(trainee, sessionId);
    const db = app.get(TenantDb);
    await until('the viewer to listen', async () => (app.get(Live).topicCount > 0 ? true : null));
    await db.run(agency.actor(agency.trainees[0], 'TRAINEE'), (tx) =>
      tx.query(
        `insert into turns (agency_id, session_id, number, speaker, text) select agency_id, id, 1, 'OFFICER', 'Hello.'
         from scenario_sessions where id = $1`,
        [Buffer.from(sessionId, 'base64url').toString().split(':')[1]],
      ),
    );
    expect(numbers(await viewer.first(1))).toEqual([1]);
  });

  it('shows the moment of each event in all that is asked of it', async () => {
    const sessionId = await practice();
    const viewer = watch(trainee, sessionId);
    for (let line = 0; line < 2; line += 1) await exchange(sessionId, viewer);
    for (const { turn, session } of progress(viewer.events)) {
      expect(session.turns?.nodes.map(({ number }) => number)).toContain(turn?.number);
    }
    expect(progress(viewer.events).at(-1)?.session.turns?.nodes).toHaveLength(4);
  });

  it('cannot be watched by another trainee or agency, who cannot tell it from one that never was', async () => {
    const sessionIds = [await practice(), await proof()];
    for (const sessionId of sessionIds) await say(sessionId, 'Hello.');
    const refusal = async (client: GraphqlClient, id: string): Promise<unknown> => {
      const viewer = watch(client, id);
      const { errors } = await viewer.ended();
      expect(viewer.events).toEqual([]);
      return errors?.map(({ extensions, ...error }) => ({ ...error, extensions: { ...extensions, requestId: '' } }));
    };
    for (const client of [second, stranger]) {
      const missing = await refusal(client, toGlobalId('ScenarioSession', uuidv7()));
      expect(missing).toMatchObject([
        { extensions: { code: 'BAD_INPUT', reason: 'NOT_FOUND', fields: [{ field: 'sessionId' }] } },
      ]);
      for (const id of sessionIds) expect(await refusal(client, id)).toEqual(missing);
    }
    expect(await refusal(instructor, sessionIds[0] as string)).toMatchObject([{ extensions: { reason: 'NOT_FOUND' } }]);
  });

  it('names what was wrong with an input', async () => {
    const sessionId = await practice();
    for (const [id, after, field] of [
      ['x', 0, 'sessionId'],
      [toGlobalId('Turn', uuidv7()), 0, 'sessionId'],
      [sessionId, -1, 'afterTurn'],
      [sessionId, 1_001, 'afterTurn'],
    ] as const) {
      const { errors } = await watch(trainee, id, after).ended();
      expect(errors).toMatchObject([{ extensions: { fields: [{ field }] } }]);
    }
  });

  it('leaves nothing behind when its viewers have gone', async () => {
    const sessionId = await practice();
    const viewers = [watch(trainee, sessionId), watch(trainee, sessionId)];
    await exchange(sessionId, viewers[0] as WatchedSubscription);
    await Promise.all(watched.map((one) => one.stop()));
    await until('every topic to be let go', async () => (app.get(Live).topicCount === 0 ? true : null));
  });
});
