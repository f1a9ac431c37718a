import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AgenciesModule } from '#agencies';
import { CurriculaModule } from '#curricula';
import { IdentityModule } from '#identity';
import { Events, Live, Tasks, TenantDb } from '#platform';
import { testApp, until, type TestApp } from '#testing';
import { TraineesModule } from '#trainees';
import { v7 as uuidv7 } from 'uuid';
import { SessionsModule } from '../src/index.js';
import { PinnedVersions } from '../src/pinned-versions.js';
import { SessionService } from '../src/session.service.js';
import { CompletionsModule, timesCompleted } from './completions.js';
import { sessionAgency, type SessionAgency } from './session-agency.js';
import { watchedDb, type WatchedDb } from './watched-db.js';

describe('saying a turn', () => {
  let app: TestApp;
  let agency: SessionAgency;
  let service: SessionService;
  let watched: SessionService;
  let db: WatchedDb;
  let closeDb: () => Promise<void>;
  beforeAll(async () => {
    const modules = [
      IdentityModule,
      AgenciesModule,
      CurriculaModule,
      TraineesModule,
      SessionsModule,
      CompletionsModule,
    ];
    app = await testApp({ modules });
    agency = await sessionAgency(app.get(TenantDb));
    service = app.get(SessionService);
    ({ db, close: closeDb } = await watchedDb(app.database));
    watched = new SessionService(db, app.get(Tasks), app.get(Events), app.get(Live), app.get(PinnedVersions));
  });
  afterAll(async () => {
    await closeDb?.();
    await app?.stop();
  });

  const trainee = () => agency.actor(agency.trainees[0], 'TRAINEE');
  const newSession = async (): Promise<string> => {
    const { scenarioVersionId, rubricVersionId } = agency;
    const input = { scenarioVersionId, rubricVersionId, idempotencyKey: uuidv7() };
    return (await service.startPractice(trainee(), input)).id;
  };
  const say = (sessionId: string, text: string, clientKey: string, by = service) =>
    by.say(trainee(), { sessionId, text, clientKey });
  const answer = (sessionId: string, number: number) =>
    agency.rows(
      `insert into turns (agency_id, session_id, number, speaker, text) values ($1, $2, $3, 'CIVILIAN', 'Yes.')`,
      [agency.agencyId, sessionId, String(number)],
    );
  const stored = (sessionId: string) =>
    agency.rows<{ number: number; text: string }>(
      'select number, text from turns where session_id = $1 order by number',
      [sessionId],
    );
  const queued = (sessionId: string) =>
    agency.rows(`select 1 from tasks where name = 'play-turn' and payload ->> 'sessionId' = $1`, [sessionId]);

  it('stores the turn and queues one answer, in one transaction of four statements', async () => {
    const sessionId = await newSession();
    const before = db.transactions;
    const { turn } = await say(sessionId, ' Good evening.\u200b ', 'a', watched);
    expect(turn).toMatchObject({ number: 1, speaker: 'OFFICER', text: 'Good evening.' });
    expect(await stored(sessionId)).toEqual([{ number: 1, text: 'Good evening.' }]);
    expect(await queued(sessionId)).toHaveLength(1);
    expect([db.transactions - before, db.statements]).toEqual([1, 4]);
  });

  it('sent again is the same turn, before the answer, after it and after the end', async () => {
    const sessionId = await newSession();
    const first = await say(sessionId, 'Hello.', 'a');
    expect((await say(sessionId, 'Hello. ', 'a')).turn.id).toBe(first.turn.id);
    await answer(sessionId, 2);
    expect((await say(sessionId, 'Hello.', 'a')).turn.id).toBe(first.turn.id);
    await service.complete(trainee(), { sessionId });
    expect((await say(sessionId, 'Hello.', 'a')).turn.id).toBe(first.turn.id);
    expect(await stored(sessionId)).toHaveLength(2);
    expect(await queued(sessionId)).toHaveLength(1);
    await expect(say(sessionId, 'Another.', 'a')).rejects.toMatchObject({
      code: 'KEY_REUSED',
      field: 'input.clientKey',
    });
  });

  it('with other keys at the same time is one turn; the others wait for the civilian', async () => {
    const sessionId = await newSession();
    const keys = ['a', 'b', 'c', 'd'];
    const said = await Promise.allSettled(keys.map((key) => say(sessionId, `I say ${key}.`, key)));
    expect(said.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of said) {
      if (one.status === 'rejected')
        expect(one.reason).toMatchObject({ code: 'WRONG_STATE', field: 'input.sessionId' });
    }
    expect(await stored(sessionId)).toHaveLength(1);
    expect(await queued(sessionId)).toHaveLength(1);
  });

  it('with one key at the same time is the same turn for all', async () => {
    const sessionId = await newSession();
    const said = await Promise.all(['a', 'a', 'a', 'a'].map((key) => say(sessionId, 'Hello.', key)));
    expect(new Set(said.map(({ turn }) => turn.id)).size).toBe(1);
    expect(await stored(sessionId)).toHaveLength(1);
  });

  it('that comes while the session is being completed waits, and is refused', async () => {
    const sessionId = await newSession();
    await say(sessionId, 'Hello.', 'a');
    await answer(sessionId, 2);
    const held = CompletionsModule.hold();
    const completing = service.complete(trainee(), { sessionId });
    await held.reached;
    let settled = false;
    const saying = say(sessionId, 'Wait.', 'b').finally(() => (settled = true));
    saying.catch(() => undefined);
    await until('the turn to wait or to be settled', async () =>
      settled || (await agency.rows('select 1 from pg_locks where not granted')).length > 0 ? true : null,
    );
    held.release();
    await completing;
    await expect(saying).rejects.toMatchObject({ code: 'WRONG_STATE', field: 'input.sessionId' });
    expect(await stored(sessionId)).toHaveLength(2);
    expect(await timesCompleted(agency, sessionId)).toBe(1);
  });

  it('leaves nothing when the process dies after any of its statements, and the resend is one turn', async () => {
    const sessionId = await newSession();
    for (let statement = 1; statement <= 4; statement += 1) {
      db.cutAfter = statement;
      await expect(say(sessionId, 'Hello.', 'a', watched)).rejects.toThrow();
      db.cutAfter = null;
      expect(await stored(sessionId)).toEqual([]);
      expect(await queued(sessionId)).toEqual([]);
    }
    await say(sessionId, 'Hello.', 'a', watched);
    await say(sessionId, 'Hello.', 'a', watched);
    expect(await stored(sessionId)).toHaveLength(1);
    expect(await queued(sessionId)).toHaveLength(1);
  });

  it('takes 4,000 characters, emoji too, and refuses one more or nothing that can be seen', async () => {
    const sessionId = await newSession();
    for (const text of ['', ' \n', '\u200b\u202e', '\u0007', 'x'.repeat(4_001), '\u{1f600}'.repeat(4_001)]) {
      await expect(say(sessionId, text, 'a')).rejects.toMatchObject({ field: 'input.text' });
    }
    expect(await stored(sessionId)).toEqual([]);
    await say(sessionId, '\u{1f600}'.repeat(4_000), 'a');
    expect(await stored(sessionId)).toHaveLength(1);
  });

  it('is refused at the turn limit, and the session can still be completed', async () => {
    const sessionId = await newSession();
    await agency.rows(
      `insert into turns (agency_id, session_id, number, speaker, text)
       select $1, $2, n, case n % 2 when 1 then 'OFFICER' else 'CIVILIAN' end, 'x' from generate_series(1, 400) n`,
      [agency.agencyId, sessionId],
    );
    await expect(say(sessionId, 'More.', 'a')).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect((await service.complete(trainee(), { sessionId })).state).toBe('COMPLETED');
  });
});
