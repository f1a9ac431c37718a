import {
  Actor,
  createLogger,
  defineTask,
  openDataSource,
  QueueBell,
  Tasks,
  TaskWorker,
  TenantDb,
  type RoleUrls,
} from '#platform';
import { v7 as uuidv7 } from 'uuid';

const benched = defineTask<{ turn: number }>('bench', { priority: 10 });

/** A process that adds tasks and one that runs them, as the API and a worker do it. */
export interface TaskPath {
  /** Commits a task. @returns milliseconds from the commit until its handler has started */
  commitToStart(): Promise<number>;
  close(): Promise<void>;
}

export async function taskPath(urls: RoleUrls, queueUrl: string): Promise<TaskPath> {
  const logger = createLogger('bench', 'warn');
  const source = await openDataSource({ url: urls.worker, entities: [], poolSize: 6, name: 'parley-bench' });
  const db = new TenantDb(source);
  const bell = new QueueBell(queueUrl, logger);
  const tasks = new Tasks(bell);
  let started: (at: number) => void = () => undefined;
  tasks.handle({
    task: benched,
    handle: async (actor, _payload, lease) => {
      started(performance.now());
      await db.run(actor, (tx) => tasks.finish(tx, lease));
    },
  });
  const worker = new TaskWorker({ queueUrl, relayUrl: urls.relay, concurrency: 4 }, db, tasks, logger);
  await worker.start();
  bell.warm();
  const agencyId = uuidv7();
  let turn = 0;
  return {
    async commitToStart() {
      const start = new Promise<number>((resolve) => (started = resolve));
      const member = {
        agencyId,
        principalId: uuidv7(),
        kind: 'MEMBER',
        scopes: new Map(),
        requestId: 'bench',
      } as const;
      await db.run(new Actor(member), (tx) => tasks.add(tx, benched, { turn: (turn += 1) }));
      const committedAt = performance.now();
      return (await start) - committedAt;
    },
    async close() {
      await worker.stop();
      await bell.close();
      await source.destroy();
    },
  };
}
