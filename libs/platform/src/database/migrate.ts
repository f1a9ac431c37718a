import { DataSource, type MigrationInterface } from 'typeorm';

type MigrationClass = new () => MigrationInterface;

/**
 * Brings the database up to date as the role `owner`.
 * @returns the names of the migrations that ran
 */
export async function migrate(ownerUrl: string, migrations: readonly MigrationClass[]): Promise<string[]> {
  const source = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    migrations: migrations as unknown as MigrationClass[],
    migrationsTableName: 'schema_migrations',
    logging: false,
    applicationName: 'parley-migrate',
    // One connection, so that two deployments at once queue at the lock below instead of racing.
    poolSize: 1,
  });
  await source.initialize();
  try {
    await source.query('select pg_advisory_lock(hashtext($1))', ['parley migrate']);
    const ran = await source.runMigrations({ transaction: 'each' });
    return ran.map((migration) => migration.name);
  } finally {
    await source.destroy();
  }
}
