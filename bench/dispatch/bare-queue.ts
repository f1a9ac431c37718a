import {
  createPostgresBackend,
  createRedisBackend,
  Queue,
  Worker,
  type BackendFactory,
  type ConnectionOptions,
} from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';

const NAME = 'bare';

/** BullMQ as its own documentation sets it up: a job is added, a worker starts it. No facts, no agencies, no leases. */
export interface BareQueue {
  /** Adds a job. @returns milliseconds from the call until the worker has started it */
  addToStart(): Promise<number>;
  close(): Promise<void>;
}

interface Connection {
  options: ConnectionOptions;
  end(): unknown;
}

export async function bareQueue(queueUrl: string): Promise<BareQueue> {
  const postgres = queueUrl.startsWith('postgres');
  const backend = (postgres ? createPostgresBackend : createRedisBackend) as unknown as BackendFactory;
  const connect = (): Connection => {
    if (postgres) {
      const pool = new pg.Pool({ connectionString: queueUrl, max: 4, options: '-c search_path=bullmq' });
      return { options: pool as unknown as ConnectionOptions, end: () => pool.end() };
    }
    const client = new Redis(queueUrl, { maxRetriesPerRequest: null });
    return { options: client, end: () => client.disconnect() };
  };
  const connections = [connect(), connect()] as const;
  let started: (at: number) => void = () => undefined;
  const queue = new Queue(NAME, { connection: connections[0].options }, backend);
  const worker = new Worker(
    NAME,
    () => {
      started(performance.now());
      return Promise.resolve();
    },
    { connection: connections[1].options, concurrency: 4 },
    backend,
  );
  await worker.waitUntilReady();
  return {
    async addToStart() {
      const start = new Promise<number>((resolve) => (started = resolve));
      const addedAt = performance.now();
      await queue.add('job', {}, { removeOnComplete: true });
      return (await start) - addedAt;
    },
    async close() {
      await worker.close();
      await queue.close();
      for (const connection of connections) await connection.end();
    },
  };
}
