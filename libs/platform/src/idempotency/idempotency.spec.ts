import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '#testing';
import type { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Actor } from '../actor/actor.js';
import { openDataSource } from '../database/data-source.js';
import { TenantDb } from '../database/tenant-db.js';
import { UserError } from '../errors/errors.js';
import { idempotent } from './idempotency.js';

describe('a mutation with an idempotency key', () => {
  let database: TestDatabase;
  let source: DataSource;
  let db: TenantDb;
  const agencyId = uuidv7();
  const principalId = uuidv7();
  const caller = (id = principalId): Actor =>
    new Actor({ agencyId, principalId: id, kind: 'MEMBER', scopes: new Map(), requestId: 'test' });

  beforeAll(async () => {
    database = await testDatabase();
    source = await openDataSource({ url: database.urls.app, entities: [], poolSize: 6, name: 'test' });
    db = new TenantDb(source);
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  let done = 0;
  const mutate = (actor: Actor, key: string, input: object, fail = false): Promise<{ id: number }> =>
    db.run(actor, (tx) =>
      idempotent(tx, actor, 'makeThing', key, input, async () => {
        if (fail) throw new UserError('INVALID', 'input.name', 'not today');
        done += 1;
        return { id: done };
      }),
    );

  it('is done once, however often and however much at the same time it is sent', async () => {
    done = 0;
    const answers = await Promise.all(Array.from({ length: 5 }, () => mutate(caller(), 'k1', { a: 1, b: 2 })));
    expect(answers).toEqual(Array(5).fill({ id: 1 }));
    expect(await mutate(caller(), 'k1', { b: 2, a: 1 })).toEqual({ id: 1 });
    expect(done).toBe(1);
  });

  it('is refused when the key comes with another input, and is free for another principal', async () => {
    await mutate(caller(), 'k2', { a: 1 });
    await expect(mutate(caller(), 'k2', { a: 2 })).rejects.toMatchObject({
      code: 'KEY_REUSED',
      field: 'input.idempotencyKey',
    });
    await expect(mutate(caller(uuidv7()), 'k2', { a: 2 })).resolves.toBeDefined();
  });

  it('may be sent again after a business failure, which keeps no key', async () => {
    await expect(mutate(caller(), 'k3', {}, true)).rejects.toThrow('not today');
    await expect(mutate(caller(), 'k3', {})).resolves.toBeDefined();
  });
});
