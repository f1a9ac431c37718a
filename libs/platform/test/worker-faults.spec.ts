import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { testDatabase, until, type TestDatabase } from '#testing';
import type { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { openDataSource } from '../src/database/data-source.js';
import { TenantDb } from '../src/database/tenant-db.js';
import { createLogger } from '../src/logging/logger.js';
import { silentBell } from '../src/tasks/bell.js';
import { Claims } from '../src/tasks/claims.js';
import { TaskRunner } from '../src/tasks/task-runner.js';
import { TaskWorker } from '../src/tasks/task-worker.js';
import { Tasks } from '../src/tasks/tasks.js';
import { cuttablePort } from './cuttable-port.js';
import { actorOf, createEffects, effectHandler, leaveEffect, outcome, rowsOf, type Outcome } from './effects.js';

const ROOT = join(import.meta.dirname, '../../..');
/** Long enough for a heartbeat on a busy machine, short enough to wait for its end. */
const LEASE_SECONDS = 3;

describe('a task', () => {
  let database: TestDatabase;
  let source: DataSource;
  let db: TenantDb;
  let tasks: Tasks;
  const started: (() => Promise<void> | void)[] = [];
  const logger = createLogger('test', 'silent');

  beforeAll(async () => {
    database = await testDatabase();
    await createEffects(database.superuserUrl);
    source = await openDataSource({ url: database.urls.worker, entities: [], poolSize: 8, name: 'test' });
    db = new TenantDb(source);
  });
  beforeEach(async () => {
    tasks = new Tasks(silentBell);
    await rowsOf(database.superuserUrl, 'truncate effects, tasks');
  });
  afterEach(async () => {
    for (let end = started.pop(); end; end = started.pop()) await end();
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  const add = (label: string, agencyId = uuidv7()): Promise<string> =>
    db.run(actorOf(agencyId), (tx) => tasks.add(tx, leaveEffect, { label }));
  const result = (): Promise<Outcome> => outcome(database.superuserUrl);
  const done = (count: number): Promise<Outcome> =>
    until(`${count} effects and no task`, async () => {
      const now = await result();
      return now.left === 0 && now.effects.length >= count ? now : null;
    });
  const ownWorker = async (meanwhile?: () => Promise<void>): Promise<void> => {
    tasks.handle(effectHandler(db, tasks, 'other', meanwhile));
    const { relay: relayUrl, queue: queueUrl } = database.urls;
    const worker = new TaskWorker(
      { queueUrl, relayUrl, concurrency: 2, leaseSeconds: LEASE_SECONDS },
      db,
      tasks,
      logger,
    );
    await worker.start();
    started.push(() => worker.stop());
  };
  const workerProcess = (): ChildProcess => {
    const { worker: workerUrl, relay: relayUrl, queue: queueUrl } = database.urls;
    const options = JSON.stringify({ workerUrl, relayUrl, queueUrl, leaseSeconds: LEASE_SECONDS });
    const child = fork(join(import.meta.dirname, 'effect-worker.ts'), [options], {
      execArgv: ['--conditions=development', '--import', join(ROOT, 'tools/run-typescript.js')],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    started.push(() => void child.kill('SIGKILL'));
    return child;
  };
  const heard = (child: ChildProcess, key: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      child.on('message', (message: Record<string, unknown>) => key in message && resolve(message[key]));
      child.once('exit', (code) => reject(new Error(`the worker process ended with ${code} before it said ${key}`)));
    });

  it('whose worker is killed is done once, by another', async () => {
    const child = workerProcess();
    await add('killed');
    await heard(child, 'started');
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    await ownWorker();
    expect((await done(1)).effects).toEqual([{ label: 'killed', by: 'other' }]);
  });

  it('whose worker is stopped past its lease is done by another, and the late result is refused', async () => {
    const child = workerProcess();
    await add('stopped');
    await heard(child, 'started');
    child.kill('SIGSTOP');
    await ownWorker();
    await done(1);
    const ended = heard(child, 'ended');
    child.send('go');
    child.kill('SIGCONT');
    expect(await ended).toBe('STALE_LEASE');
    expect((await result()).effects).toEqual([{ label: 'stopped', by: 'other' }]);
  });

  it('is not ended by a worker that lost it while another is still at it', async () => {
    const child = workerProcess();
    await add('both');
    await heard(child, 'started');
    child.kill('SIGSTOP');
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const takenOver = new Promise<void>((resolve) => {
      void ownWorker(() => {
        resolve();
        return held;
      });
    });
    await takenOver;
    started.push(goOn);
    const ended = heard(child, 'ended');
    child.send('go');
    child.kill('SIGCONT');
    expect(await ended).toBe('STALE_LEASE');
    expect(await result()).toMatchObject({ effects: [], left: 1 });
    goOn();
    expect((await done(1)).effects).toEqual([{ label: 'both', by: 'other' }]);
  });

  it('that fails while the database is away is given back when it is there again, and not taken for a crash', async () => {
    const port = await cuttablePort(database.urls.worker);
    const flaky = await openDataSource({ url: port.url, entities: [], poolSize: 2, name: 'test-flaky' });
    started.push(
      () => port.close(),
      () => flaky.destroy(),
    );
    const claims = new Claims(database.urls.relay, 3_600, logger);
    started.push(() => claims.close());
    const far = new TenantDb(flaky);
    tasks.handle(effectHandler(far, tasks, 'far', () => port.cut()));
    await add('away');
    const never = new AbortController().signal;
    let log = '';
    const told = createLogger('test', 'debug', { write: (line) => void (log += line) });
    const run = new TaskRunner(far, tasks, told, never).run((await claims.next())!, never);
    await until('giving back to fail', () =>
      Promise.resolve(log.includes('could not be given back yet') ? true : null),
    );
    await port.mend();
    await run;
    expect(await rowsOf(database.superuserUrl, 'select attempts, crashes, lease_until from tasks')).toEqual([
      { attempts: 1, crashes: 0, lease_until: null },
    ]);
  });

  it('of a living worker outlasts its lease many times over', async () => {
    const child = workerProcess();
    await add('long');
    await heard(child, 'started');
    await ownWorker();
    const leases = async (): Promise<Set<string>> =>
      new Set(
        (await rowsOf<{ until: string }>(database.superuserUrl, 'select lease_until::text as until from tasks')).map(
          (r) => r.until,
        ),
      );
    const seen = new Set<string>();
    await until('the lease to be extended four times', async () => {
      for (const one of await leases()) seen.add(one);
      return seen.size > 4 ? true : null;
    });
    const ended = heard(child, 'ended');
    child.send('go');
    expect(await ended).toBe('FINISHED');
    expect((await result()).effects).toEqual([{ label: 'long', by: 'process' }]);
  });

  it('leaves one effect when it is run twice on purpose', async () => {
    tasks.handle(effectHandler(db, tasks, 'twice'));
    const claims = new Claims(database.urls.relay, 30, logger);
    started.push(() => claims.close());
    const runner = new TaskRunner(db, tasks, logger, new AbortController().signal);
    const never = new AbortController().signal;
    const labels = Array.from({ length: 40 }, (_, n) => `twice ${String(n).padStart(2, '0')}`);
    for (const label of labels) await add(label);
    for (let claim = await claims.next(); claim; claim = await claims.next()) {
      await Promise.all([runner.run(claim, never), runner.run(claim, never)]);
    }
    const { effects, left } = await result();
    expect(effects.map(({ label }) => label)).toEqual(labels);
    expect(left).toBe(0);
  });
});
