import 'reflect-metadata';
import { openDataSource } from '../src/database/data-source.js';
import { TenantDb } from '../src/database/tenant-db.js';
import { createLogger } from '../src/logging/logger.js';
import { silentBell } from '../src/tasks/bell.js';
import { TaskWorker } from '../src/tasks/task-worker.js';
import { Tasks } from '../src/tasks/tasks.js';
import { effectHandler } from './effects.js';

/**
 * A worker process for tests that kill or stop it. It says `started` when a handler runs, holds the handler until it hears `go`, deaf
 * to its signal like an engine that hangs, and says how the handler ended.
 */
const options = JSON.parse(process.argv[2] ?? '{}') as {
  workerUrl: string;
  relayUrl: string;
  queueUrl: string;
  leaseSeconds: number;
};
const source = await openDataSource({ url: options.workerUrl, entities: [], poolSize: 4, name: 'test-process' });
const db = new TenantDb(source);
const tasks = new Tasks(silentBell);
const go = new Promise<void>((resolve) => process.once('message', () => resolve()));
const handler = effectHandler(db, tasks, 'process', async () => {
  process.send?.({ started: true });
  await go;
});
tasks.handle({
  ...handler,
  handle: async (...args) => {
    try {
      await handler.handle(...args);
      process.send?.({ ended: 'FINISHED' });
    } catch (error) {
      process.send?.({ ended: (error as { code?: string }).code ?? String(error) });
      throw error;
    }
  },
});
await new TaskWorker({ ...options, concurrency: 1 }, db, tasks, createLogger('test-process', 'silent')).start();
process.once('disconnect', () => process.exit(0));
