import {
  createPostgresBackend,
  Queue,
  setDefaultBackendFactory,
  Worker,
  type ConnectionOptions,
  type Job,
} from 'bullmq';
import pg from 'pg';
import type { HandedTask } from './task-runner.js';

export const QUEUE_NAME = 'parley';

/** The wake-up queue on Redis or PostgreSQL, by the scheme of its URL. It holds no fact: it may be emptied at any time. */
export interface WakeUpQueue {
  add(tasks: readonly HandedTask[]): Promise<void>;
  /** Handed over and not yet started. */
  waiting(): Promise<number>;
  process(concurrency: number, work: (task: HandedTask) => Promise<void>): void;
  /** Waits for running tasks, then lets go of every connection. */
  close(): Promise<void>;
}

interface Connection {
  options: ConnectionOptions;
  end(): Promise<void>;
}

const isPostgres = (url: string): boolean => url.startsWith('postgres');

function connect(url: string): Connection {
  if (isPostgres(url)) {
    setDefaultBackendFactory(createPostgresBackend as never);
    // Each worker pins one client to listen; a passed pool cannot migrate, so `cli migrate` does.
    const pool = new pg.Pool({ connectionString: url, max: 6, keepAlive: true, options: '-c search_path=bullmq' });
    pool.on('error', () => undefined);
    return { options: pool as unknown as ConnectionOptions, end: () => pool.end() };
  }
  const { hostname, port, username, password, protocol, pathname } = new URL(url);
  setDefaultBackendFactory();
  return {
    options: {
      host: hostname,
      port: Number(port || 6379),
      username: username || undefined,
      password: password || undefined,
      db: Number(pathname.slice(1) || 0),
      tls: protocol === 'rediss:' ? {} : undefined,
      maxRetriesPerRequest: null,
    },
    end: () => Promise.resolve(),
  };
}

/** Creates the queue's own schema. Run once by `cli migrate`; running processes never do. */
export async function migrateQueue(url: string): Promise<void> {
  if (!isPostgres(url)) return;
  setDefaultBackendFactory(createPostgresBackend as never);
  const queue = new Queue(QUEUE_NAME, {
    connection: { connectionString: url, max: 2, migrate: true, schema: 'bullmq' } as never,
  });
  await queue.waitUntilReady();
  await queue.close();
}

export function openQueue(url: string, onError: (error: Error) => void): WakeUpQueue {
  const connection = connect(url);
  const queue = new Queue<HandedTask>(QUEUE_NAME, {
    connection: connection.options,
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
  });
  queue.on('error', onError);
  let worker: Worker<HandedTask> | null = null;
  return {
    async add(tasks) {
      await queue.addBulk(
        tasks.map((task) => ({ name: 'task', data: task, opts: { jobId: `${task.taskId}-${task.generation}` } })),
      );
    },
    waiting: () => queue.getWaitingCount(),
    process(concurrency, work) {
      worker = new Worker<HandedTask>(QUEUE_NAME, (job: Job<HandedTask>) => work(job.data), {
        connection: connection.options,
        concurrency,
        lockDuration: 15_000,
        stalledInterval: 5_000,
        maxStalledCount: 10,
      });
      worker.on('error', onError);
    },
    async close() {
      await worker?.close();
      await queue.close();
      await connection.end();
    },
  };
}
