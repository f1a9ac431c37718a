import type { MigrationInterface, QueryRunner } from 'typeorm';
import { MIGRATION_LOCK, migrationSource, type MigrationClass } from './migrate.js';

export interface Reverted {
  /** Names of the migrations undone, newest first. */
  migrations: string[];
  /** Tables and columns that are gone with what was in them: `public.devices`, `control.agencies.admin_id`. */
  dropped: string[];
}

/** A table of a running deployment may be in use: better to give up than to queue every request behind this. */
const PATIENCE = '10s';

/**
 * Undoes the newest migrations, all in one transaction: killed at any moment it has undone none.
 * @param commit false undoes nothing, and tells what would be dropped
 * @throws when a migration that ran is not among `migrations`: this version does not know how to undo it
 */
export async function revertMigrations(
  ownerUrl: string,
  migrations: readonly MigrationClass[],
  count: number,
  commit: boolean,
): Promise<Reverted> {
  const source = migrationSource(ownerUrl, migrations);
  await source.initialize();
  const runner = source.createQueryRunner();
  try {
    await runner.query('select pg_advisory_lock(hashtext($1))', [MIGRATION_LOCK]);
    await runner.startTransaction();
    await runner.query(`set local lock_timeout = '${PATIENCE}'`);
    const names = await newestMigrations(runner, count);
    const before = await tablesAndColumns(runner);
    for (const name of names) {
      await knownMigration(migrations, name).down(runner);
      await runner.query('delete from schema_migrations where name = $1', [name]);
    }
    const after = new Set(await tablesAndColumns(runner));
    await (commit ? runner.commitTransaction() : runner.rollbackTransaction());
    return { migrations: names, dropped: outermost(before.filter((name) => !after.has(name))) };
  } finally {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    await runner.release();
    await source.destroy();
  }
}

async function newestMigrations(runner: QueryRunner, count: number): Promise<string[]> {
  const [table] = (await runner.query(`select to_regclass('public.schema_migrations') as found`)) as {
    found: unknown;
  }[];
  if (!table?.found) return [];
  const rows = (await runner.query('select name from schema_migrations order by id desc limit $1', [count])) as {
    name: string;
  }[];
  return rows.map(({ name }) => name);
}

function knownMigration(migrations: readonly MigrationClass[], name: string): MigrationInterface {
  const known = migrations.find((migration) => migration.name === name);
  if (!known) throw new Error(`this version does not know the migration ${name}: undo it with the version that ran it`);
  return new known();
}

async function tablesAndColumns(runner: QueryRunner): Promise<string[]> {
  const rows = (await runner.query(
    `select table_schema || '.' || table_name as name from information_schema.tables where table_schema = any($1)
     union all select table_schema || '.' || table_name || '.' || column_name from information_schema.columns where table_schema = any($1)
     order by 1`,
    [['public', 'app', 'control', 'library']],
  )) as { name: string }[];
  return rows.map(({ name }) => name);
}

/** Columns of a table that is gone say nothing new. */
function outermost(names: readonly string[]): string[] {
  const gone = new Set(names);
  return names.filter((name) => !gone.has(name.split('.').slice(0, 2).join('.')) || name.split('.').length === 2);
}
