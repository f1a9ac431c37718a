import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { until } from '#testing';
import { v7 as uuidv7 } from 'uuid';
import { CompletionsModule, timesCompleted } from './completions.js';
import { PlayedByHand } from './played-by-hand.js';
import { watchedDb, type WatchedDb } from './watched-db.js';

describe('an instructor who directs a session', () => {
  let hand: PlayedByHand;
  let db: WatchedDb;
  let closeDb: () => Promise<void>;
  beforeAll(async () => {
    hand = await PlayedByHand.start();
    ({ db, close: closeDb } = await watchedDb(hand.app.database));
  });
  beforeEach(() => {
    db.cutAfter = null;
  });
  afterAll(async () => {
    await closeDb?.();
    await hand?.app.stop();
  });

  const texts = async (sessionId: string): Promise<string[]> =>
    (await hand.turns(sessionId)).map(({ number, speaker, text }) =>
      speaker === 'CIVILIAN' ? `${number} ${speaker}` : `${number} ${speaker} ${text}`,
    );

  it('has it pause: the officer may not speak, the answer under way still comes, and its time stands still', async () => {
    const sessionId = await hand.proof();
    await hand.say(sessionId);
    const before = await hand.session(sessionId);
    const pause = () => hand.direction.pause(hand.instructor(), sessionId);
    expect(await hand.announcements(sessionId, () => Promise.all([pause(), pause(), pause()]))).toBe(1);
    await hand.answer(sessionId);
    await expect(hand.say(sessionId)).rejects.toMatchObject({
      code: 'WRONG_STATE',
      field: 'input.sessionId',
      message: expect.stringContaining('pause'),
    });
    await hand.agency.rows(`update scenario_sessions set paused_at = paused_at - interval '10 minutes' where id = $1`, [
      sessionId,
    ]);
    const resume = () => hand.direction.resume(hand.instructor(), sessionId);
    expect(await hand.announcements(sessionId, () => Promise.all([resume(), resume()]))).toBe(1);
    const after = await hand.session(sessionId);
    expect(after.paused).toBeNull();
    const gained = after.deadline.getTime() - before.deadline.getTime();
    expect(gained).toBeGreaterThanOrEqual(600_000);
    expect(gained).toBeLessThan(660_000);
    await hand.say(sessionId);
    expect(await hand.audited(sessionId)).toEqual(['session.started', 'session.paused', 'session.resumed']);
    expect((await hand.tasks(sessionId, 'end-in-time')).map(({ due }) => due)).toEqual([
      before.deadline,
      after.deadline,
    ]);
  });

  it('has somebody at the scene speak: at once, or right after the answer that is under way', async () => {
    const sessionId = await hand.proof();
    await hand.inject(sessionId, 'Officer, over here!');
    await hand.say(sessionId);
    await hand.inject(sessionId, '[a second person arrives]');
    await hand.inject(sessionId, 'That is my brother!');
    expect(await hand.speakers(sessionId)).toEqual(['BYSTANDER', 'OFFICER']);
    await hand.answer(sessionId);
    await hand.say(sessionId, 'Please stay back.');
    await hand.answer(sessionId);
    expect(await texts(sessionId)).toEqual([
      '1 BYSTANDER Officer, over here!',
      '2 OFFICER Hello.',
      '3 CIVILIAN',
      '4 BYSTANDER [a second person arrives]',
      '5 BYSTANDER That is my brother!',
      '6 OFFICER Please stay back.',
      '7 CIVILIAN',
    ]);
    expect((await hand.audited(sessionId)).filter((action) => action === 'session.event_injected')).toHaveLength(3);
  });

  it('injects an event once for one key, however often and whenever it is sent', async () => {
    const sessionId = await hand.proof();
    await hand.say(sessionId);
    await Promise.all([1, 2, 3].map(() => hand.inject(sessionId, 'Hey!', 'same')));
    await hand.answer(sessionId);
    await hand.inject(sessionId, 'Hey!', 'same');
    await hand.direction.end(hand.instructor(), sessionId, 'enough');
    await hand.inject(sessionId, 'Hey!', 'same');
    expect(await hand.speakers(sessionId)).toEqual(['OFFICER', 'CIVILIAN', 'BYSTANDER']);
    await expect(hand.inject(sessionId, 'Ho!', 'same')).rejects.toMatchObject({ code: 'KEY_REUSED' });
    await expect(hand.inject(sessionId, 'Ho!')).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });

  it('loses no event, and doubles none, when the worker dies after any statement of the answer', async () => {
    const sessionId = await hand.proof();
    await hand.say(sessionId);
    await hand.inject(sessionId, 'Hey!');
    for (let statement = 1; ; statement += 1) {
      db.cutAfter = statement;
      const died = await hand.answer(sessionId, { db }).then(
        () => false,
        () => true,
      );
      if (!died) break;
      expect(await hand.speakers(sessionId)).toEqual(['OFFICER']);
    }
    expect(db.statements).toBe(5);
    expect(await hand.speakers(sessionId)).toEqual(['OFFICER', 'CIVILIAN', 'BYSTANDER']);
    await hand.say(sessionId, 'Hello again.');
    await hand.answer(sessionId);
    expect(await hand.speakers(sessionId)).toHaveLength(5);
  });

  it('injects before or behind an answer that is stored at the same time, never twice and never into its place', async () => {
    for (let round = 0; round < 5; round += 1) {
      const sessionId = await hand.proof();
      await hand.say(sessionId);
      await Promise.all([hand.answer(sessionId), hand.inject(sessionId, 'Hey!')]);
      expect(await hand.speakers(sessionId)).toEqual(['OFFICER', 'CIVILIAN', 'BYSTANDER']);
    }
  });

  it('lets only so much wait for one answer', async () => {
    const sessionId = await hand.proof();
    await hand.say(sessionId);
    const injected = await Promise.allSettled(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((text) => hand.inject(sessionId, text)),
    );
    expect(injected.filter(({ status }) => status === 'rejected')).toMatchObject([{ reason: { code: 'WRONG_STATE' } }]);
  });

  it('ends it once, with what for, and its grading is queued once; an answer that comes later is dropped', async () => {
    const sessionId = await hand.proof();
    await hand.say(sessionId);
    const held = CompletionsModule.hold();
    const ending = hand.direction.end(hand.instructor(), sessionId, ' You both need a break. ');
    await held.reached;
    let settled = false;
    const answering = hand.answer(sessionId).finally(() => (settled = true));
    await until('the answer to wait or to be stored', async () =>
      settled || (await hand.agency.rows('select 1 from pg_locks where not granted')).length > 0 ? true : null,
    );
    held.release();
    await Promise.all([ending, answering]);
    await hand.direction.end(hand.instructor(), sessionId, 'again');
    await hand.service.complete(hand.trainee(), { sessionId });
    expect(await hand.session(sessionId)).toMatchObject({
      state: 'COMPLETED',
      reason: 'ENDED_BY_INSTRUCTOR',
      note: 'You both need a break.',
    });
    expect(await hand.speakers(sessionId)).toEqual(['OFFICER']);
    expect(await timesCompleted(hand.agency, sessionId)).toBe(1);
  });

  it('ends one in which nothing was said without a grade: it may be sat again', async () => {
    const assignmentId = await hand.agency.assign(hand.agency.trainees[0], 'PROOF');
    const start = () => hand.service.start(hand.trainee(), { assignmentId, idempotencyKey: uuidv7() });
    const { id } = await start();
    await hand.inject(id, 'Anybody there?');
    await hand.direction.end(hand.instructor(), id, 'the trainee left');
    expect(await hand.session(id)).toMatchObject({ state: 'INVALIDATED', invalid: 'NOTHING_SAID' });
    expect(await timesCompleted(hand.agency, id)).toBe(0);
    await start();
  });

  it('is seen to pause it by who watches what happens between two turns, and by nobody else', async () => {
    const sessionId = await hand.proof();
    const trainee = await hand.client(hand.agency.trainees[0]);
    const document = `subscription($id: ID!, $partial: Boolean) { sessionProgressed(sessionId: $id, partial: $partial) {
      turn { number } speaking { text } session { state pausedAt } } }`;
    const id = hand.globalId(sessionId);
    const [close, plain] = [true, null].map((partial) => trainee.watch(document, { id, partial }));
    if (!close || !plain) throw new Error('no viewer');
    await hand.say(sessionId);
    await Promise.all([close.first(1), plain.first(1)]);
    await hand.direction.pause(hand.instructor(), sessionId);
    await close.first(2);
    await hand.direction.resume(hand.instructor(), sessionId);
    await close.first(3);
    await hand.service.complete(hand.trainee(), { sessionId });
    await Promise.all([close.ended(), plain.ended()]);
    const seen = (events: typeof close.events) =>
      events.map(({ data }) => {
        const { turn, session } = data?.['sessionProgressed'] as {
          turn: { number: number } | null;
          session: { state: string; pausedAt: string | null };
        };
        return turn?.number ?? (session.pausedAt ? 'paused' : session.state);
      });
    expect(seen(close.events)).toEqual([1, 'paused', 'OPEN', 'COMPLETED']);
    expect(seen(plain.events)).toEqual([1, 'COMPLETED']);
    await Promise.all([close.stop(), plain.stop()]);
  });
});
