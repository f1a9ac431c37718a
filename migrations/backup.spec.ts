import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '#testing';
import pg from 'pg';

describe('a backup', () => {
  let database: TestDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    database = await testDatabase();
    client = new pg.Client({ connectionString: database.superuserUrl });
    await client.connect();
  });
  afterAll(async () => {
    await client?.end();
    await database?.drop();
  });

  /** What pg_dump would stop at. */
  const unreadable = async (): Promise<string[]> => {
    const { rows } = await client.query<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p', 'v', 'm', 'S') and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
         and not (has_schema_privilege('backup', n.oid, 'usage') and has_table_privilege('backup', c.oid, 'select'))
       order by 1`,
    );
    return rows.map(({ name }) => name);
  };

  it('leaves nothing out, of no agency and of none', async () => {
    expect(await unreadable()).toEqual([]);
    const { rows } = await client.query(`select rolbypassrls, rolsuper from pg_roles where rolname = 'backup'`);
    expect(rows).toEqual([{ rolbypassrls: true, rolsuper: false }]);
  });

  it('is not complete once a table is added that its role may not read', async () => {
    await client.query('set role owner; create table control.planted (id int); reset role');
    expect(await unreadable()).toEqual(['control.planted']);
    await client.query('drop table control.planted');
  });
});
