import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '#testing';
import type { DataSource } from 'typeorm';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { Actor } from '../actor/actor.js';
import { openDataSource } from './data-source.js';
import { TenantDb } from './tenant-db.js';

const actorOf = (agencyId: string): Actor =>
  new Actor({ agencyId, principalId: uuidv7(), kind: 'MEMBER', scopes: new Map(), requestId: 'test' });

const addEntry = `insert into audit_entries (agency_id, principal_id, principal_kind, action, entity_type, entity_id, request_id)
  values ($1, $2, 'MEMBER', 'test.done', 'Test', $2, 'test')`;

describe('TenantDb', () => {
  let database: TestDatabase;
  let source: DataSource;
  let db: TenantDb;

  beforeAll(async () => {
    database = await testDatabase();
    source = await openDataSource({ url: database.urls.app, entities: [], poolSize: 2, name: 'test' });
    db = new TenantDb(source);
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  const countOf = (actor: Actor): Promise<number> =>
    db.run(actor, async (tx) => Number((await tx.query<{ n: string }>('select count(*) n from audit_entries'))[0]?.n));

  it("shows an agency its own rows and nobody else's", async () => {
    const [one, other] = [actorOf(uuidv7()), actorOf(uuidv7())];
    await db.run(one, (tx) => tx.query(addEntry, [tx.agencyId, uuidv7()]));
    expect(await countOf(one)).toBe(1);
    expect(await countOf(other)).toBe(0);
  });

  it("refuses to write a row into another agency's rows", async () => {
    await expect(db.run(actorOf(uuidv7()), (tx) => tx.query(addEntry, [uuidv7(), uuidv7()]))).rejects.toThrow(
      /row-level security/,
    );
  });

  it('does not acknowledge a commit after a swallowed statement error', async () => {
    const actor = actorOf(uuidv7());
    const lost = db.run(actor, async (tx) => {
      await tx.query(addEntry, [tx.agencyId, uuidv7()]);
      await tx.query('select 1/0').catch(() => undefined);
    });
    await expect(lost).rejects.toThrow(/ROLLBACK/);
    expect(await countOf(actor)).toBe(0);
  });

  it('gives a hint once the commit is certain, and never after a rollback', async () => {
    const heard: string[] = [];
    const hinting = (word: string, sql: string): Promise<unknown> =>
      db.run(actorOf(uuidv7()), async (tx) => {
        tx.afterCommit(() => heard.push(word));
        await tx.query(sql);
        expect(heard).not.toContain(word);
      });
    await hinting('committed', 'select 1');
    await expect(hinting('rolled back', 'select 1/0')).rejects.toThrow(/division/);
    expect(heard).toEqual(['committed']);
  });

  it('goes on reading the same snapshot after a failed statement of a sibling', async () => {
    const actor = actorOf(uuidv7());
    const failing = db.read(actor, (tx) => tx.query('select 1/0'));
    const sibling = db.read(actor, (tx) => tx.query<{ n: number }>('select 1 as n'));
    await expect(failing).rejects.toThrow(/division/);
    await expect(sibling).resolves.toEqual([{ n: 1 }]);
    await db.run(actorOf(actor.agencyId as string), (tx) => tx.query(addEntry, [tx.agencyId, uuidv7()]));
    const seen = await db.read(actor, (tx) => tx.query<{ n: string }>('select count(*) n from audit_entries'));
    expect(seen).toEqual([{ n: '0' }]);
    await db.endOperation(actor);
    await expect(db.read(actor, (tx) => tx.query('select 1'))).rejects.toMatchObject({ code: 'READ_CLOSED' });
  });

  it('cannot write in a read, and cannot nest', async () => {
    const actor = actorOf(uuidv7());
    await expect(db.read(actor, (tx) => tx.query(addEntry, [tx.agencyId, uuidv7()]))).rejects.toThrow(/read-only/);
    await expect(db.run(actor, () => db.run(actor, () => Promise.resolve()))).rejects.toThrow(/run inside run/);
    await expect(db.run(actor, () => db.read(actor, () => Promise.resolve()))).rejects.toThrow(/read inside run/);
  });

  it('sends one BEGIN and one COMMIT, also when TypeORM saves', async () => {
    const sent: string[] = [];
    const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
    pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
      sent.push(typeof args[0] === 'string' ? args[0] : '');
      return query.apply(this, args);
    } as never;
    try {
      await db.run(actorOf(uuidv7()), (tx) => tx.query(addEntry, [tx.agencyId, uuidv7()]));
    } finally {
      pg.Client.prototype.query = query as never;
    }
    expect(sent.filter((sql) => /begin|start transaction/i.test(sql))).toHaveLength(1);
    expect(sent.filter((sql) => /^commit/i.test(sql))).toHaveLength(1);
  });

  it('leaves no connection behind after twice the pool of failing and closed reads', async () => {
    const actors = Array.from({ length: 4 }, () => actorOf(uuidv7()));
    await Promise.all(
      actors.map(async (actor) => {
        await db.read(actor, (tx) => tx.query('select 1/0')).catch(() => undefined);
        await db.endOperation(actor);
      }),
    );
    expect(await countOf(actorOf(uuidv7()))).toBe(0);
  });
});
