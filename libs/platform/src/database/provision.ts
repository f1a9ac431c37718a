import pg from 'pg';
import { DATABASE_ROLES, ROLES_WITHOUT_LOGIN, type DatabaseRole } from './roles.js';

export type RoleUrls = Record<'owner' | 'app' | 'worker' | 'relay' | 'librarian' | 'operator' | 'queue', string>;

const literal = (value: string): string => pg.escapeLiteral(value);
const identifier = (value: string): string => pg.escapeIdentifier(value);

/**
 * Makes the roles and the two databases that the URLs name, and sets the roles' passwords. Safe to repeat.
 * @param superuserUrl a login that may create roles and databases
 */
export async function provision(superuserUrl: string, urls: RoleUrls): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    for (const role of Object.keys(DATABASE_ROLES) as DatabaseRole[]) {
      const login = ROLES_WITHOUT_LOGIN.includes(role) ? 'nologin' : 'login';
      await client.query(
        `do $$ begin create role ${identifier(role)} ${login}; exception when duplicate_object or unique_violation then null; end $$`,
      );
    }
    for (const [role, url] of Object.entries(urls) as [keyof RoleUrls, string][]) {
      const { username, password } = new URL(url);
      if (username !== role) throw new Error(`the URL for the role ${role} logs in as ${username || 'nobody'}`);
      await client.query(`alter role ${identifier(role)} login password ${literal(decodeURIComponent(password))}`);
    }
    await client.query('alter role backup bypassrls');
    // The owner may act as the resolver to replace its function, but does not inherit what it may read.
    await client.query('grant resolver to owner with inherit false, set true');
    await createDatabase(client, databaseOf(urls.owner), 'owner');
    await createDatabase(client, databaseOf(urls.queue), 'queue');
  });
  await withClient(withDatabase(superuserUrl, databaseOf(urls.owner)), async (client) => {
    const database = identifier(databaseOf(urls.owner));
    await client.query(`revoke connect, temporary on database ${database} from public`);
    await client.query(
      `grant connect on database ${database} to app, worker, relay, librarian, operator, backup, retention`,
    );
    await client.query('alter schema public owner to owner');
  });
  await withClient(withDatabase(superuserUrl, databaseOf(urls.queue)), async (client) => {
    await client.query(`revoke connect, temporary on database ${identifier(databaseOf(urls.queue))} from public`);
    await client.query('create schema if not exists bullmq authorization queue');
  });
}

async function createDatabase(client: pg.Client, name: string, owner: string): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
  if (rowCount === 0) await client.query(`create database ${identifier(name)} owner ${identifier(owner)}`);
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export const databaseOf = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1));

export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(database)}`;
  return changed.toString();
}
