import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrationOnRows, type MigrationOnRows } from '#testing';
import { SessionDirection1763857500000 } from './1763857500000-session-direction.js';

const AGENCIES = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'];
const [TRAINEE, VERSION] = ['00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-00000000000b'];

describe('the ways in which a session stops, over sessions of before', () => {
  let migration: MigrationOnRows;

  beforeAll(async () => {
    migration = await migrationOnRows(new SessionDirection1763857500000());
  });
  afterAll(() => migration.drop());

  const rows = async (columns: string): Promise<unknown[]> =>
    (
      await migration.superuser.query(
        `select ${columns}, count(*)::int as n from scenario_sessions group by 1, 2 order by 1, 2`,
      )
    ).rows;

  it('says of each agency’s invalidated sessions that an instructor did it, and takes new ends back in old words', async () => {
    // Only what is read here: the other tables are not what this is about.
    await migration.superuser.query('set session_replication_role = replica');
    await migration.superuser.query(
      `insert into control.agencies (id, slug) select id, 'a-' || right(id::text, 1) from unnest($1::uuid[]) id`,
      [AGENCIES],
    );
    await migration.superuser.query(
      `insert into scenario_sessions (agency_id, trainee_id, scenario_version_id, rubric_version_id, mode, origin, engine_kind, engine_label,
         seed, state, end_reason, completed_at, invalid_reason)
       select agency, $2, $3, $3, 'PRACTICE', 'LIVE', 'SCRIPTED', 'scripted', 1, state, reason, now(), invalid
       from unnest($1::uuid[]) agency, (values ('INVALIDATED', null, 'ENGINE_TURNS'), ('COMPLETED', 'FORCE_EVENT', null),
         ('COMPLETED', 'SAFE_WORD', null), ('COMPLETED', 'OUTCOME', null)) s(state, reason, invalid)`,
      [AGENCIES, TRAINEE, VERSION],
    );
    await migration.down();
    expect(await rows('state, end_reason')).toEqual([
      { state: 'COMPLETED', end_reason: 'OUTCOME', n: 4 },
      { state: 'COMPLETED', end_reason: 'TURN_LIMIT', n: 2 },
      { state: 'INVALIDATED', end_reason: null, n: 2 },
    ]);
    await migration.up();
    expect(await rows('state, invalid_reason')).toEqual([
      { state: 'COMPLETED', invalid_reason: null, n: 6 },
      { state: 'INVALIDATED', invalid_reason: 'INSTRUCTOR', n: 2 },
    ]);
  });
});
