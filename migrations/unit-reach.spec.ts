import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrationOnRows, type MigrationOnRows } from '#testing';
import { UnitReach1763857100000 } from './1763857100000-unit-reach.js';

describe('taking the reach of org units back', () => {
  let migration: MigrationOnRows;

  beforeAll(async () => {
    migration = await migrationOnRows(new UnitReach1763857100000());
  });
  afterAll(() => migration.drop());

  it('leaves whoever had a unit with nothing, never with the whole agency, and can be repeated', async () => {
    const agencies = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'];
    await migration.superuser.query(
      `with agency as (
         insert into control.agencies (id, slug) select id, 'a-' || right(id::text, 1) from unnest($1::uuid[]) id returning id
       ), principal as (
         insert into principals (agency_id, kind) select id, 'MEMBER' from agency returning agency_id, id
       )
       insert into role_assignments (agency_id, principal_id, role, reach)
         select agency_id, id, role, reach from principal, (values ('INSTRUCTOR', 'UNIT'), ('TRAINEE', 'AGENCY')) held(role, reach)`,
      [agencies],
    );
    await migration.down();
    await migration.up();
    const { rows } = await migration.superuser.query(
      'select role, reach, count(*)::int as n from role_assignments group by 1, 2',
    );
    expect(rows).toEqual([{ role: 'TRAINEE', reach: 'AGENCY', n: 2 }]);
  });
});
