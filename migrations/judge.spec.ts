import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrationOnRows, type MigrationOnRows } from '#testing';
import { Judge1763857800000 } from './1763857800000-judge.js';

const AGENCIES = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'];
const VERSIONS = ['00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-00000000000b'];

describe('what agencies are given models for, over rows of before', () => {
  let migration: MigrationOnRows;

  beforeAll(async () => {
    migration = await migrationOnRows(new Judge1763857800000());
    await migration.superuser.query(
      `insert into control.agencies (id, slug) select id, 'a-' || right(id::text, 1) from unnest($1::uuid[]) id`,
      [AGENCIES],
    );
  });
  afterAll(() => migration.drop());

  const give = (purpose: string, version: string | undefined, percent: number): Promise<unknown> =>
    migration.superuser.query(
      `insert into agency_models (agency_id, purpose, model_version_id, percent)
       select id, $2, $3, $4 from unnest($1::uuid[]) id`,
      [AGENCIES, purpose, version, percent],
    );
  const purposes = async (): Promise<unknown[]> =>
    (await migration.superuser.query('select purpose, count(*)::int as n from agency_models group by 1 order by 1'))
      .rows;

  it('lets an agency have one judge, whole, and forgets judges on the way back', async () => {
    await give('PLAYER', VERSIONS[0], 25);
    await give('JUDGE', VERSIONS[0], 100);
    await expect(give('JUDGE', VERSIONS[1], 100)).rejects.toThrow('agency_models_one_judge');
    await expect(give('JUDGE', VERSIONS[1], 5)).rejects.toThrow('agency_models_judge_check');
    await give('JUDGE', VERSIONS[1], 0);
    await migration.down();
    expect(await purposes()).toEqual([{ purpose: 'PLAYER', n: 2 }]);
    await expect(give('JUDGE', VERSIONS[1], 0)).rejects.toThrow('agency_models_purpose_check');
    await migration.up();
    await give('JUDGE', VERSIONS[1], 100);
    expect(await purposes()).toEqual([
      { purpose: 'JUDGE', n: 2 },
      { purpose: 'PLAYER', n: 2 },
    ]);
  });
});
