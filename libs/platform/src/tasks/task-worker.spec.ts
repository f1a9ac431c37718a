import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '#testing';
import type { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Actor } from '../actor/actor.js';
import { openDataSource } from '../database/data-source.js';
import { TenantDb } from '../database/tenant-db.js';
import { createLogger } from '../logging/logger.js';
import { silentBell } from './bell.js';
import { Claims } from './claims.js';
import { defineTask, type Lease } from './task.js';
import { TaskRunner } from './task-runner.js';
import { TaskWorker } from './task-worker.js';
import { Tasks } from './tasks.js';

const note = defineTask<{ word: string }>('test-note', { priority: 10 });
const actorOf = (agencyId: string): Actor =>
  new Actor({ agencyId, principalId: uuidv7(), kind: 'MEMBER', scopes: new Map(), requestId: 'test' });

describe('tasks', () => {
  let database: TestDatabase;
  let source: DataSource;
  let db: TenantDb;
  let worker: TaskWorker | null = null;
  const logger = createLogger('test', 'silent');

  beforeAll(async () => {
    database = await testDatabase();
    source = await openDataSource({ url: database.urls.worker, entities: [], poolSize: 8, name: 'test' });
    db = new TenantDb(source);
  });
  afterEach(async () => {
    await worker?.stop();
    worker = null;
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  const startWorker = async (
    handle: (actor: Actor, word: string, lease: Lease, tasks: Tasks) => Promise<void>,
  ): Promise<Tasks> => {
    const tasks = new Tasks(silentBell);
    tasks.handle({ task: note, handle: (actor, { word }, lease) => handle(actor, word, lease, tasks) });
    worker = new TaskWorker(
      { queueUrl: database.urls.queue, relayUrl: database.urls.relay, concurrency: 3 },
      db,
      tasks,
      logger,
    );
    await worker.start();
    return tasks;
  };

  /** Waits for a fact, not for a time: the test's own time limit ends it. */
  const until = async (holds: () => Promise<boolean>): Promise<void> => {
    while (!(await holds())) await new Promise((resolve) => setImmediate(resolve));
  };
  const left = (agencyId: string): Promise<number> =>
    db.run(actorOf(agencyId), async (tx) => (await tx.query('select id from tasks')).length);

  it('run once each, of every agency, and their row goes with their effect', async () => {
    const heard: string[] = [];
    const agencies = [uuidv7(), uuidv7()];
    const tasks = await startWorker(async (actor, word, lease, own) => {
      await db.run(actor, async (tx) => {
        heard.push(`${actor.agencyId}:${word}`);
        await own.finish(tx, lease);
      });
    });
    for (const agencyId of agencies) {
      await db.run(actorOf(agencyId), async (tx) => {
        for (const word of ['a', 'b', 'c', 'd', 'e']) await tasks.add(tx, note, { word });
      });
    }
    await until(async () => (await left(agencies[0]!)) + (await left(agencies[1]!)) === 0);
    expect(heard.sort()).toEqual(
      agencies.flatMap((id) => ['a', 'b', 'c', 'd', 'e'].map((word) => `${id}:${word}`)).sort(),
    );
  });

  it('never run more at once than there are slots, however many are due', async () => {
    let running = 0;
    let most = 0;
    const tasks = await startWorker(async (actor, _word, lease, own) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      await db.run(actor, (tx) => own.finish(tx, lease));
      running -= 1;
    });
    const agencyId = uuidv7();
    await db.run(actorOf(agencyId), async (tx) => {
      for (let n = 0; n < 30; n += 1) await tasks.add(tx, note, { word: String(n) });
    });
    await until(async () => (await left(agencyId)) === 0);
    expect(most).toBe(3);
  });

  it('are not run when the fact they belong to rolled back', async () => {
    const tasks = new Tasks(silentBell);
    const agencyId = uuidv7();
    const failing = db.run(actorOf(agencyId), async (tx) => {
      await tasks.add(tx, note, { word: 'never' });
      throw new Error('the fact failed');
    });
    await expect(failing).rejects.toThrow('the fact failed');
    expect(await left(agencyId)).toBe(0);
  });

  it('are tried again after a failure', async () => {
    const agencyId = uuidv7();
    const attempts: number[] = [];
    const tasks = await startWorker(async (actor, _word, lease, own) => {
      attempts.push(lease.attempt);
      if (lease.attempt < 2) throw new Error('the engine was away');
      await db.run(actor, (tx) => own.finish(tx, lease));
    });
    await db.run(actorOf(agencyId), (tx) => tasks.add(tx, note, { word: 'again' }));
    await until(async () => (await left(agencyId)) === 0);
    expect(attempts).toEqual([1, 2]);
  });

  it('refuse the result of a lease that was lost, and keep the effect of the one that holds', async () => {
    const agencyId = uuidv7();
    const tasks = new Tasks(silentBell);
    const written: string[] = [];
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let first = true;
    tasks.handle({
      task: note,
      handle: async (actor, _payload, lease) => {
        const slow = first;
        first = false;
        if (slow) await held;
        await db.run(actor, async (tx) => {
          await tasks.finish(tx, lease);
          written.push(slow ? 'slow' : 'quick');
        });
      },
    });
    const runner = new TaskRunner(db, tasks, logger, new AbortController().signal);
    const claims = new Claims(database.urls.relay, 30, logger);
    const never = new AbortController().signal;
    await db.run(actorOf(agencyId), (tx) => tasks.add(tx, note, { word: 'x' }));
    const slow = runner.run((await claims.next())!, never);
    await until(() => Promise.resolve(!first));
    // The first worker stopped breathing: its lease runs out.
    await db.run(actorOf(agencyId), (tx) => tx.query(`update tasks set lease_until = now() - interval '1 s'`));
    await runner.run((await claims.next())!, never);
    release();
    await slow;
    await claims.close();
    expect(written).toEqual(['quick']);
    expect(await left(agencyId)).toBe(0);
  });

  it('stop the start when a task has no handler', () => {
    expect(() => new Tasks(silentBell).assertHandlers()).toThrow(/test-note has 0 handlers/);
  });
});
