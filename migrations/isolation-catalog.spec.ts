import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogProblems, testDatabase, type TestDatabase } from '#testing';
import pg from 'pg';

/** Standing isolation test 1: what keeps agencies apart in the database, read from its catalog. */
describe('the catalog', () => {
  let database: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await testDatabase();
    client = new pg.Client({ connectionString: database.superuserUrl });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('follows every rule of isolation', async () => {
    expect(await catalogProblems(client)).toEqual([]);
  });

  const table =
    'create table planted (agency_id uuid not null, id uuid not null, other uuid, primary key (agency_id, id))';
  const planted = `set role owner; ${table}; select app.protect('planted')`;

  it.each([
    ['a table without protect', `set role owner; ${table}`, /planted: a table must have row-level security/],
    [
      'a table without an agency',
      `set role owner; create table planted (id uuid primary key)`,
      /planted: a table must have agency_id/,
    ],
    [
      'row-level security not forced',
      `${planted}; alter table planted no force row level security`,
      /planted: .*enabled and forced/,
    ],
    [
      'a policy that lets all pass',
      `${planted}; create policy all_of_it on planted using (true)`,
      /planted.all_of_it: a policy/,
    ],
    [
      'a plain foreign key',
      `${planted}; create unique index on planted (agency_id, other); create table target (agency_id uuid not null, id uuid not null, primary key (agency_id, id), unique (id)); select app.protect('target'); alter table planted add foreign key (other) references target (id)`,
      /a foreign key must lead with agency_id/,
    ],
    [
      'a unique key across agencies',
      `${planted}; create unique index across on planted (other)`,
      /planted.across: a primary key, unique key/,
    ],
    [
      'a default view',
      `${planted}; create view planted_view as select * from planted`,
      /planted_view: a view must be security_invoker/,
    ],
    [
      'a materialized view',
      `${planted}; create materialized view planted_copy as select * from planted`,
      /planted_copy: no materialized views/,
    ],
    [
      'a function that runs as its owner',
      `set role owner; create function app.planted() returns int language sql security definer as 'select 1'`,
      /app.planted: a function that runs as its owner/,
    ],
    ['a grant to everybody', `${planted}; grant select on planted to public`, /planted: a grant .*public SELECT/],
    ['a grant to the relay', `${planted}; grant select on planted to relay`, /planted: a grant .*relay SELECT/],
    [
      'a changeable audit trail',
      `set role owner; grant update on audit_entries to app`,
      /audit_entries: an append-only table/,
    ],
    [
      'a relay that may change what a task says',
      `set role owner; grant update (payload) on tasks to relay`,
      /tasks.payload: the relay/,
    ],
    [
      'an application that writes the library',
      `set role owner; create table library.planted (id int); grant insert on library.planted to app`,
      /library.planted: the applications/,
    ],
  ])('catches %s', async (_fault, sql, message) => {
    await client.query('begin');
    try {
      await client.query(sql);
      await client.query('reset role');
      expect((await catalogProblems(client)).join('\n')).toMatch(message);
    } finally {
      await client.query('rollback');
      await client.query('reset role');
    }
  });
});
