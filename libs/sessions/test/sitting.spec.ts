import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AgenciesModule } from '#agencies';
import { CurriculaModule } from '#curricula';
import { IdentityModule } from '#identity';
import { Events, Live, Tasks, TenantDb } from '#platform';
import { testApp, type TestApp } from '#testing';
import { TraineesModule } from '#trainees';
import { v7 as uuidv7 } from 'uuid';
import { invalidateSession, SessionsModule } from '../src/index.js';
import { endSession } from '../src/end-session.js';
import { PinnedVersions } from '../src/pinned-versions.js';
import { SessionService } from '../src/session.service.js';
import { CompletionsModule, timesCompleted } from './completions.js';
import { sessionAgency, type SessionAgency } from './session-agency.js';
import { watchedDb, type WatchedDb } from './watched-db.js';

describe('starting and completing a session', () => {
  let app: TestApp;
  let agency: SessionAgency;
  let other: SessionAgency;
  let service: SessionService;
  let watched: SessionService;
  let db: WatchedDb;
  let closeDb: () => Promise<void>;
  beforeAll(async () => {
    const contexts = [IdentityModule, AgenciesModule, CurriculaModule, TraineesModule, SessionsModule];
    app = await testApp({ modules: [...contexts, CompletionsModule] });
    agency = await sessionAgency(app.get(TenantDb));
    other = await sessionAgency(app.get(TenantDb));
    service = app.get(SessionService);
    ({ db, close: closeDb } = await watchedDb(app.database));
    watched = new SessionService(db, app.get(Tasks), app.get(Events), app.get(Live), app.get(PinnedVersions));
  });
  afterAll(async () => {
    await closeDb?.();
    await app?.stop();
  });

  const trainee = () => agency.actor(agency.trainees[0], 'TRAINEE');
  const start = (assignmentId: string, idempotencyKey = uuidv7(), by = service) =>
    by.start(trainee(), { assignmentId, idempotencyKey });
  const sessionsOf = (assignmentId: string) =>
    agency.rows<{ id: string; seed: string }>('select id, seed from scenario_sessions where assignment_id = $1', [
      assignmentId,
    ]);
  const audited = async (entityId: string) =>
    (
      await agency.rows<{ action: string }>(
        `select action from audit_entries where entity_id = $1 and action not like 'test.%' order by id`,
        [entityId],
      )
    ).map(({ action }) => action);
  /** A session in which one turn was said. */
  const said = async (mode: 'PROOF' | 'PRACTICE' = 'PROOF'): Promise<string> => {
    const { id } = await start(await agency.assign(agency.trainees[0], mode));
    await service.say(trainee(), { sessionId: id, text: 'Hello.', clientKey: 'a' });
    return id;
  };

  it('pins scenario, rubric, engine and a seed of 32 bits, and says who started it', async () => {
    const assignmentId = await agency.assign(agency.trainees[0], 'PROOF');
    const session = await start(assignmentId);
    expect(session).toMatchObject({
      assignmentId,
      traineeId: agency.trainees[0],
      scenarioVersionId: agency.scenarioVersionId,
      rubricVersionId: agency.rubricVersionId,
      mode: 'PROOF',
      origin: 'LIVE',
      state: 'OPEN',
      engineKind: 'SCRIPTED',
      completedAt: null,
    });
    expect(Number.isInteger(Number(session.seed)) && Number(session.seed) >= 0 && Number(session.seed) < 2 ** 31).toBe(
      true,
    );
    expect(await audited(session.id)).toEqual(['session.started']);
    for (const pinned of ['seed', 'mode', 'trainee_id', 'scenario_version_id', 'engine_kind']) {
      await expect(agency.rows(`update scenario_sessions set ${pinned} = ${pinned}`)).rejects.toThrow(/permission/);
    }
  });

  it('is one session for one key, however often and however many at once', async () => {
    const assignmentId = await agency.assign(agency.trainees[0], 'PRACTICE');
    const started = await Promise.all([1, 2, 3].map(() => start(assignmentId, 'same')));
    expect(new Set(started.map(({ id }) => id)).size).toBe(1);
    const another = await agency.assign(agency.trainees[0], 'PRACTICE');
    await expect(start(another, 'same')).rejects.toMatchObject({ code: 'KEY_REUSED' });
  });

  it('lets a proof session be sat once, also of several starts at once, and again only after it was invalidated', async () => {
    const assignmentId = await agency.assign(agency.trainees[0], 'PROOF');
    const all = await Promise.allSettled([1, 2, 3, 4].map(() => start(assignmentId)));
    for (const one of all) {
      if (one.status === 'rejected')
        expect(one.reason).toMatchObject({ code: 'CONFLICT', field: 'input.assignmentId' });
    }
    const [session, ...more] = await sessionsOf(assignmentId);
    expect(more).toEqual([]);
    const invalidate = () =>
      app.get(TenantDb).run(trainee(), (tx) => invalidateSession(tx, app.get(Live), session?.id as string));
    expect(await Promise.all([invalidate(), invalidate()])).toEqual(expect.arrayContaining([true, false]));
    await start(assignmentId);
    expect(await sessionsOf(assignmentId)).toHaveLength(2);
    await expect(start(assignmentId)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('lets practice be repeated, and leaves no trace of it where the agency reads', async () => {
    const assignmentId = await agency.assign(agency.trainees[0], 'PRACTICE');
    const { id } = await start(assignmentId);
    await start(assignmentId);
    await service.say(trainee(), { sessionId: id, text: 'Hello.', clientKey: 'a' });
    await service.complete(trainee(), { sessionId: id });
    expect(await sessionsOf(assignmentId)).toHaveLength(2);
    expect(await audited(id)).toEqual([]);
  });

  it('refuses what is another trainee’s, another agency’s or nobody’s in the same words', async () => {
    const theirs = await agency.assign(agency.trainees[1], 'PROOF');
    const foreign = await other.assign(other.trainees[0], 'PROOF');
    const refusals = await Promise.all(
      [theirs, foreign, uuidv7()].map((id) =>
        start(id).catch((error: Error) => ({ ...error, message: error.message })),
      ),
    );
    expect(refusals[0]).toMatchObject({ code: 'NOT_FOUND', field: 'input.assignmentId' });
    expect(refusals[1]).toEqual(refusals[0]);
    expect(refusals[2]).toEqual(refusals[0]);
    const { id } = await service.start(agency.actor(agency.trainees[1], 'TRAINEE'), {
      assignmentId: theirs,
      idempotencyKey: 'a',
    });
    const instructor = agency.actor(agency.trainees[2], 'TRAINEE', 'INSTRUCTOR');
    for (const actor of [trainee, () => instructor]) {
      for (const sessionId of [id, uuidv7()]) {
        const closing = service.complete(actor(), { sessionId });
        await expect(closing).rejects.toMatchObject({ code: 'NOT_FOUND', message: 'no such scenario session' });
        const saying = service.say(actor(), { sessionId, text: 'Hello.', clientKey: 'x' });
        await expect(saying).rejects.toMatchObject({ code: 'NOT_FOUND', message: 'no such scenario session' });
      }
    }
  });

  it('refuses live what a device plays, and a proof session against an engine that the course does not take', async () => {
    const offline = await agency.assign(agency.trainees[0], 'PROOF', agency.deviceId);
    await expect(start(offline)).rejects.toMatchObject({ code: 'WRONG_STATE', field: 'input.assignmentId' });
    const assignmentId = await agency.assign(agency.trainees[0], 'PROOF');
    await agency.allowEngines('{INFERENCE_SERVER}');
    await expect(start(assignmentId)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await agency.allowEngines('{SCRIPTED}');
    await start(assignmentId);
  });

  it('leaves nothing when the process dies after any statement of a start, and the resend is one session', async () => {
    const assignmentId = await agency.assign(agency.trainees[0], 'PROOF');
    for (let statement = 1; statement <= 9; statement += 1) {
      db.cutAfter = statement;
      await expect(start(assignmentId, 'cut', watched)).rejects.toThrow();
      expect(await sessionsOf(assignmentId)).toEqual([]);
    }
    db.cutAfter = null;
    const first = await start(assignmentId, 'cut', watched);
    expect(db.statements).toBe(9);
    expect((await start(assignmentId, 'cut', watched)).id).toBe(first.id);
  });

  it('completes once, however many at once, and publishes it once', async () => {
    const sessionId = await said();
    const completed = await Promise.all([1, 2, 3].map(() => service.complete(trainee(), { sessionId })));
    for (const session of completed) {
      expect(session).toMatchObject({ state: 'COMPLETED', endReason: 'COMPLETED_BY_TRAINEE', outcomePath: null });
    }
    expect(new Set(completed.map(({ completedAt }) => completedAt?.getTime())).size).toBe(1);
    expect(await timesCompleted(agency, sessionId)).toBe(1);
    expect(await audited(sessionId)).toEqual(['session.started', 'session.completed']);
  });

  it('publishes nothing for a session that another transaction has closed meanwhile', async () => {
    const sessionId = await said();
    const end = { outcomePath: null, endReason: 'OUTCOME' } as const;
    const ending = () =>
      app
        .get(TenantDb)
        .run(trainee(), (tx) =>
          endSession(tx, { events: app.get(Events), live: app.get(Live) }, trainee(), sessionId, end),
        );
    const ended = await Promise.all([ending(), ending()]);
    expect(ended.filter((session) => session !== null)).toHaveLength(1);
    expect(await timesCompleted(agency, sessionId)).toBe(1);
  });

  it('stays open when what must happen with its completion fails', async () => {
    const sessionId = await said();
    CompletionsModule.failing = true;
    await expect(service.complete(trainee(), { sessionId })).rejects.toThrow('the handler failed');
    CompletionsModule.failing = false;
    expect(await audited(sessionId)).toEqual(['session.started']);
    expect(await timesCompleted(agency, sessionId)).toBe(0);
    await service.complete(trainee(), { sessionId });
    expect(await timesCompleted(agency, sessionId)).toBe(1);
  });

  it('stays open when the process dies while it is completed', async () => {
    const sessionId = await said();
    for (const statement of [1, 2, 3, 4, 5]) {
      db.cutAfter = statement;
      await expect(watched.complete(trainee(), { sessionId })).rejects.toThrow();
    }
    db.cutAfter = null;
    expect((await watched.complete(trainee(), { sessionId })).state).toBe('COMPLETED');
    expect(await timesCompleted(agency, sessionId)).toBe(1);
  });

  it('cannot be completed before anything was said, or once it was invalidated', async () => {
    const { id } = await start(await agency.assign(agency.trainees[0], 'PROOF'));
    await expect(service.complete(trainee(), { sessionId: id })).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await app.get(TenantDb).run(trainee(), (tx) => invalidateSession(tx, app.get(Live), id));
    const saying = service.say(trainee(), { sessionId: id, text: 'Hello.', clientKey: 'a' });
    await expect(saying).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await expect(service.complete(trainee(), { sessionId: id })).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect(await timesCompleted(agency, id)).toBe(0);
  });
});
