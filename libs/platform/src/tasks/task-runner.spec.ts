import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { testDatabase, until, type TestDatabase } from '#testing';
import type { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Actor } from '../actor/actor.js';
import { openDataSource } from '../database/data-source.js';
import { TenantDb } from '../database/tenant-db.js';
import { ParleyError } from '../errors/errors.js';
import { createLogger } from '../logging/logger.js';
import { silentBell } from './bell.js';
import { Claims } from './claims.js';
import { defineTask, type Lease } from './task.js';
import { TaskRunner } from './task-runner.js';
import { TaskWorker } from './task-worker.js';
import { Tasks } from './tasks.js';

const attempt = defineTask<{ id: string }>('test-try', { priority: 10 });

interface Row {
  state: string;
  attempts: number;
  crashes: number;
  pause: number;
  last_error: string | null;
  payload: unknown;
  held: boolean;
}

describe('a task that fails', () => {
  let database: TestDatabase;
  let source: DataSource;
  let db: TenantDb;
  let claims: Claims;
  let tasks: Tasks;
  let agencyId: string;
  const stopping = new AbortController();
  const never = new AbortController().signal;
  const logger = createLogger('test', 'silent');

  beforeAll(async () => {
    database = await testDatabase();
    source = await openDataSource({ url: database.urls.worker, entities: [], poolSize: 6, name: 'test' });
    db = new TenantDb(source);
  });
  beforeEach(async () => {
    agencyId = uuidv7();
    tasks = new Tasks(silentBell);
    claims = new Claims(database.urls.relay, 30, logger);
    await inAgency((tx) => tasks.add(tx, attempt, { id: 'x' }));
  });
  afterEach(async () => {
    await inAgency((tx) => tx.query('delete from tasks'));
    await claims.close();
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  const inAgency = <T>(work: Parameters<typeof db.run<T>>[1]): Promise<T> =>
    db.run(new Actor({ agencyId, principalId: uuidv7(), kind: 'MEMBER', scopes: new Map(), requestId: 'test' }), work);
  const row = async (): Promise<Row> =>
    (
      await inAgency((tx) =>
        tx.query<Row>(`select state, attempts, crashes, extract(epoch from due_at - now())::float8 as pause, last_error, payload,
          lease_until is not null as held from tasks`),
      )
    )[0]!;
  const makeDue = (): Promise<unknown> => inAgency((tx) => tx.query('update tasks set due_at = now()'));
  const runOnce = async (handle: (lease: Lease) => Promise<void>, signal = never): Promise<void> => {
    tasks = new Tasks(silentBell);
    tasks.handle({ task: attempt, handle: (_actor, _payload, lease) => handle(lease) });
    await new TaskRunner(db, tasks, logger, signal).run((await claims.next())!, never);
  };

  it('is due again after a pause that doubles, part of it left to chance', async () => {
    for (let failure = 1; failure <= 4; failure += 1) {
      await runOnce(() => Promise.reject(new Error('away')));
      const { pause, attempts, held } = await row();
      expect(held).toBe(false);
      expect(attempts).toBe(failure);
      expect(pause).toBeGreaterThan(2 ** failure * 0.5 - 1);
      expect(pause).toBeLessThanOrEqual(2 ** failure);
      await makeDue();
    }
  });

  it('waits for a person after eight failures, with its input, and is not tried again', async () => {
    for (let failure = 1; failure <= 8; failure += 1) {
      expect((await row()).state).toBe('READY');
      await runOnce(() => Promise.reject(new Error('away')));
      await makeDue();
    }
    expect(await row()).toMatchObject({ state: 'POISON', attempts: 8, crashes: 0, payload: { id: 'x' } });
    expect(await claims.next()).toBeNull();
  });

  it.each([
    [
      'only where to look',
      new Error('select secret from x'),
      /^INTERNAL: internal error; the log has the rest under task-/,
    ],
    ['what was made to be told', new ParleyError('UNAVAILABLE', 'try again'), /^UNAVAILABLE: try again$/],
  ])('tells an admin %s', async (_what, error, told) => {
    await runOnce(() => Promise.reject(error));
    expect((await row()).last_error).toMatch(told);
    expect((await row()).last_error).not.toContain('secret');
  });

  it('counts as failed when its handler forgets to finish it', async () => {
    await runOnce(() => Promise.resolve());
    expect(await row()).toMatchObject({ attempts: 1, crashes: 0, held: false });
    expect((await row()).last_error).not.toBeNull();
  });

  it('is neither counted nor delayed when it was its worker that stopped', async () => {
    await runOnce((lease) => {
      stopping.abort();
      return Promise.reject(lease.signal.reason as Error);
    }, stopping.signal);
    expect(await row()).toMatchObject({ state: 'READY', attempts: 0, crashes: 0, held: false, last_error: null });
    expect((await row()).pause).toBeLessThanOrEqual(0);
  });

  it('is told to stop when another worker has taken it over, and changes nothing any more', async () => {
    let signal: AbortSignal | null = null;
    tasks.handle({
      task: attempt,
      handle: (_actor, _payload, lease) =>
        new Promise((_resolve, reject) => {
          ({ signal } = lease);
          lease.signal.addEventListener('abort', () => reject(lease.signal.reason as Error));
        }),
    });
    const { queue: queueUrl, relay: relayUrl } = database.urls;
    const worker = new TaskWorker({ queueUrl, relayUrl, concurrency: 1, leaseSeconds: 1 }, db, tasks, logger);
    await worker.start();
    await until('the handler to run', () => Promise.resolve(signal));
    await inAgency((tx) =>
      tx.query(
        `update tasks set lease_token = 99, lease_until = now() + interval '1 hour', last_error = 'of the other'`,
      ),
    );
    await until('the signal', () => Promise.resolve(signal?.aborted ? true : null));
    await worker.stop();
    expect(await row()).toMatchObject({ attempts: 1, last_error: 'of the other', held: true });
  });
});
