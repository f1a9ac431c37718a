import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MIGRATIONS } from '#migrations';
import { hasTestRedis, testDatabase, testRedis, until, type TestDatabase } from '#testing';
import { v7 as uuidv7 } from 'uuid';
import { openDataSource } from '../src/database/data-source.js';
import { migrate } from '../src/database/migrate.js';
import { provision, withDatabase, type RoleUrls } from '../src/database/provision.js';
import { TenantDb } from '../src/database/tenant-db.js';
import { startEmbeddedPostgres } from '../src/embedded/index.js';
import { createLogger } from '../src/logging/logger.js';
import { QueueBell } from '../src/tasks/bell.js';
import { migrateQueue } from '../src/tasks/migrate-queue.js';
import { TaskWorker } from '../src/tasks/task-worker.js';
import { Tasks } from '../src/tasks/tasks.js';
import { actorOf, createEffects, effectHandler, leaveEffect, outcome, rowsOf } from './effects.js';

const logger = createLogger('test', 'silent');
const TASKS = 300;
const AGENCIES = Array.from({ length: 3 }, () => uuidv7());
const agencyOf = (n: number): string => AGENCIES[n % AGENCIES.length]!;
const labelOf = (n: number): string => `task ${String(n).padStart(3, '0')}`;

describe('tasks that flow', () => {
  const started: (() => Promise<void> | void)[] = [];
  const stop = (end: () => Promise<void> | void): void => void started.push(end);
  beforeEach(() => void (started.length = 0));
  afterEach(async () => {
    for (let end = started.pop(); end; end = started.pop()) await end();
  });

  /** A process that adds tasks and two workers, each with connections of its own. */
  const startAll = async (urls: Pick<RoleUrls, 'worker' | 'relay'>, queueUrl: string) => {
    const makeTasks = async (name: string) => {
      const source = await openDataSource({ url: urls.worker, entities: [], poolSize: 4, name });
      stop(() => source.destroy());
      const bell = new QueueBell(queueUrl, logger);
      stop(() => bell.close());
      return { db: new TenantDb(source), tasks: new Tasks(bell) };
    };
    for (const name of ['one', 'two']) {
      const { db, tasks } = await makeTasks(name);
      tasks.handle(effectHandler(db, tasks, name));
      const worker = new TaskWorker(
        { queueUrl, relayUrl: urls.relay, concurrency: 2, leaseSeconds: 5 },
        db,
        tasks,
        logger,
      );
      await worker.start();
      stop(() => worker.stop());
    }
    const { db, tasks } = await makeTasks('adding');
    return (n: number) => db.run(actorOf(agencyOf(n)), (tx) => tasks.add(tx, leaveEffect, { label: labelOf(n) }));
  };
  const allDone = (superuserUrl: string) =>
    until(
      'no task to be left',
      async () => {
        const now = await outcome(superuserUrl);
        return now.left === now.poisoned ? now : null;
      },
      40_000,
    );

  (hasTestRedis() ? it : it.skip)('are all done once while Redis is emptied again and again', async () => {
    const database: TestDatabase = await testDatabase();
    stop(() => database.drop());
    await createEffects(database.superuserUrl);
    const redis = await testRedis();
    const add = await startAll(database.urls, redis.url);
    let emptied = 0;
    for (let n = 0; n < TASKS; n += 1) {
      await add(n);
      if (n % 20 === 19) {
        await redis.flush();
        emptied += 1;
      }
    }
    const { effects, poisoned } = await allDone(database.superuserUrl);
    expect(emptied).toBe(15);
    expect(poisoned).toBe(0);
    expect(effects.map(({ label }) => label)).toEqual(Array.from({ length: TASKS }, (_, n) => labelOf(n)));
  });

  it('are all done once, and none is taken for poison, while PostgreSQL restarts', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'parley-restart-'));
    stop(() => rmSync(folder, { recursive: true, force: true }));
    const settings = { dataDir: join(folder, 'postgres'), durable: false };
    let server = await startEmbeddedPostgres(settings);
    stop(() => server.stop());
    const { port, superuserUrl } = server;
    const urls = roleUrls(superuserUrl);
    await provision(superuserUrl, urls);
    await migrate(urls.owner, MIGRATIONS);
    await migrateQueue(urls.queue);
    const parley = withDatabase(superuserUrl, 'parley');
    await createEffects(parley);
    const add = await startAll(urls, urls.queue);

    const acknowledged: string[] = [];
    let restarting: Promise<void> | null = null;
    let refused = 0;
    for (let n = 0; n < TASKS; n += 1) {
      try {
        await add(n);
        acknowledged.push(labelOf(n));
      } catch {
        refused += 1;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      if (n === 100) {
        restarting = server.stop().then(async () => {
          server = await startEmbeddedPostgres({ ...settings, port });
        });
      }
    }
    await restarting;
    expect(server.port).toBe(port);
    expect(refused).toBeGreaterThan(0);
    const { effects, poisoned } = await allDone(parley);
    const labels = effects.map(({ label }) => label);
    expect(poisoned).toBe(0);
    expect(new Set(labels).size).toBe(labels.length);
    expect(labels).toEqual(expect.arrayContaining(acknowledged));
    expect(await rowsOf(parley, 'select 1 from tasks')).toEqual([]);
  });
});

function roleUrls(superuserUrl: string): RoleUrls {
  const url = (role: string, database: string): string => {
    const changed = new URL(withDatabase(superuserUrl, database));
    changed.username = role;
    changed.password = 'test-only';
    return changed.toString();
  };
  const roles = ['owner', 'app', 'worker', 'relay', 'librarian', 'operator'] as const;
  const urls = Object.fromEntries(roles.map((role) => [role, url(role, 'parley')]));
  return { ...urls, queue: url('queue', 'parley_queue') } as RoleUrls;
}
