import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MIGRATIONS } from '#migrations';
import { migrate, revertMigrations } from '#platform';
import { emptyDatabase, schemaLines, type TestDatabase } from '#testing';
import pg from 'pg';

describe('going back', () => {
  let database: TestDatabase;
  let client: pg.Client;
  /** The schema after so many migrations. */
  const after: string[][] = [];
  beforeAll(async () => {
    database = await emptyDatabase();
    client = new pg.Client({ connectionString: database.superuserUrl });
    await client.connect();
    after.push(await schemaLines(client));
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  const up = (count: number) => migrate(database.urls.owner, MIGRATIONS.slice(0, count));
  const down = (count: number) => revertMigrations(database.urls.owner, MIGRATIONS, count, true);

  it.each(MIGRATIONS.map(({ name }, index) => [name, index] as const))(
    'from %s gives the schema before it, and forward again the same as the first time',
    async (name, index) => {
      await up(index + 1);
      after.push(await schemaLines(client));
      expect((await down(1)).migrations).toEqual([name]);
      expect(await schemaLines(client)).toEqual(after[index]);
      await up(index + 1);
      expect(await schemaLines(client)).toEqual(after[index + 1]);
    },
  );

  it('tells what would be lost, and changes nothing until it is told to', async () => {
    const told = await revertMigrations(database.urls.owner, MIGRATIONS, 2, false);
    expect(told.migrations).toEqual(
      MIGRATIONS.slice(-2)
        .map(({ name }) => name)
        .reverse(),
    );
    expect(await schemaLines(client)).toEqual(after[MIGRATIONS.length]);
    const whole = await revertMigrations(database.urls.owner, MIGRATIONS, MIGRATIONS.length, false);
    expect(whole.dropped).toEqual(expect.arrayContaining(['control.signing_keys', 'public.devices']));
    expect(whole.dropped).not.toContain('public.devices.name');
    const tables = await client.query(
      `select 1 from information_schema.tables where table_schema in ('public', 'control', 'library')`,
    );
    expect(whole.dropped.length).toBe((tables.rowCount ?? 0) - 1);
  });

  it('step by step to nothing leaves nothing, and from nothing all comes again', async () => {
    for (let left = MIGRATIONS.length; left > 0; left -= 1) {
      await down(1);
      expect(await schemaLines(client)).toEqual(after[left - 1]);
    }
    const left = await client.query<{ name: string }>(
      `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and c.relkind in ('r', 'v', 'm')`,
    );
    expect(left.rows).toEqual([{ name: 'public.schema_migrations' }]);
    expect(await down(1)).toEqual({ migrations: [], dropped: [] });
    await up(MIGRATIONS.length);
    expect(await schemaLines(client)).toEqual(after[MIGRATIONS.length]);
  });

  it('and forward at the same time is one after the other', async () => {
    await Promise.all([down(3), up(MIGRATIONS.length), down(2)]);
    await up(MIGRATIONS.length);
    expect(await schemaLines(client)).toEqual(after[MIGRATIONS.length]);
  });

  it('is refused by a version that does not know the newest migration, and undoes nothing of it', async () => {
    const older = revertMigrations(database.urls.owner, MIGRATIONS.slice(0, -1), 2, true);
    await expect(older).rejects.toThrow(`does not know the migration ${MIGRATIONS.at(-1)?.name}`);
    expect(await schemaLines(client)).toEqual(after[MIGRATIONS.length]);
  });
});
