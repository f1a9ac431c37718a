import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '#testing';
import pg from 'pg';
import type { QueryRunner } from 'typeorm';
import { ClaimableTasks1763856900000 } from './1763856900000-claimable-tasks.js';

describe('tasks that the relay had handed over', () => {
  let database: TestDatabase;
  let superuser: pg.Client;
  let owner: pg.Client;

  beforeAll(async () => {
    database = await testDatabase();
    [superuser, owner] = [database.superuserUrl, database.urls.owner].map(
      (connectionString) => new pg.Client({ connectionString }),
    ) as [pg.Client, pg.Client];
    await Promise.all([superuser.connect(), owner.connect()]);
  });
  afterAll(async () => {
    await Promise.all([superuser.end(), owner.end()]);
    await database.drop();
  });

  it('are not taken for crashed ones, in any agency, and a stuck one says since when', async () => {
    const migration = new ClaimableTasks1763856900000();
    const inTransaction = async (step: (runner: QueryRunner) => Promise<void>): Promise<void> => {
      await owner.query('begin');
      await step({ query: (sql: string) => owner.query(sql) } as unknown as QueryRunner);
      await owner.query('commit');
    };
    await inTransaction((runner) => migration.down(runner));
    await superuser.query(
      `with agency as (
         insert into control.agencies (id, slug) values (uuidv7(), 'a-1'), (uuidv7(), 'a-2') returning id
       ) insert into tasks (agency_id, name, payload, priority, state, generation, handed_at)
         select id, 'test', '{}', 50, state, 7, now() from agency, unnest(array['READY', 'POISON']) state`,
    );
    await inTransaction((runner) => migration.up(runner));
    const after = await superuser.query(
      'select state, crashes, stuck_at is not null as stuck, count(*)::int as n from tasks group by 1, 2, 3 order by 1',
    );
    expect(after.rows).toEqual([
      { state: 'POISON', crashes: 0, stuck: true, n: 2 },
      { state: 'READY', crashes: 0, stuck: false, n: 2 },
    ]);
    await superuser.query(`update tasks set crashes = 2`);
    await inTransaction((runner) => migration.down(runner));
    const before = await superuser.query(
      'select generation, handed_at is not null as handed, count(*)::int as n from tasks group by 1, 2',
    );
    expect(before.rows).toEqual([{ generation: 0, handed: false, n: 4 }]);
  });
});
