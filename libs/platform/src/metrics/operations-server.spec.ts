import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '#testing';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { createLogger } from '../logging/logger.js';
import { startOperationsServer, type OperationsServer, type Readiness } from './operations-server.js';
import { watchTaskBacklog } from './task-backlog.js';

describe('the operations server', () => {
  const logger = createLogger('test', 'silent');
  const agencies = [uuidv7(), uuidv7()] as const;
  let database: TestDatabase;
  let server: OperationsServer;
  let stopBacklog: () => Promise<void>;
  let readiness: Readiness = { ready: true };
  beforeAll(async () => {
    database = await testDatabase();
    stopBacklog = watchTaskBacklog(database.urls.relay, logger);
    server = await startOperationsServer({ host: '127.0.0.1', port: 0, logger, readiness: async () => readiness });
    const client = new pg.Client({ connectionString: database.superuserUrl });
    await client.connect();
    const add = (agencyId: string, name: string, state: string, dueIn: string, leased = false) =>
      client.query(
        `insert into tasks (agency_id, name, payload, priority, state, due_at, lease_until, stuck_at)
         values ($1, $2, '{}', 10, $3, now() + $4::interval, case when $5 then now() + interval '20 s' end,
           case when $3 = 'POISON' then now() end)`,
        [agencyId, name, state, dueIn, leased],
      );
    await add(agencies[0], 'play-turn', 'READY', '-90 s');
    await add(agencies[1], 'play-turn', 'READY', '-5 s');
    await add(agencies[1], 'play-turn', 'READY', '1 hour');
    await add(agencies[1], 'grade-session', 'READY', '-1 hour', true);
    await add(agencies[0], 'grade-session', 'POISON', '-1 day');
    await client.end();
  });
  afterAll(async () => {
    await server?.stop();
    await stopBacklog?.();
    await database?.drop();
  });

  const valueOf = (text: string, series: string): number => {
    const line = text.split('\n').find((each) => each.startsWith(`${series} `));
    return line ? Number(line.slice(series.length + 1)) : NaN;
  };

  it('tells how old the oldest waiting task of each name is, how many are due and how many a person must look at', async () => {
    const response = await fetch(`${server.url}/metrics`);
    const text = await response.text();
    expect(response.headers.get('content-type')).toContain('text/plain');
    const age = valueOf(text, 'parley_tasks_oldest_due_seconds{task="play-turn",lane="general"}');
    expect(age).toBeGreaterThanOrEqual(90);
    expect(age).toBeLessThan(150);
    expect(valueOf(text, 'parley_tasks_due{task="play-turn",lane="general"}')).toBe(2);
    // It runs: it is due, and nobody waits for it to begin.
    expect(valueOf(text, 'parley_tasks_oldest_due_seconds{task="grade-session",lane="general"}')).toBe(0);
    expect(valueOf(text, 'parley_tasks_due{task="grade-session",lane="general"}')).toBe(1);
    expect(valueOf(text, 'parley_tasks_poisoned{task="grade-session",lane="general"}')).toBe(1);
    for (const agencyId of agencies) expect(text).not.toContain(agencyId);
  });

  it('tells of the process itself', async () => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    expect(valueOf(text, 'process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
  });

  it('still tells the rest when the database is away', async () => {
    const stop = watchTaskBacklog('postgres://relay:x@127.0.0.1:1/parley', logger);
    const response = await fetch(`${server.url}/metrics`);
    await stop();
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('process_resident_memory_bytes');
  });

  it('says whether the process is ready, with what its operator should know', async () => {
    readiness = { ready: false, notes: { queue: 'unreachable' } };
    const response = await fetch(`${server.url}/health/ready`);
    expect([response.status, await response.json()]).toEqual([503, { status: 'unavailable', queue: 'unreachable' }]);
    expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
    readiness = { ready: true };
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
  });

  it('answers nothing else', async () => {
    expect((await fetch(`${server.url}/graphql`)).status).toBe(404);
    expect((await fetch(`${server.url}/metrics`, { method: 'POST' })).status).toBe(405);
  });

  it('stops the start with the name of the variable when its port is taken', async () => {
    const port = Number(new URL(server.url).port);
    const second = startOperationsServer({ host: '127.0.0.1', port, logger, readiness: async () => readiness });
    await expect(second).rejects.toThrow(/PARLEY_METRICS_PORT/);
  });
});
