import { mkdir, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { prepareCluster, SUPERUSER } from './cluster-files.js';
import { findFreePort } from './free-port.js';
import { stopOrphan } from './orphan.js';
import { findPostgresPrograms } from './postgres-programs.js';
import { acquireProcessLock } from './process-lock.js';
import { serverAccount } from './server-account.js';
import { startServer, type SupervisedServer } from './supervised-server.js';

/** Where and how the embedded server keeps its data. */
export interface EmbeddedPostgresOptions {
  /** The cluster's folder; made on first use. `<dataDir>.password` and `<dataDir>.lock` lie beside it. */
  dataDir: string;
  /** The TCP port of 127.0.0.1 to prefer; another is taken when it is busy. */
  port?: number;
  /** False gives up safety against a crash of the machine for speed: tests only. Default true. */
  durable?: boolean;
  /** Receives every line of the server's log. */
  log?: (line: string) => void;
}

/** A running embedded server. */
export interface EmbeddedPostgres {
  port: number;
  /** Connects as the superuser to the database `postgres`. */
  superuserUrl: string;
  /** Stops the server and waits until it is gone. May be called twice. */
  stop(): Promise<void>;
}

const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  // A socket in /tmp would be shared with, and could clash with, every other account of the machine.
  unix_socket_directories: '',
  // Two applications, each with a pool per role, and the queue's pinned listeners.
  max_connections: '300',
  lc_messages: 'C',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

const NOT_DURABLE: Record<string, string> = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

const PORT_ATTEMPTS = 5;

/**
 * Starts a PostgreSQL 18 of our own on 127.0.0.1, for the demo and the tests. A server left behind by a killed process is stopped
 * first; when this process is killed, the server stops by itself.
 * @throws LockHeldError while another living process uses the folder
 * @throws Error in plain words when the server cannot be made or started
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { durable = true, log = () => undefined } = options;
  const { dataDir, folder } = await locate(options.dataDir);

  const lock = await acquireProcessLock(`${dataDir}.lock`);
  try {
    const programs = findPostgresPrograms();
    const account = await serverAccount([programs.postgres, folder]);
    const orphan = await stopOrphan(dataDir);
    if (orphan !== undefined) log(`stopped PostgreSQL process ${orphan}, left behind by a process that is gone`);
    const password = await prepareCluster({ dataDir, account, programs, durable });

    const settings = Object.entries({ ...SETTINGS, ...(durable ? {} : NOT_DURABLE) });
    const flags = settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const { server, port } = await startOnFreePort(options.port, (tried) =>
      startServer([programs.postgres, '-D', dataDir, '-p', String(tried), ...flags], account, log),
    );
    return {
      port,
      superuserUrl: `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`,
      stop: async () => {
        await server.stop();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/**
 * Stops the server that a killed process left on `dataDir`, so that its folder may be removed.
 * @throws LockHeldError while a living process uses the folder
 */
export async function stopAbandonedPostgres(dataDir: string): Promise<void> {
  const located = await locate(dataDir);
  const lock = await acquireProcessLock(`${located.dataDir}.lock`);
  try {
    await stopOrphan(located.dataDir);
  } finally {
    await lock.release();
  }
}

async function locate(given: string): Promise<{ dataDir: string; folder: string }> {
  await mkdir(dirname(resolve(given)), { recursive: true });
  // The orphan check looks for this very path in command lines, so it must always be spelt the same way.
  const folder = await realpath(dirname(resolve(given)));
  return { folder, dataDir: join(folder, basename(given)) };
}

async function startOnFreePort(
  preferred: number | undefined,
  start: (port: number) => Promise<SupervisedServer>,
): Promise<{ server: SupervisedServer; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await findFreePort(attempt === 1 ? preferred : 0);
    try {
      return { server: await start(port), port };
    } catch (error) {
      // Somebody took the port between the look and the start.
      const taken = error instanceof Error && /could not (bind|create any TCP)/.test(error.message);
      if (!taken || attempt === PORT_ATTEMPTS) throw error;
    }
  }
}
