import { Redis } from 'ioredis';

/** A database of a Redis server that no other test file uses meanwhile. */
export interface TestRedis {
  url: string;
  /** Forgets everything in it, as FLUSHALL does on a server of one's own. */
  flush(): Promise<void>;
}

/** Whether there is a Redis for the tests: `npm test` says so when there is none, and what it skips. */
export const hasTestRedis = (): boolean => Boolean(process.env.PARLEY_TEST_REDIS_URL);

/**
 * Empties and lends a database. Jest runs one file after another in each of its workers, so their number keeps them apart.
 * @throws when PARLEY_TEST_REDIS_URL is not set
 */
export async function testRedis(): Promise<TestRedis> {
  const server = process.env.PARLEY_TEST_REDIS_URL;
  if (!server) throw new Error('PARLEY_TEST_REDIS_URL is not set: npm test sets it where redis-server is installed');
  const changed = new URL(server);
  changed.pathname = `/${process.env.JEST_WORKER_ID ?? '0'}`;
  const url = changed.toString();
  const flush = async (): Promise<void> => {
    const client = new Redis(url);
    try {
      await client.flushdb();
    } finally {
      client.disconnect();
    }
  };
  await flush();
  return { url, flush };
}
