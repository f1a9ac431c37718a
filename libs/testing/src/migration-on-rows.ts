import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { testDatabase } from './test-database.js';

/** A migrated database on which one migration goes back and forth over rows that a test planted. */
export interface MigrationOnRows {
  superuser: pg.Client;
  /** Each in a transaction of the owner, as `migrate` makes them. */
  up(): Promise<void>;
  down(): Promise<void>;
  /** Ends everything and drops the database. */
  drop(): Promise<void>;
}

export async function migrationOnRows(migration: MigrationInterface): Promise<MigrationOnRows> {
  const database = await testDatabase();
  const superuser = new pg.Client({ connectionString: database.superuserUrl });
  const owner = new pg.Client({ connectionString: database.urls.owner });
  await Promise.all([superuser.connect(), owner.connect()]);
  const inTransaction = async (step: 'up' | 'down'): Promise<void> => {
    await owner.query('begin');
    await migration[step]({ query: (sql: string) => owner.query(sql) } as unknown as QueryRunner);
    await owner.query('commit');
  };
  return {
    superuser,
    up: () => inTransaction('up'),
    down: () => inTransaction('down'),
    drop: async () => {
      await Promise.all([superuser.end(), owner.end()]);
      await database.drop();
    },
  };
}
