import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, until, type TestDatabase } from '#testing';
import type { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Actor } from '../actor/actor.js';
import { openDataSource } from '../database/data-source.js';
import { TenantDb } from '../database/tenant-db.js';
import { createLogger } from '../logging/logger.js';
import { announce, Listener } from './live.js';

const actorOf = (agencyId: string): Actor =>
  new Actor({ agencyId, principalId: uuidv7(), kind: 'MEMBER', scopes: new Map(), requestId: 'test' });

describe('the live channel', () => {
  let database: TestDatabase;
  let source: DataSource;
  let db: TenantDb;
  let listener: Listener;
  const agencyId = uuidv7();

  beforeAll(async () => {
    database = await testDatabase();
    source = await openDataSource({ url: database.urls.app, entities: [], poolSize: 2, name: 'test' });
    db = new TenantDb(source);
    listener = new Listener(database.urls.app, [], createLogger('test', 'silent'));
    await listener.start();
  });
  afterAll(async () => {
    await listener.stop();
    await source.destroy();
    await database.drop();
  });

  it('tells what committed, once, to who listens to the topic of that agency, and nobody what rolled back', async () => {
    const heard: unknown[] = [];
    const stop = listener.subscribe(agencyId, 'session:1', (body) => heard.push(body));
    const otherAgency: unknown[] = [];
    listener.subscribe(uuidv7(), 'session:1', (body) => otherAgency.push(body));
    const failed = db.run(actorOf(agencyId), async (tx) => {
      await announce(tx, 'session:1', { turn: 1 });
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');
    await db.run(actorOf(agencyId), (tx) => announce(tx, 'session:1', { turn: 2 }));
    await until('the message', async () => heard[0] ?? null);
    expect(heard).toEqual([{ turn: 2 }]);
    expect(otherAgency).toEqual([]);
    stop();
    const last: unknown[] = [];
    listener.subscribe(agencyId, 'session:2', (body) => last.push(body));
    await db.run(actorOf(agencyId), async (tx) => {
      await announce(tx, 'session:1', { turn: 3 });
      await announce(tx, 'session:2', {});
    });
    await until('the last message', async () => last[0] ?? null);
    expect(heard).toHaveLength(1);
  });

  it('refuses what a notification cannot carry, before anything is written', async () => {
    const large = db.run(actorOf(agencyId), (tx) => announce(tx, 'session:1', { text: 'x'.repeat(8_000) }));
    await expect(large).rejects.toThrow(/send ids instead/);
  });
});
