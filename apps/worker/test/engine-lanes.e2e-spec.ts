import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadConfiguration, WORKER_VARIABLES } from '#platform';
import { fakeInferenceServer, testDatabase, until, type FakeInferenceServer, type TestDatabase } from '#testing';
import pg from 'pg';
import { startWorker, type RunningWorker } from '../src/start-worker.js';

describe('a worker that serves a lane of engines', () => {
  let database: TestDatabase;
  let server: FakeInferenceServer;
  let worker: RunningWorker;
  beforeAll(async () => {
    database = await testDatabase();
    server = await fakeInferenceServer({ flavour: 'VLLM', apiKey: 'of-the-site' });
    const client = new pg.Client({ connectionString: database.superuserUrl });
    await client.connect();
    await client.query(
      `insert into control.engines (name, flavour, url, lane, slots)
       values ('here', 'VLLM', $1, 'gpu', 6), ('elsewhere', 'VLLM', $1, 'other', 40)`,
      [server.url],
    );
    await client.end();
    worker = await startWorker(
      loadConfiguration(WORKER_VARIABLES, {
        PARLEY_WORKER_DATABASE_URL: database.urls.worker,
        PARLEY_RELAY_DATABASE_URL: database.urls.relay,
        PARLEY_QUEUE_URL: database.urls.queue,
        PARLEY_MASTER_KEY: database.masterKey,
        PARLEY_ISSUER: 'http://parley.test',
        PARLEY_LOG_LEVEL: 'silent',
        PARLEY_ENGINE_LANES: 'gpu',
        PARLEY_ENGINE_API_KEY: 'of-the-site',
        PARLEY_METRICS_PORT: '0',
      }),
    );
  });
  afterAll(async () => {
    await worker?.stop();
    await server?.stop();
    await database?.drop();
  });
  const metrics = async (): Promise<string> => (await fetch(`${worker.operationsUrl}/metrics`)).text();
  const shows = (line: string) =>
    until(line, async () => ((await metrics()).split('\n').includes(line) ? true : null), 20_000);

  it('has the slots of its engines that are well, and of no others', async () => {
    await shows('parley_engine_slots{lane="gpu",state="total"} 6');
    const text = await metrics();
    expect(text).toContain('parley_engine_breaker_state{engine="here",state="CLOSED"} 1');
    expect(text).toContain('parley_engine_server_requests{engine="here",state="running"} 0');
    expect(text).not.toContain('elsewhere');
  });

  it('has none while its engine is away, and has them again once it is back', async () => {
    await server.stop();
    await shows('parley_engine_breaker_state{engine="here",state="OPEN"} 1');
    await shows('parley_engine_slots{lane="gpu",state="total"} 0');
    const port = Number(new URL(server.url).port);
    server = await fakeInferenceServer({ flavour: 'VLLM', apiKey: 'of-the-site', port });
    await shows('parley_engine_breaker_state{engine="here",state="HALF_OPEN"} 1');
    await shows('parley_engine_slots{lane="gpu",state="total"} 1');
  });
});
