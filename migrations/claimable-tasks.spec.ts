import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrationOnRows, type MigrationOnRows } from '#testing';
import { ClaimableTasks1763856900000 } from './1763856900000-claimable-tasks.js';

describe('tasks that the relay had handed over', () => {
  let migration: MigrationOnRows;

  beforeAll(async () => {
    migration = await migrationOnRows(new ClaimableTasks1763856900000());
  });
  afterAll(() => migration.drop());

  it('are not taken for crashed ones, in any agency, and a stuck one says since when', async () => {
    await migration.down();
    await migration.superuser.query(
      `with agency as (
         insert into control.agencies (id, slug) values (uuidv7(), 'a-1'), (uuidv7(), 'a-2') returning id
       ) insert into tasks (agency_id, name, payload, priority, state, generation, handed_at)
         select id, 'test', '{}', 50, state, 7, now() from agency, unnest(array['READY', 'POISON']) state`,
    );
    await migration.up();
    const after = await migration.superuser.query(
      'select state, crashes, stuck_at is not null as stuck, count(*)::int as n from tasks group by 1, 2, 3 order by 1',
    );
    expect(after.rows).toEqual([
      { state: 'POISON', crashes: 0, stuck: true, n: 2 },
      { state: 'READY', crashes: 0, stuck: false, n: 2 },
    ]);
    await migration.superuser.query(`update tasks set crashes = 2`);
    await migration.down();
    const before = await migration.superuser.query(
      'select generation, handed_at is not null as handed, count(*)::int as n from tasks group by 1, 2',
    );
    expect(before.rows).toEqual([{ generation: 0, handed: false, n: 4 }]);
  });
});
