import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MIGRATIONS } from '#migrations';
import { migrate } from '#platform';
import { emptyDatabase, type TestDatabase } from '#testing';
import pg from 'pg';

describe('the migrations', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await emptyDatabase();
  });
  afterAll(() => database.drop());

  it('run from empty as the owner, once, however many deployments try at the same time', async () => {
    const runs = await Promise.all([
      migrate(database.urls.owner, MIGRATIONS),
      migrate(database.urls.owner, MIGRATIONS),
    ]);
    expect(runs.map((names) => names.length).sort((a, b) => a - b)).toEqual([0, MIGRATIONS.length]);
    expect(await migrate(database.urls.owner, MIGRATIONS)).toEqual([]);
  });

  it('are listed oldest first, each with a timestamp of its own', () => {
    const stamps = MIGRATIONS.map((migration) => Number(/\d{13}$/.exec(migration.name)?.[0]));
    expect(stamps).toEqual([...stamps].sort((a, b) => a - b));
    expect(new Set(stamps).size).toBe(stamps.length);
  });

  it('need no right to make roles', async () => {
    const client = new pg.Client({ connectionString: database.urls.owner });
    await client.connect();
    const { rows } = await client.query<{ rolcreaterole: boolean }>(
      'select rolcreaterole from pg_roles where rolname = current_user',
    );
    await client.end();
    expect(rows[0]?.rolcreaterole).toBe(false);
  });
});
