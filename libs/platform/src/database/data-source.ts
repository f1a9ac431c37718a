import { DataSource, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { ConfigurationError } from '../config/config.js';
import { SnakeCaseNaming } from './naming.js';

export interface SourceOptions {
  url: string;
  entities: EntityTarget<ObjectLiteral>[];
  poolSize: number;
  /** Shown by pg_stat_activity. */
  name: string;
}

/**
 * A connected data source. The schema is changed by migrations only.
 * @throws ConfigurationError, one line that names host, database and role, when it cannot be reached
 */
export async function openDataSource(options: SourceOptions): Promise<DataSource> {
  const source = new DataSource({
    type: 'postgres',
    url: options.url,
    entities: options.entities as never,
    namingStrategy: new SnakeCaseNaming(),
    migrationsRun: false,
    logging: false,
    applicationName: options.name,
    poolSize: options.poolSize,
    // A fast "unavailable", not a hang, when every connection is taken.
    extra: { connectionTimeoutMillis: 5_000, idle_in_transaction_session_timeout: 60_000, statement_timeout: 30_000 },
  });
  try {
    await source.initialize();
  } catch (error) {
    const { username, host, pathname } = new URL(options.url);
    const why = (error as Error).message || (error as { code?: string }).code;
    throw new ConfigurationError([`the database ${host}${pathname} cannot be reached as ${username}: ${why}`]);
  }
  return source;
}
