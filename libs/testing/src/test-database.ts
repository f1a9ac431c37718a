import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { MIGRATIONS } from '#migrations';
import {
  ensureSigningKeys,
  migrate,
  migrateQueue,
  openDataSource,
  provision,
  withDatabase,
  type RoleUrls,
} from '#platform';
import pg from 'pg';

/** A database of a test file's own, migrated, with every role's URL. */
export interface TestDatabase {
  urls: RoleUrls;
  superuserUrl: string;
  masterKey: string;
  /** Drops both databases; connections still open to them are cut. */
  drop(): Promise<void>;
}

/** Only for tests: a fixed key, so that a template made by one process can be read by another. */
export const TEST_MASTER_KEY = Buffer.alloc(32, 'parley test key ').toString('base64');
const TEST_PASSWORD = 'test-only';
const LOCK = 'parley test template';

/**
 * A clone of a migrated template. The template is made once per state of the migrations, whichever test comes first.
 * @throws when PARLEY_TEST_SUPERUSER_URL is not set: `npm test` sets it
 */
export async function testDatabase(): Promise<TestDatabase> {
  const superuserUrl = process.env.PARLEY_TEST_SUPERUSER_URL;
  if (!superuserUrl) throw new Error('PARLEY_TEST_SUPERUSER_URL is not set: run the tests with npm test');
  const template = `parley_template_${migrationsDigest()}`;
  const name = `parley_test_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  await withSuperuser(superuserUrl, async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', [LOCK]);
    if (!(await exists(client, `${template}_ready`))) await makeTemplate(client, superuserUrl, template);
    await client.query(`create database ${name} template ${template} owner owner`);
    await client.query(`create database ${name}_queue template ${template}_queue owner queue`);
    for (const role of ['app', 'worker', 'relay', 'librarian', 'operator']) {
      await client.query(`grant connect on database ${name} to ${role}`);
    }
  });
  return {
    urls: roleUrls(superuserUrl, name),
    superuserUrl: withDatabase(superuserUrl, name),
    masterKey: TEST_MASTER_KEY,
    drop: () =>
      withSuperuser(superuserUrl, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`);
        await client.query(`drop database if exists ${name}_queue with (force)`);
      }),
  };
}

/** An empty database with the roles but no migration, for tests of the migrations themselves. */
export async function emptyDatabase(): Promise<TestDatabase> {
  const superuserUrl = process.env.PARLEY_TEST_SUPERUSER_URL;
  if (!superuserUrl) throw new Error('PARLEY_TEST_SUPERUSER_URL is not set: run the tests with npm test');
  const name = `parley_empty_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  const urls = roleUrls(superuserUrl, name);
  await withSuperuser(superuserUrl, async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', [LOCK]);
    await provision(superuserUrl, urls);
  });
  return {
    urls,
    superuserUrl: withDatabase(superuserUrl, name),
    masterKey: TEST_MASTER_KEY,
    drop: () =>
      withSuperuser(superuserUrl, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`);
        await client.query(`drop database if exists ${name}_queue with (force)`);
      }),
  };
}

async function makeTemplate(client: pg.Client, superuserUrl: string, template: string): Promise<void> {
  for (const name of [template, `${template}_queue`])
    await client.query(`drop database if exists ${name} with (force)`);
  const urls = roleUrls(superuserUrl, template);
  await provision(superuserUrl, urls);
  await migrate(urls.owner, MIGRATIONS);
  await migrateQueue(urls.queue);
  const operator = await openDataSource({ url: urls.operator, entities: [], poolSize: 1, name: 'test-template' });
  await ensureSigningKeys(operator, TEST_MASTER_KEY);
  await operator.destroy();
  await client.query(`create database ${template}_ready`);
}

const exists = async (client: pg.Client, name: string): Promise<boolean> =>
  ((await client.query('select 1 from pg_database where datname = $1', [name])).rowCount ?? 0) > 0;

function roleUrls(superuserUrl: string, database: string): RoleUrls {
  const url = (role: string, name: string): string => {
    const changed = new URL(withDatabase(superuserUrl, name));
    changed.username = role;
    changed.password = TEST_PASSWORD;
    return changed.toString();
  };
  return {
    owner: url('owner', database),
    app: url('app', database),
    worker: url('worker', database),
    relay: url('relay', database),
    librarian: url('librarian', database),
    operator: url('operator', database),
    queue: url('queue', `${database}_queue`),
  };
}

function migrationsDigest(): string {
  const folder = new URL('../../../migrations/', import.meta.url);
  const digest = createHash('sha256');
  for (const file of readdirSync(folder).sort()) digest.update(readFileSync(new URL(file, folder)));
  return digest.digest('hex').slice(0, 12);
}

/** One connection past row-level security, for what a test plants or looks up. */
export async function withSuperuser<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
