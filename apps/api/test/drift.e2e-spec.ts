import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDataSource, registeredEntities } from '#platform';
import { driftBetween, testDatabase, type TestDatabase } from '#testing';
import type { DataSource } from 'typeorm';
import { CONTEXTS } from '../src/contexts.js';

/** Migrations and entities are written apart: here they must say the same of every table. */
describe('the entities and the migrated database', () => {
  let database: TestDatabase;
  let source: DataSource;

  beforeAll(async () => {
    database = await testDatabase();
    expect(CONTEXTS.length).toBeGreaterThan(0);
    source = await openDataSource({
      url: database.urls.owner,
      entities: registeredEntities(),
      poolSize: 1,
      name: 'test-drift',
    });
  });
  afterAll(async () => {
    await source?.destroy();
    await database?.drop();
  });

  it('agree on every table, column, type and null', async () => {
    expect(await driftBetween(source)).toEqual([]);
  });

  it.each([
    ['a table without an entity', 'create table planted (agency_id uuid)', 'planted: no entity'],
    [
      'a column without a property',
      'alter table turns add planted text',
      'turns.planted: in the database, not in the entity',
    ],
    [
      'a column that is gone',
      'alter table turns drop column client_key cascade',
      'turns.client_key: in the entity, not in the database',
    ],
    [
      'another type',
      'alter table turns alter number type bigint',
      'turns.number: bigint in the database, integer in the entity',
    ],
    [
      'a null that is allowed',
      'alter table turns alter text drop not null',
      'turns.text: may be null in the database, may not in the entity',
    ],
  ])('catches %s', async (_fault, sql, problem) => {
    const runner = source.createQueryRunner();
    await runner.startTransaction();
    try {
      await runner.query(sql);
      expect(await driftBetween(source, runner)).toContain(problem);
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  });
});
