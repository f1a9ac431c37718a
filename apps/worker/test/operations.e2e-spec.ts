import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadConfiguration, WORKER_VARIABLES } from '#platform';
import { testDatabase, until, type TestDatabase } from '#testing';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { startWorker, type RunningWorker } from '../src/start-worker.js';

describe('a worker process under watch', () => {
  let database: TestDatabase;
  let worker: RunningWorker;
  let client: pg.Client;
  beforeAll(async () => {
    database = await testDatabase();
    client = new pg.Client({ connectionString: database.superuserUrl });
    await client.connect();
    worker = await startWorker(
      loadConfiguration(WORKER_VARIABLES, {
        PARLEY_WORKER_DATABASE_URL: database.urls.worker,
        PARLEY_RELAY_DATABASE_URL: database.urls.relay,
        PARLEY_QUEUE_URL: database.urls.queue,
        PARLEY_MASTER_KEY: database.masterKey,
        PARLEY_ISSUER: 'http://parley.test',
        PARLEY_LOG_LEVEL: 'silent',
        PARLEY_WORKER_CONCURRENCY: '3',
        PARLEY_METRICS_PORT: '0',
      }),
    );
  });
  afterAll(async () => {
    await worker?.stop();
    await client?.end();
    await database?.drop();
  });

  const metrics = async (): Promise<string> => (await fetch(`${worker.operationsUrl}/metrics`)).text();
  const addTask = (payload: object): Promise<unknown> =>
    client.query(`insert into tasks (agency_id, name, payload, priority) values ($1, 'play-turn', $2, 10)`, [
      uuidv7(),
      payload,
    ]);

  it('counts the runs of each task by how they ended, and tells its slots', async () => {
    await addTask({ sessionId: uuidv7(), number: 1 });
    await addTask({ sessionId: 'no id at all', number: 1 });
    const text = await until('both runs', async () => {
      const seen = await metrics();
      return /parley_tasks_started_total\{task="play-turn"\} [2-9]/.test(seen) && seen.includes('outcome="failed"')
        ? seen
        : null;
    });
    expect(text).toMatch(/parley_task_seconds_count\{task="play-turn",outcome="done"\} 1/);
    expect(text).toMatch(/parley_task_seconds_count\{task="play-turn",outcome="failed"\} [1-9]/);
    expect(text).toContain('parley_engine_slots{lane="general",state="total"} 3');
    expect(text).toMatch(
      /parley_database_transaction_seconds_count\{source="parley-worker",kind="write",outcome="committed"\} \d/,
    );
    expect(text).not.toContain('no id at all');
  });

  it('is ready while it reaches its database, and not once it ends', async () => {
    const ready = await fetch(`${worker.operationsUrl}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', queue: 'reachable' }]);
    await worker.stop();
    await expect(fetch(`${worker.operationsUrl}/health/live`)).rejects.toThrow();
  });
});
