import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from '@jest/globals';
import { testDatabase, until, type TestDatabase } from '#testing';
import type { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Actor } from '../actor/actor.js';
import { openDataSource } from '../database/data-source.js';
import { TenantDb } from '../database/tenant-db.js';
import { createLogger } from '../logging/logger.js';
import { QueueBell } from './bell.js';
import type { ServedLane } from './lane-worker.js';
import { defineTask, type TaskDefinition } from './task.js';
import { TaskWorker } from './task-worker.js';
import { Tasks } from './tasks.js';

const live = defineTask<{ label: string }>('test-live', { priority: 10 });
const grading = defineTask<{ label: string }>('test-grading', { priority: 50 });

/** A lane of engines whose slots the test decides. */
class FakeLane implements ServedLane {
  readonly name = 'small-gpu';
  private changed: () => void = () => undefined;
  constructor(private count: number) {}
  slots(): number {
    return this.count;
  }
  forsaken = false;
  isForsaken(): boolean {
    return this.forsaken;
  }
  onChange(changed: () => void): () => void {
    this.changed = changed;
    return () => undefined;
  }
  set(count: number): void {
    this.count = count;
    this.changed();
  }
}

describe('a worker with lanes', () => {
  let database: TestDatabase;
  let source: DataSource;
  let db: TenantDb;
  let tasks: Tasks;
  let bell: QueueBell;
  let worker: TaskWorker | null = null;
  /** What runs now, and how each is let go. */
  let running: Map<string, () => void>;
  const logger = createLogger('test', 'silent');
  const [one, two] = [uuidv7(), uuidv7()].sort() as [string, string];

  beforeAll(async () => {
    database = await testDatabase();
    source = await openDataSource({ url: database.urls.worker, entities: [], poolSize: 12, name: 'test' });
    db = new TenantDb(source);
  });
  beforeEach(() => {
    bell = new QueueBell(database.urls.queue, logger);
    tasks = new Tasks(bell);
    running = new Map();
    for (const task of [live, grading]) {
      tasks.handle({
        task,
        handle: async (actor, { label }, lease) => {
          await new Promise<void>((resolve, reject) => {
            running.set(label, resolve);
            lease.signal.addEventListener('abort', () => reject(lease.signal.reason as Error));
          });
          await db.run(actor, (tx) => tasks.finish(tx, lease));
          running.delete(label);
        },
      });
    }
  });
  afterEach(async () => {
    await worker?.stop();
    worker = null;
    await bell.close();
    for (const agencyId of [one, two]) await inAgency(agencyId, (tx) => tx.query('delete from tasks'));
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  const inAgency = <T>(agencyId: string, work: Parameters<typeof db.run<T>>[1]): Promise<T> =>
    db.run(new Actor({ agencyId, principalId: uuidv7(), kind: 'MEMBER', scopes: new Map(), requestId: 'test' }), work);
  const add = (
    agencyId: string,
    task: TaskDefinition<{ label: string }>,
    labels: readonly string[],
    lane?: string,
  ): Promise<void> =>
    inAgency(agencyId, async (tx) => {
      for (const label of labels) await tasks.add(tx, task, { label }, { lane });
    });
  const start = async (lane: ServedLane): Promise<void> => {
    const { queue: queueUrl, relay: relayUrl } = database.urls;
    worker = new TaskWorker({ queueUrl, relayUrl, concurrency: 2, lanes: [lane] }, db, tasks, logger);
    await worker.start();
  };
  const runs = (labels: string): Promise<true> =>
    until(`${labels} to run`, () => Promise.resolve([...running.keys()].sort().join(' ') === labels ? true : null));
  const stay = async (labels: string): Promise<void> => {
    await runs(labels);
    // A task of the other lane that goes through shows that the worker has looked since.
    for (const label of ['x', 'y']) {
      await add(one, live, [label]);
      await until('a look', () => Promise.resolve(running.get(label) ?? null)).then((end) => end());
      await until('its end', () => Promise.resolve(running.has(label) ? null : true));
    }
    await runs(labels);
  };

  it('takes from a lane no more than its slots, whatever the other lane has free, and none of a lane that it does not serve', async () => {
    await start(new FakeLane(2));
    await add(one, live, ['a', 'b', 'c'], 'small-gpu');
    await add(one, live, ['far'], 'large-gpu');
    await stay('a b');
    running.get('a')!();
    await runs('b c');
  });

  it('leaves a lane alone while it has no slots, and takes from it once it has', async () => {
    const lane = new FakeLane(0);
    await start(lane);
    await add(one, live, ['a', 'b', 'c'], 'small-gpu');
    await stay('');
    lane.set(2);
    await runs('a b');
    lane.set(1);
    running.get('a')!();
    await stay('b');
    running.get('b')!();
    await runs('c');
  });

  it('keeps the last slots for live turns, and takes the rest up again when they are free', async () => {
    await start(new FakeLane(4));
    await add(one, grading, ['g1', 'g2', 'g3', 'g4', 'g5'], 'small-gpu');
    await stay('g1 g2 g3');
    await add(one, live, ['l1'], 'small-gpu');
    await runs('g1 g2 g3 l1');
    running.get('g1')!();
    await stay('g2 g3 l1');
    running.get('l1')!();
    await runs('g2 g3 g4');
  });

  it('gives a slot that comes free to the agency that holds fewest, also when it came later', async () => {
    await start(new FakeLane(4));
    await add(one, live, ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'], 'small-gpu');
    await runs('a1 a2 a3 a4');
    await add(two, live, ['b1', 'b2', 'b3'], 'small-gpu');
    running.get('a1')!();
    await runs('a2 a3 a4 b1');
    running.get('a2')!();
    await runs('a3 a4 b1 b2');
    running.get('b1')!();
    await runs('a3 a4 b2 b3');
    running.get('a3')!();
    await runs('a4 a5 b2 b3');
  });

  it('takes of a lane whose engines are gone only live turns that nobody else has taken for a while', async () => {
    const lane = new FakeLane(4);
    lane.forsaken = true;
    await start(lane);
    await add(one, grading, ['g1'], 'small-gpu');
    await add(one, live, ['old', 'new'], 'small-gpu');
    await stay('');
    await inAgency(one, (tx) =>
      tx.query(`update tasks set created_at = now() - interval '16 s' where payload ->> 'label' in ('old', 'g1')`),
    );
    await runs('old');
    await stay('old');
    lane.forsaken = false;
    lane.set(4);
    await runs('g1 new old');
  });
});
