import { MIGRATIONS } from '#migrations';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  acquireProcessLock,
  ensureSigningKeys,
  findFreePort,
  LockHeldError,
  migrate,
  migrateQueue,
  openDataSource,
  provision,
  startEmbeddedPostgres,
  type RoleUrls,
} from '#platform';

const ROLES = ['owner', 'app', 'worker', 'relay', 'librarian', 'operator', 'queue'] as const;

const PREFIX = 'deployment-';
const LOCK = 'run.lock';

/** A database with roles, migrations and keys, in a folder that goes when it is stopped. */
export interface Deployment {
  folder: string;
  urls: RoleUrls;
  superuserUrl: string;
  masterKey: string;
  issuer: string;
  httpPort: number;
  /** Every PARLEY_ variable that an API or a worker reads. */
  environment: Record<string, string>;
  stop(): Promise<void>;
}

export interface DeploymentOptions {
  /** Another queue than the PostgreSQL one beside the database. */
  queueUrl?: string;
  /** False gives up safety against a crash of the machine for speed. True when left out. */
  durable?: boolean;
}

export async function deploy({ queueUrl, durable = true }: DeploymentOptions = {}): Promise<Deployment> {
  const parent = join(process.cwd(), '.parley');
  await mkdir(parent, { recursive: true });
  await removeAbandoned(parent);
  const folder = await mkdtemp(join(parent, PREFIX));
  const lock = await acquireProcessLock(join(folder, LOCK));
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), durable });
  const stop = async (): Promise<void> => {
    await server.stop();
    await lock.release();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const superuserUrl = server.superuserUrl;
    const urls = roleUrls(superuserUrl);
    const masterKey = randomBytes(32).toString('base64');
    await provision(superuserUrl, urls);
    await migrate(urls.owner, MIGRATIONS);
    await migrateQueue(urls.queue);
    const operator = await openDataSource({ url: urls.operator, entities: [], poolSize: 1, name: 'parley-deploy' });
    await ensureSigningKeys(operator, masterKey).finally(() => operator.destroy());
    const httpPort = await findFreePort();
    const issuer = `http://127.0.0.1:${httpPort}`;
    const environment = {
      NODE_ENV: 'production',
      PARLEY_DATABASE_URL: urls.app,
      PARLEY_OPERATOR_DATABASE_URL: urls.operator,
      PARLEY_WORKER_DATABASE_URL: urls.worker,
      PARLEY_RELAY_DATABASE_URL: urls.relay,
      PARLEY_QUEUE_URL: queueUrl ?? urls.queue,
      PARLEY_MASTER_KEY: masterKey,
      PARLEY_ISSUER: issuer,
      PARLEY_HTTP_PORT: String(httpPort),
      // A few clients send what a few thousand would.
      PARLEY_COST_BUCKET: '1000000000',
      PARLEY_COST_RESTORE: '1000000000',
      PARLEY_LOG_LEVEL: 'warn',
    };
    return { folder, urls, superuserUrl, masterKey, issuer, httpPort, environment, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What killed runs left: nobody holds its lock any more. */
async function removeAbandoned(parent: string): Promise<void> {
  for (const name of (await readdir(parent)).filter((entry) => entry.startsWith(PREFIX))) {
    try {
      await (await acquireProcessLock(join(parent, name, LOCK))).release();
      await rm(join(parent, name), { recursive: true, force: true });
    } catch (error) {
      if (!(error instanceof LockHeldError)) throw error;
    }
  }
}

function roleUrls(superuserUrl: string): RoleUrls {
  const entries = ROLES.map((role) => {
    const url = new URL(superuserUrl);
    url.username = role;
    url.password = randomBytes(18).toString('hex');
    url.pathname = role === 'queue' ? '/parley_queue' : '/parley';
    return [role, url.toString()];
  });
  return Object.fromEntries(entries) as RoleUrls;
}
