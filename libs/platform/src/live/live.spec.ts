import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, until, type TestDatabase } from '#testing';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Actor } from '../actor/actor.js';
import { openDataSource } from '../database/data-source.js';
import { TenantDb } from '../database/tenant-db.js';
import { createLogger } from '../logging/logger.js';
import { Live } from './live.js';

const REDIS_URL = process.env.PARLEY_TEST_REDIS_URL;
const NEVER = new AbortController().signal;
const HOUR_MS = 3_600_000;

const actorOf = (agencyId: string): Actor =>
  new Actor({ agencyId, principalId: uuidv7(), kind: 'MEMBER', scopes: new Map(), requestId: 'test' });

describe.each([
  ['PostgreSQL', true],
  ['Redis', REDIS_URL !== undefined],
])('the live channel on %s', (backend, available) => {
  // Without PARLEY_TEST_REDIS_URL there is no Redis to try it on.
  const itHere = available ? it : it.skip;
  let database: TestDatabase;
  let source: DataSource;
  let db: TenantDb;
  const open: Live[] = [];
  const agencyId = uuidv7();

  beforeAll(async () => {
    database = await testDatabase();
    source = await openDataSource({ url: database.urls.app, entities: [], poolSize: 2, name: 'test' });
    db = new TenantDb(source);
  });
  afterEach(async () => void (await Promise.all(open.splice(0).map((live) => live.onApplicationShutdown()))));
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  /** As one process has it. */
  const process_ = (): Live => {
    const queueUrl = backend === 'Redis' ? (REDIS_URL as string) : database.urls.queue;
    const live = new Live({ queueUrl, databaseUrl: database.urls.app }, createLogger('test', 'silent'));
    open.push(live);
    return live;
  };
  const newTopic = (): string => `session:${uuidv7()}`;
  const announce = (live: Live, agency: string, topic: string, body: Record<string, unknown>): Promise<void> =>
    db.run(actorOf(agency), async (tx) => live.announce(tx, topic, body));
  const listenTo = async (
    live: Live,
    agency: string,
    topic: string,
  ): Promise<{ heard: unknown[]; end: () => void }> => {
    const heard: unknown[] = [];
    return { heard, end: await live.subscribe(agency, topic, (body) => heard.push(body)) };
  };
  /** Messages of one speaker come in order, so everything before this one has been heard or never will be. */
  const caughtUp = async (speaker: Live, listener: Live, agency = agencyId): Promise<void> => {
    const topic = newTopic();
    const { heard, end } = await listenTo(listener, agency, topic);
    await announce(speaker, agency, topic, { last: true });
    await until('the last message', async () => heard[0] ?? null);
    end();
  };

  itHere('tells another process what committed, once and in order, and nobody what rolled back', async () => {
    const [speaker, listener] = [process_(), process_()];
    const topic = newTopic();
    const { heard } = await listenTo(listener, agencyId, topic);
    const failed = db.run(actorOf(agencyId), async (tx) => {
      speaker.announce(tx, topic, { turn: 0 });
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');
    for (const turn of [1, 2, 3]) await announce(speaker, agencyId, topic, { turn });
    await caughtUp(speaker, listener);
    expect(heard).toEqual([{ turn: 1 }, { turn: 2 }, { turn: 3 }]);
  });

  itHere('says nothing before the commit', async () => {
    const [speaker, listener] = [process_(), process_()];
    const topic = newTopic();
    const { heard } = await listenTo(listener, agencyId, topic);
    await db.run(actorOf(agencyId), async (tx) => {
      speaker.announce(tx, topic, { turn: 1 });
      await caughtUp(process_(), listener, uuidv7());
      expect(heard).toEqual([]);
    });
    await until('the message', async () => heard[0] ?? null);
  });

  itHere('never tells one agency what another announces, whatever topic it names', async () => {
    const [speaker, listener] = [process_(), process_()];
    const stranger = uuidv7();
    const topic = newTopic();
    const own = await listenTo(listener, agencyId, topic);
    const foreign = await listenTo(listener, stranger, topic);
    await announce(speaker, agencyId, topic, { turn: 1 });
    await caughtUp(speaker, listener, stranger);
    expect([own.heard, foreign.heard]).toEqual([[{ turn: 1 }], []]);
    for (const forged of [`${agencyId}/${topic}`, `../${topic}`, '*', 'session:*', `session:${uuidv7()} `]) {
      await expect(listener.subscribe(stranger, forged, () => undefined)).rejects.toThrow(/live topic/);
    }
    await expect(listener.subscribe('*', topic, () => undefined)).rejects.toThrow(/agency id/);
  });

  itHere('tells every listener of a topic until it ends, and then no longer listens to the topic', async () => {
    const [speaker, listener] = [process_(), process_()];
    const topic = newTopic();
    const first = await listenTo(listener, agencyId, topic);
    const second = await listenTo(listener, agencyId, topic);
    first.end();
    first.end();
    await announce(speaker, agencyId, topic, { turn: 1 });
    await until('the message', async () => second.heard[0] ?? null);
    second.end();
    expect(listener.topicCount).toBe(0);
    await announce(speaker, agencyId, topic, { turn: 2 });
    await caughtUp(speaker, listener);
    expect([first.heard, second.heard]).toEqual([[], [{ turn: 1 }]]);
  });

  itHere('refuses what a notification cannot carry, before anything is written', async () => {
    const live = process_();
    await expect(announce(live, agencyId, newTopic(), { text: 'x'.repeat(7_900) })).rejects.toThrow(/send ids instead/);
    await expect(announce(live, agencyId, newTopic(), { text: 'é'.repeat(3_950) })).rejects.toThrow(/send ids instead/);
    await announce(live, agencyId, newTopic(), { text: 'x'.repeat(7_700) });
  });

  itHere('carries what is no fact yet at once, to the same listeners and within the same bounds', async () => {
    const [speaker, listener] = [process_(), process_()];
    const topic = newTopic();
    const own = await listenTo(listener, agencyId, topic);
    const foreign = await listenTo(listener, uuidv7(), topic);
    await db.run(actorOf(agencyId), async () => {
      speaker.publish(agencyId, topic, { text: 'I' });
      await until('the message before the commit', async () => own.heard[0] ?? null);
    });
    expect([own.heard, foreign.heard]).toEqual([[{ text: 'I' }], []]);
    expect(() => speaker.publish(agencyId, topic, { text: 'x'.repeat(7_900) })).toThrow(/send ids instead/);
    for (const [agency, wrong] of [[agencyId, 'session:*'] as const, ['*', topic] as const]) {
      expect(() => speaker.publish(agency, wrong, {})).toThrow(/live topic|agency id/);
    }
  });

  itHere('does not wake whom a message is no news to', async () => {
    const [speaker, listener] = [process_(), process_()];
    // A first connection is news to all.
    await caughtUp(speaker, listener);
    const topic = newTopic();
    const heard: unknown[] = [];
    const wakeUps = await listener.wakeUps(agencyId, topic, HOUR_MS, NEVER, (body) => {
      heard.push(body);
      return body['news'] === true;
    });
    let woken = false;
    const next = wakeUps.next().then(() => (woken = true));
    speaker.publish(agencyId, topic, { news: false });
    await caughtUp(speaker, listener);
    expect([heard, woken]).toEqual([[{ news: false }], false]);
    speaker.publish(agencyId, topic, { news: true });
    await next;
    wakeUps.close();
  });

  itHere('is heard again after its connections were cut, and says that something may have been missed', async () => {
    const [speaker, listener] = [process_(), process_()];
    const topic = newTopic();
    const { heard } = await listenTo(listener, agencyId, topic);
    const wakeUps = await listener.wakeUps(agencyId, topic, HOUR_MS, NEVER);
    await announce(speaker, agencyId, topic, { turn: 1 });
    await until('the message', async () => heard[0] ?? null);
    expect(await wakeUps.next()).toBe(true);
    await cutConnections(backend, database);
    expect(await wakeUps.next()).toBe(true);
    // What is said while the speaker connects again is lost, as it may be.
    await until('the message after the cut', async () => {
      await announce(speaker, agencyId, topic, { turn: 2 });
      return heard.length > 1 ? heard : null;
    });
    wakeUps.close();
  });

  itHere('wakes once for news that came while nobody looked, and at the latest after the interval', async () => {
    const [speaker, listener] = [process_(), process_()];
    const topic = newTopic();
    const patient = await listener.wakeUps(agencyId, topic, HOUR_MS, NEVER);
    await announce(speaker, agencyId, topic, { turn: 1 });
    await announce(speaker, agencyId, topic, { turn: 2 });
    await caughtUp(speaker, listener);
    expect(await patient.next()).toBe(true);
    let again = false;
    const next = patient.next().then((more) => {
      again = true;
      return more;
    });
    const restless = await listener.wakeUps(agencyId, newTopic(), 20, NEVER);
    expect(await restless.next()).toBe(true);
    expect(again).toBe(false);
    patient.close();
    expect(await next).toBe(false);
    restless.close();
  });

  itHere('stops waiting when the stream ends, and leaves nothing behind', async () => {
    const live = process_();
    await caughtUp(live, live);
    const ended = new AbortController();
    const wakeUps = await live.wakeUps(agencyId, newTopic(), HOUR_MS, ended.signal);
    const next = wakeUps.next();
    ended.abort();
    expect(await next).toBe(false);
    expect(await wakeUps.next()).toBe(false);
    await live.wakeUps(agencyId, newTopic(), HOUR_MS, ended.signal);
    expect(live.topicCount).toBe(0);
  });
});

describe('the live channel without its server', () => {
  it.each([
    ['PostgreSQL', { queueUrl: null, databaseUrl: 'postgres://app:x@127.0.0.1:1/parley' }],
    ['Redis', { queueUrl: 'redis://127.0.0.1:1', databaseUrl: '' }],
  ])('on %s neither fails nor waits', async (_backend, urls) => {
    const live = new Live(urls, createLogger('test', 'silent'));
    const hints: (() => void)[] = [];
    const tx = { agencyId: uuidv7(), afterCommit: (hint: () => void) => void hints.push(hint) };
    live.announce(tx as never, `session:${uuidv7()}`, {});
    hints.forEach((hint) => hint());
    const end = await live.subscribe(tx.agencyId, `session:${uuidv7()}`, () => undefined);
    end();
    await live.onApplicationShutdown();
  });
});

async function cutConnections(backend: string, database: TestDatabase): Promise<void> {
  if (backend === 'Redis') {
    const redis = new Redis(REDIS_URL as string);
    const clients = String(await redis.client('LIST')).split('\n');
    const live = clients.filter((line) => / name=parley-live/.test(line)).map((line) => /^id=(\d+)/.exec(line)?.[1]);
    for (const id of live) await redis.client('KILL', 'ID', id as string);
    redis.disconnect();
    return;
  }
  const client = new pg.Client({ connectionString: database.superuserUrl });
  await client.connect();
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'parley-live' and datname = current_database()`,
  );
  await client.end();
}
