import { createPostgresBackend, createRedisBackend, type BackendFactory, type ConnectionOptions } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { GENERAL_LANE } from './task.js';

export const QUEUE_NAME = 'parley';

/** Where the wake-ups of a lane are: its own queue, so that whoever does not serve the lane never takes one. */
export const queueNameOf = (lane: string): string => (lane === GENERAL_LANE ? QUEUE_NAME : `${QUEUE_NAME}-${lane}`);

/** How BullMQ reaches its backend: both are one code path from here on. */
export interface QueueConnection {
  backend: BackendFactory;
  options: ConnectionOptions;
  /** false when a command would only wait for the backend to come back. */
  reachable(): boolean;
  /** Lets go of every connection, also when the backend is away. Safe to call twice. */
  end(): Promise<void>;
}

export const isPostgresQueue = (url: string): boolean => url.startsWith('postgres');

/**
 * The connection of a process that only adds wake-ups. Nothing waits: a command fails at once while the backend is away, for
 * the request that it belongs to has been answered.
 */
export const connectToRing = (url: string): QueueConnection =>
  isPostgresQueue(url)
    ? postgres(url, 2)
    : redis(url, { enableOfflineQueue: false, autoResendUnfulfilledCommands: false, commandTimeout: 2_000 });

/** The connection of a process that waits for wake-ups, for as long as it takes. */
export const connectToListen = (url: string): QueueConnection =>
  // A worker of BullMQ pins one client to listen, and needs others to take and to end jobs.
  isPostgresQueue(url) ? postgres(url, 4) : redis(url, {});

function postgres(url: string, max: number): QueueConnection {
  // A passed pool cannot migrate; `cli migrate` does.
  const pool = new pg.Pool({
    connectionString: url,
    max,
    keepAlive: true,
    connectionTimeoutMillis: 2_000,
    options: '-c search_path=bullmq',
    application_name: 'parley-queue',
  });
  pool.on('error', () => undefined);
  let ending: Promise<void> | null = null;
  return {
    backend: createPostgresBackend as unknown as BackendFactory,
    options: pool as unknown as ConnectionOptions,
    reachable: () => true,
    end: () => (ending ??= pool.end()),
  };
}

function redis(url: string, options: object): QueueConnection {
  // BullMQ gets a client of ours rather than its address: only the client can say whether Redis is there.
  const client = new Redis(url, {
    maxRetriesPerRequest: null,
    connectTimeout: 2_000,
    // Told to let go, it holds the process for as long, also where its connection is gone already.
    disconnectTimeout: 100,
    keepAlive: 10_000,
    retryStrategy: (times) => Math.min(times * 100, 2_000),
    ...options,
  });
  client.on('error', () => undefined);
  const clients = [client];
  // BullMQ makes its blocking client from ours, and would wait for Redis to come back before it lets go of it.
  const duplicate = client.duplicate.bind(client);
  client.duplicate = (override) => {
    const copy = duplicate(override);
    clients.push(copy);
    return copy;
  };
  return {
    backend: createRedisBackend,
    options: client,
    reachable: () => client.status === 'ready',
    end: () => {
      for (const one of clients) one.disconnect();
      return Promise.resolve();
    },
  };
}
