import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CompletionsModule, timesCompleted } from './completions.js';
import { PlayedByHand } from './played-by-hand.js';
import { watchedDb, type WatchedDb } from './watched-db.js';

describe('a session stops', () => {
  let hand: PlayedByHand;
  let db: WatchedDb;
  let closeDb: () => Promise<void>;
  beforeAll(async () => {
    hand = await PlayedByHand.start();
    ({ db, close: closeDb } = await watchedDb(hand.app.database));
  });
  beforeEach(() => {
    db.cutAfter = null;
    CompletionsModule.failing = false;
  });
  afterAll(async () => {
    await closeDb?.();
    await hand?.app.stop();
  });

  /** Makes the time of a session be over. @returns the id of the task that its start added */
  const overdue = async (sessionId: string): Promise<string> => {
    await hand.agency.rows(`update scenario_sessions set deadline = now() - interval '1 second' where id = $1`, [
      sessionId,
    ]);
    return (await hand.tasks(sessionId, 'end-in-time'))[0]?.id ?? '';
  };

  it('when the officer uses force, whose turn is stored and not answered', async () => {
    for (const sessionId of [await hand.proof(), await hand.practice()]) {
      const { session, turn } = await hand.say(sessionId, 'Enough! [draws taser and fires]', 'a');
      expect(session).toMatchObject({ state: 'COMPLETED', endReason: 'FORCE_EVENT', outcomePath: 'ESCALATION' });
      expect((await hand.say(sessionId, 'Enough! [draws taser and fires]', 'a')).turn.id).toBe(turn.id);
      expect(await hand.speakers(sessionId)).toEqual(['OFFICER']);
      expect(await hand.tasks(sessionId, 'play-turn')).toEqual([]);
      expect(await timesCompleted(hand.agency, sessionId)).toBe(1);
    }
  });

  it('not when the officer threatens force', async () => {
    const sessionId = await hand.practice();
    expect((await hand.say(sessionId, 'Drop it or I will tase you!')).session.state).toBe('OPEN');
  });

  it('at the safe word, while the civilian is answering, and while it is paused', async () => {
    const sessionId = await hand.proof();
    await hand.say(sessionId);
    await hand.direction.pause(hand.instructor(), sessionId);
    const { session } = await hand.say(sessionId, 'Safe word red, please.');
    expect(session).toMatchObject({ state: 'COMPLETED', endReason: 'SAFE_WORD', outcomePath: null, pausedAt: null });
    await hand.answer(sessionId);
    expect(await hand.speakers(sessionId)).toEqual(['OFFICER', 'OFFICER']);
    expect(await timesCompleted(hand.agency, sessionId)).toBe(1);
    await expect(hand.say(sessionId, 'Safe word red.')).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });

  it('with all that follows or not at all', async () => {
    const sessionId = await hand.proof();
    CompletionsModule.failing = true;
    await expect(hand.say(sessionId, 'I shoot.')).rejects.toThrow('the handler failed');
    await expect(hand.say(sessionId, 'Safe word red.')).rejects.toThrow('the handler failed');
    expect(await hand.turns(sessionId)).toEqual([]);
    expect((await hand.session(sessionId)).state).toBe('OPEN');
  });

  it('when its time is over, whoever is speaking, and tells it', async () => {
    const sessionId = await hand.proof();
    await hand.say(sessionId);
    const taskId = await overdue(sessionId);
    expect(await hand.announcements(sessionId, () => hand.endInTime(sessionId, taskId))).toBe(1);
    expect(await hand.session(sessionId)).toMatchObject({ state: 'COMPLETED', reason: 'TIME_LIMIT' });
    await hand.answer(sessionId);
    expect(await hand.speakers(sessionId)).toEqual(['OFFICER']);
    expect(await timesCompleted(hand.agency, sessionId)).toBe(1);
    expect(await hand.tasks(sessionId, 'end-in-time')).toEqual([]);
  });

  it('an hour after its start, to the millisecond of its deadline', async () => {
    const sessionId = await hand.proof();
    const { deadline } = await hand.session(sessionId);
    const [task, ...more] = await hand.tasks(sessionId, 'end-in-time');
    expect(more).toEqual([]);
    expect(task?.due).toEqual(deadline);
    const hour = 3_600_000;
    expect(Math.abs(deadline.getTime() - Date.now() - hour)).toBeLessThan(60_000);
    const [exact] = await hand.agency.rows(`select 1 from scenario_sessions where id = $1 and deadline = $2`, [
      sessionId,
      deadline.toISOString(),
    ]);
    expect(exact).toBeDefined();
  });

  it('not before its time, and not while it is paused', async () => {
    const early = await hand.proof();
    await hand.say(early);
    await hand.endInTime(early, (await hand.tasks(early, 'end-in-time'))[0]?.id ?? '');
    expect((await hand.session(early)).state).toBe('OPEN');
    const paused = await hand.proof();
    await hand.say(paused);
    await hand.direction.pause(hand.instructor(), paused);
    await hand.endInTime(paused, await overdue(paused));
    expect((await hand.session(paused)).state).toBe('OPEN');
    await hand.direction.resume(hand.instructor(), paused);
    expect(await hand.tasks(paused, 'end-in-time')).toHaveLength(1);
  });

  it('in time without a grade when nothing was said, and its assignment may be sat again', async () => {
    const sessionId = await hand.proof();
    await hand.endInTime(sessionId, await overdue(sessionId));
    expect(await hand.session(sessionId)).toMatchObject({ state: 'INVALIDATED', invalid: 'NOTHING_SAID' });
    expect(await timesCompleted(hand.agency, sessionId)).toBe(0);
    expect(await hand.audited(sessionId)).toEqual(['session.started', 'session.invalidated']);
  });

  it('once, when the trainee, the instructor and the time end it together', async () => {
    const sessionId = await hand.proof();
    await hand.say(sessionId);
    const taskId = await overdue(sessionId);
    await Promise.allSettled([
      hand.service.complete(hand.trainee(), { sessionId }),
      hand.direction.end(hand.instructor(), sessionId, 'enough'),
      hand.endInTime(sessionId, taskId),
      hand.answer(sessionId),
      hand.say(sessionId, 'Safe word red.'),
    ]);
    expect((await hand.session(sessionId)).state).toBe('COMPLETED');
    expect(await timesCompleted(hand.agency, sessionId)).toBe(1);
    expect((await hand.audited(sessionId)).filter((action) => action === 'session.completed')).toHaveLength(1);
  });

  it('in time or not at all when the worker dies after any statement', async () => {
    const sessionId = await hand.proof();
    await hand.say(sessionId);
    const taskId = await overdue(sessionId);
    for (let statement = 1; ; statement += 1) {
      db.cutAfter = statement;
      const died = await hand.endInTime(sessionId, taskId, db).then(
        () => false,
        () => true,
      );
      if (!died) break;
      expect((await hand.session(sessionId)).state).toBe('OPEN');
      expect(await hand.tasks(sessionId, 'end-in-time')).toHaveLength(1);
    }
    expect(db.statements).toBeGreaterThanOrEqual(5);
    expect(await hand.session(sessionId)).toMatchObject({ state: 'COMPLETED', reason: 'TIME_LIMIT' });
  });
});
