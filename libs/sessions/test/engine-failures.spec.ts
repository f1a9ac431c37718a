import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Events, Live, Tasks, TenantDb } from '#platform';
import { EngineError, PersonaEngines } from '#slm';
import { v7 as uuidv7 } from 'uuid';
import { SessionService } from '../src/session.service.js';
import { timesCompleted } from './completions.js';
import { FakeEngine, fakeModel, fakeProvenance } from './fake-engine.js';
import { PlayedByHand } from './played-by-hand.js';
import { watchedDb, type WatchedDb } from './watched-db.js';

describe('a session that a model plays', () => {
  let hand: PlayedByHand;
  let db: WatchedDb;
  let closeDb: () => Promise<void>;
  let engine: FakeEngine;
  beforeAll(async () => {
    hand = await PlayedByHand.start();
    ({ db, close: closeDb } = await watchedDb(hand.app.database));
  });
  beforeEach(() => {
    engine = new FakeEngine();
    db.cutAfter = null;
  });
  afterAll(async () => {
    await closeDb?.();
    await hand?.app.stop();
  });

  const answer = (sessionId: string, attempt = 1, signal?: AbortSignal): Promise<void> =>
    hand.answer(sessionId, {
      db,
      engines: engine.among(hand.app.get(PersonaEngines)),
      model: fakeModel,
      attempt,
      ...(signal ? { signal } : {}),
    });
  const down = () => new EngineError('UNAVAILABLE', 'the engine is down');
  /** Has the engine fail so often that the scripted player answers. */
  const flaggedExchange = async (sessionId: string): Promise<void> => {
    await hand.say(sessionId);
    engine.fail(down());
    await answer(sessionId, 3);
  };

  it('is asked with the whole dialogue, and its turn is stored with how it came about', async () => {
    const sessionId = await hand.practice();
    await hand.say(sessionId, 'Hello, I am Officer Lee.');
    const provenance = fakeProvenance({ rejected: [{ attempt: 1, fault: 'REFUSAL', text: 'As an AI' }] });
    engine.finish(' What do you want?\u200b ', { attempt: 2, provenance });
    await answer(sessionId);
    expect(engine.asked[0]).toMatchObject({
      sessionId,
      history: [{ speaker: 'OFFICER', text: 'Hello, I am Officer Lee.' }],
      situation: expect.any(String),
    });
    const [, turn] = await hand.turns(sessionId);
    expect(turn).toMatchObject({ speaker: 'CIVILIAN', text: 'What do you want?', provenance });
  });

  it('costs two transactions a turn, of one statement and of four, once its versions are known', async () => {
    const sessionId = await hand.practice();
    await hand.say(sessionId);
    const before = db.transactions;
    const statements: number[] = [];
    const run = db.run.bind(db);
    db.run = async (actor, work) => {
      const result = await run(actor, work);
      statements.push(db.statements);
      return result;
    };
    // A task that keeps its versions, as a worker does: the first turn reads them.
    const engines = engine.among(hand.app.get(PersonaEngines));
    const play = () => hand.answer(sessionId, { db, engines });
    await play();
    await hand.say(sessionId, 'How are you?');
    statements.length = 0;
    await play().finally(() => (db.run = run));
    expect(statements).toEqual([1, 4]);
    expect(db.transactions - before).toBe(4);
  });

  it('waits in the lane of its model', async () => {
    const sessionId = await hand.practice();
    const options: unknown[] = [];
    const tasks = hand.app.get(Tasks);
    const add: Tasks['add'] = (...added) => {
      options.push(added[3]);
      return tasks.add(...added);
    };
    const { app } = hand;
    const versions = { model: () => Promise.resolve(fakeModel) } as never;
    const service = new SessionService(app.get(TenantDb), { add } as Tasks, app.get(Events), app.get(Live), versions);
    await service.say(hand.trainee(), { sessionId, text: 'Hello.', clientKey: 'a' });
    expect(options).toEqual([{ id: expect.any(String), lane: fakeModel.lane }]);
  });

  it('is tried again when its engine fails, and answered by the scripted player, flagged, in the third try', async () => {
    const sessionId = await hand.practice();
    await hand.say(sessionId);
    for (const attempt of [1, 2]) {
      engine.say('I was just');
      engine.fail(down());
      await expect(answer(sessionId, attempt)).rejects.toThrow('the engine is down');
      expect(await hand.speakers(sessionId)).toEqual(['OFFICER']);
    }
    engine.say('I was just');
    engine.fail(down());
    await answer(sessionId, 3);
    const [, turn] = await hand.turns(sessionId);
    expect(turn?.provenance).toMatchObject({
      engine: 'SCRIPTED',
      flagged: true,
      rejected: [{ attempt: 2, fault: 'ENGINE_FAILED', text: '' }],
    });
  });

  it('takes an answer that says nothing, or far too much, for a failure', async () => {
    const sessionId = await hand.practice();
    await hand.say(sessionId);
    for (const text of [' \u200b', 'x'.repeat(4_001)]) {
      engine.finish(text);
      await expect(answer(sessionId)).rejects.toMatchObject({ name: 'EngineError', code: 'BROKEN' });
    }
    expect(await hand.speakers(sessionId)).toEqual(['OFFICER']);
  });

  it('is not answered by the scripted player because a worker stops', async () => {
    const sessionId = await hand.practice();
    await hand.say(sessionId);
    const stopping = new AbortController();
    const working = answer(sessionId, 3, stopping.signal);
    stopping.abort(new Error('this worker stops'));
    await expect(working).rejects.toThrow('this worker stops');
    expect(await hand.speakers(sessionId)).toEqual(['OFFICER']);
  });

  it('counts for nothing from its third flagged turn on, is never graded, and may be sat again', async () => {
    const assignmentId = await hand.agency.assign(hand.agency.trainees[0], 'PROOF');
    const start = () => hand.service.start(hand.trainee(), { assignmentId, idempotencyKey: uuidv7() });
    const { id: sessionId } = await start();
    await flaggedExchange(sessionId);
    await flaggedExchange(sessionId);
    expect((await hand.session(sessionId)).state).toBe('OPEN');
    expect(await hand.announcements(sessionId, () => flaggedExchange(sessionId))).toBeGreaterThanOrEqual(2);
    expect(await hand.session(sessionId)).toMatchObject({ state: 'INVALIDATED', invalid: 'ENGINE_TURNS' });
    expect(await hand.turns(sessionId)).toHaveLength(6);
    expect(await timesCompleted(hand.agency, sessionId)).toBe(0);
    expect(await hand.audited(sessionId)).toEqual(['session.started', 'session.invalidated']);
    await expect(hand.say(sessionId)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await expect(hand.service.complete(hand.trainee(), { sessionId })).rejects.toThrow(/engine failed/);
    await start();
  });

  it('is invalidated with the third flagged turn or not at all when the worker dies after any statement', async () => {
    const sessionId = await hand.proof();
    await flaggedExchange(sessionId);
    await flaggedExchange(sessionId);
    await hand.say(sessionId);
    for (let statement = 1; ; statement += 1) {
      engine.fail(down());
      db.cutAfter = statement;
      const died = await answer(sessionId, 3).then(
        () => false,
        () => true,
      );
      db.cutAfter = null;
      if (!died) break;
      expect((await hand.session(sessionId)).state).toBe('OPEN');
      expect(await hand.turns(sessionId)).toHaveLength(5);
    }
    expect(await hand.session(sessionId)).toMatchObject({ state: 'INVALIDATED', invalid: 'ENGINE_TURNS' });
    expect(db.statements).toBe(7);
  });

  it('shows what was refused to an instructor, and to the trainee only why', async () => {
    const sessionId = await hand.proof();
    await hand.say(sessionId);
    const rejected = [{ attempt: 1, fault: 'ROLE_DRIFT' as const, text: 'OFFICER: hands up' }];
    engine.finish('No.', { attempt: 2, provenance: fakeProvenance({ rejected }) });
    await answer(sessionId);
    const shown = async (memberId: string) => {
      const { turns } = await (
        await hand.client(memberId)
      ).done<{ turns: { nodes: { provenance: unknown }[] } }>(
        `query($id: ID!) { session(id: $id) { turns(first: 2) { nodes { provenance {
           engine label version digest engineName flagged rejected { attempt fault text } } } } } }`,
        { id: hand.globalId(sessionId) },
      );
      return turns.nodes[1]?.provenance;
    };
    const common = {
      engine: 'INFERENCE_SERVER',
      label: fakeModel.label,
      version: '1',
      flagged: false,
      engineName: null,
    };
    expect(await shown(hand.agency.instructorId)).toMatchObject({ ...common, rejected });
    expect(await shown(hand.agency.trainees[0])).toMatchObject({
      ...common,
      rejected: [{ ...rejected[0], text: null }],
    });
  });
});
