import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '#testing';
import pg from 'pg';
import type { QueryRunner } from 'typeorm';
import { UnitReach1763857100000 } from './1763857100000-unit-reach.js';

describe('taking the reach of org units back', () => {
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

  it('leaves whoever had a unit with nothing, never with the whole agency, and can be repeated', async () => {
    const agencies = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'];
    await superuser.query(
      `with agency as (
         insert into control.agencies (id, slug) select id, 'a-' || right(id::text, 1) from unnest($1::uuid[]) id returning id
       ), principal as (
         insert into principals (agency_id, kind) select id, 'MEMBER' from agency returning agency_id, id
       )
       insert into role_assignments (agency_id, principal_id, role, reach)
         select agency_id, id, role, reach from principal, (values ('INSTRUCTOR', 'UNIT'), ('TRAINEE', 'AGENCY')) held(role, reach)`,
      [agencies],
    );
    const migration = new UnitReach1763857100000();
    const inTransaction = async (step: (runner: QueryRunner) => Promise<void>): Promise<void> => {
      await owner.query('begin');
      await step({ query: (sql: string) => owner.query(sql) } as unknown as QueryRunner);
      await owner.query('commit');
    };
    await inTransaction((runner) => migration.down(runner));
    await inTransaction((runner) => migration.up(runner));
    const { rows } = await superuser.query(
      'select role, reach, count(*)::int as n from role_assignments group by 1, 2',
    );
    expect(rows).toEqual([{ role: 'TRAINEE', reach: 'AGENCY', n: 2 }]);
  });
});
