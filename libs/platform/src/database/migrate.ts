import { DataSource, type MigrationInterface } from 'typeorm';

export type MigrationClass = new () => MigrationInterface;

/** Two deployments at once, one that goes up and one that goes down among them, queue at this advisory lock. */
export const MIGRATION_LOCK = 'parley migrate';

/** One connection, so that the lock is held by whoever works. Not yet connected. */
export const migrationSource = (ownerUrl: string, migrations: readonly MigrationClass[]): DataSource =>
  new DataSource({
    type: 'postgres',
    url: ownerUrl,
    migrations: migrations as unknown as MigrationClass[],
    migrationsTableName: 'schema_migrations',
    logging: false,
    applicationName: 'parley-migrate',
    poolSize: 1,
  });

/**
 * Brings the database up to date as the role `owner`.
 * @returns the names of the migrations that ran
 */
export async function migrate(ownerUrl: string, migrations: readonly MigrationClass[]): Promise<string[]> {
  const source = migrationSource(ownerUrl, migrations);
  await source.initialize();
  try {
    await source.query('select pg_advisory_lock(hashtext($1))', [MIGRATION_LOCK]);
    const ran = await source.runMigrations({ transaction: 'each' });
    return ran.map((migration) => migration.name);
  } finally {
    await source.destroy();
  }
}
