import { DataSource, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { SnakeCaseNaming } from './naming.js';

export interface SourceOptions {
  url: string;
  entities: EntityTarget<ObjectLiteral>[];
  poolSize: number;
  /** Shown by pg_stat_activity. */
  name: string;
}

/** A connected data source. The schema is changed by migrations only. */
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
  await source.initialize();
  return source;
}
