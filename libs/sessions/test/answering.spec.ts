import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AgenciesModule } from '#agencies';
import { CurriculaModule } from '#curricula';
import { IdentityModule } from '#identity';
import { Actor, Events, Live, SCOPES, Tasks, TenantDb, type Reach, type Scope } from '#platform';
import { PersonaEngines } from '#slm';
import { testApp, until, type TestApp } from '#testing';
import { TraineesModule } from '#trainees';
import { v7 as uuidv7 } from 'uuid';
import { invalidateSession, SessionsModule } from '../src/index.js';
import { playTurn } from '../src/play-turn.js';
import { PlayTurnTask } from '../src/play-turn.task.js';
import { PinnedVersions } from '../src/pinned-versions.js';
import { SessionService } from '../src/session.service.js';
import { CompletionsModule, timesCompleted } from './completions.js';
import { sessionAgency, type SessionAgency } from './session-agency.js';
import { watchedDb, type WatchedDb } from './watched-db.js';

const EVERYTHING = new Map(Object.keys(SCOPES).map((scope) => [scope as Scope, 'AGENCY' as Reach]));

describe('the civilian’s answer', () => {
  let app: TestApp;
  let agency: SessionAgency;
  let service: SessionService;
  let task: PlayTurnTask;
  let db: WatchedDb;
  let closeDb: () => Promise<void>;
  beforeAll(async () => {
    const contexts = [IdentityModule, AgenciesModule, CurriculaModule, TraineesModule, SessionsModule];
    app = await testApp({ modules: [...contexts, CompletionsModule] });
    agency = await sessionAgency(app.get(TenantDb));
    service = app.get(SessionService);
    ({ db, close: closeDb } = await watchedDb(app.database));
    task = new PlayTurnTask(
      db,
      app.get(Tasks),
      app.get(Events),
      app.get(Live),
      app.get(PersonaEngines),
      app.get(PinnedVersions),
    );
  });
  afterAll(async () => {
    await closeDb?.();
    await app?.stop();
  });
  beforeEach(() => {
    db.cutAfter = null;
    CompletionsModule.failing = false;
  });

  const trainee = () => agency.actor(agency.trainees[0], 'TRAINEE');
  /** A session whose first turn waits for its answer. */
  const asked = async (text = 'Good evening. How are you?'): Promise<string> => {
    const { scenarioVersionId, rubricVersionId } = agency;
    const input = { scenarioVersionId, rubricVersionId, idempotencyKey: uuidv7() };
    const { id } = await service.startPractice(trainee(), input);
    await service.say(trainee(), { sessionId: id, text, clientKey: 'a' });
    return id;
  };
  const taskOf = async (sessionId: string): Promise<string> => {
    const [row] = await agency.rows<{ id: string }>(
      `select id from tasks where name = 'play-turn' and payload ->> 'sessionId' = $1`,
      [sessionId],
    );
    return row?.id ?? '';
  };
  /** What a worker does that holds the task's lease. */
  const work = (sessionId: string, taskId: string, token = '0', number = 1, by = task): Promise<void> => {
    const lease = { taskId, token, attempt: 1, signal: new AbortController().signal };
    return by.handle(Actor.task(agency.agencyId, taskId, EVERYTHING), { sessionId, number }, lease);
  };
  const stored = (sessionId: string) =>
    agency.rows<{ number: number; speaker: string; provenance: { seed: number; engine: string } | null }>(
      'select number, speaker, provenance from turns where session_id = $1 order by number',
      [sessionId],
    );
  const speakers = async (sessionId: string) => (await stored(sessionId)).map(({ speaker }) => speaker);
  const stateOf = async (sessionId: string) =>
    (
      await agency.rows<{ state: string; reason: string }>(
        'select state, end_reason as reason from scenario_sessions where id = $1',
        [sessionId],
      )
    )[0];

  /** Does `meanwhile` where the engine works: between the two transactions of the task. */
  const engine = async (sessionId: string, taskId: string, meanwhile: () => Promise<unknown>): Promise<void> => {
    const run = db.run.bind(db);
    let transactions = 0;
    db.run = async (actor, inner) => {
      transactions += 1;
      if (transactions === 2) await meanwhile();
      return run(actor, inner);
    };
    await work(sessionId, taskId).finally(() => (db.run = run));
  };

  /** A second task for the same turn. */
  const again = (sessionId: string) =>
    app.get(TenantDb).run(trainee(), (tx) => app.get(Tasks).add(tx, playTurn, { sessionId, number: 1 }));

  it('comes in practice too, and says which engine made it and from which seed', async () => {
    const sessionId = await asked();
    await work(sessionId, await taskOf(sessionId));
    const [, answer] = await stored(sessionId);
    const [session] = await agency.rows<{ seed: string }>('select seed from scenario_sessions where id = $1', [
      sessionId,
    ]);
    expect(answer).toMatchObject({ number: 2, speaker: 'CIVILIAN', provenance: { engine: 'SCRIPTED' } });
    expect(answer?.provenance?.seed).toBe(Number(session?.seed));
    expect(await taskOf(sessionId)).toBe('');
  });

  it('is one, when two tasks were queued for one turn, one after the other or at once', async () => {
    const one = await asked();
    await work(one, await taskOf(one));
    await work(one, await again(one));
    expect(await speakers(one)).toEqual(['OFFICER', 'CIVILIAN']);
    const both = await asked();
    const first = await taskOf(both);
    const second = await again(both);
    await Promise.all([work(both, first), work(both, second)]);
    expect(await speakers(both)).toEqual(['OFFICER', 'CIVILIAN']);
    expect(await taskOf(both)).toBe('');
  });

  it('is not stored by a worker that has lost its lease', async () => {
    const sessionId = await asked();
    const taskId = await taskOf(sessionId);
    await agency.rows('update tasks set lease_token = 7 where id = $1', [taskId]);
    await expect(work(sessionId, taskId, '6')).rejects.toMatchObject({ code: 'STALE_LEASE' });
    expect(await speakers(sessionId)).toEqual(['OFFICER']);
    await work(sessionId, taskId, '7');
    expect(await speakers(sessionId)).toEqual(['OFFICER', 'CIVILIAN']);
  });

  it('is dropped when the trainee closed the session, or an instructor invalidated it, while the engine worked', async () => {
    const closed = await asked();
    const invalidated = await asked();
    const tasks = [await taskOf(closed), await taskOf(invalidated)];
    await engine(closed, tasks[0] as string, () => service.complete(trainee(), { sessionId: closed }));
    await engine(invalidated, tasks[1] as string, () =>
      app.get(TenantDb).run(trainee(), (tx) => invalidateSession(tx, app.get(Live), invalidated)),
    );
    for (const sessionId of [closed, invalidated]) {
      expect(await speakers(sessionId)).toEqual(['OFFICER']);
      expect(await taskOf(sessionId)).toBe('');
    }
    expect((await stateOf(invalidated))?.state).toBe('INVALIDATED');
  });

  it('is dropped when another worker has answered while the engine worked', async () => {
    const sessionId = await asked();
    const taskId = await taskOf(sessionId);
    const slow = await again(sessionId);
    const other = new PlayTurnTask(
      app.get(TenantDb),
      app.get(Tasks),
      app.get(Events),
      app.get(Live),
      app.get(PersonaEngines),
      app.get(PinnedVersions),
    );
    await engine(sessionId, slow, () => work(sessionId, taskId, '0', 1, other));
    expect(await speakers(sessionId)).toEqual(['OFFICER', 'CIVILIAN']);
    expect(await taskOf(sessionId)).toBe('');
  });

  it('that comes while the session is being completed waits, and is dropped', async () => {
    const sessionId = await asked();
    const taskId = await taskOf(sessionId);
    const held = CompletionsModule.hold();
    const completing = service.complete(trainee(), { sessionId });
    await held.reached;
    let settled = false;
    const working = work(sessionId, taskId).finally(() => (settled = true));
    await until('the answer to wait or to be stored', async () =>
      settled || (await agency.rows('select 1 from pg_locks where not granted')).length > 0 ? true : null,
    );
    held.release();
    await Promise.all([completing, working]);
    expect(await speakers(sessionId)).toEqual(['OFFICER']);
    expect(await taskOf(sessionId)).toBe('');
    expect(await timesCompleted(agency, sessionId)).toBe(1);
  });

  it('is stored whole or not at all when the worker dies after any statement', async () => {
    const sessionId = await asked();
    const taskId = await taskOf(sessionId);
    for (let statement = 1; statement <= 4; statement += 1) {
      db.cutAfter = statement;
      await expect(work(sessionId, taskId)).rejects.toThrow();
      expect(await speakers(sessionId)).toEqual(['OFFICER']);
      expect(await taskOf(sessionId)).toBe(taskId);
    }
    db.cutAfter = null;
    await work(sessionId, taskId);
    expect(db.statements).toBe(4);
    expect(await speakers(sessionId)).toEqual(['OFFICER', 'CIVILIAN']);
  });

  it('at the turn limit closes the session, and is rolled back with it when the completion fails', async () => {
    const sessionId = await asked();
    await agency.rows('delete from tasks where id = $1', [await taskOf(sessionId)]);
    await agency.rows(
      `insert into turns (agency_id, session_id, number, speaker, text)
       select $1, $2, n, case n when 399 then 'OFFICER' else 'BYSTANDER' end, 'I see.' from generate_series(2, 399) n`,
      [agency.agencyId, sessionId],
    );
    const taskId = await app
      .get(TenantDb)
      .run(trainee(), (tx) => app.get(Tasks).add(tx, playTurn, { sessionId, number: 399 }));
    CompletionsModule.failing = true;
    await expect(work(sessionId, taskId, '0', 399)).rejects.toThrow('the handler failed');
    expect(await stored(sessionId)).toHaveLength(399);
    expect(await taskOf(sessionId)).toBe(taskId);
    CompletionsModule.failing = false;
    await work(sessionId, taskId, '0', 399);
    expect(await stored(sessionId)).toHaveLength(400);
    expect(await stateOf(sessionId)).toEqual({ state: 'COMPLETED', reason: 'TURN_LIMIT' });
    expect(await timesCompleted(agency, sessionId)).toBe(1);
  });
});
