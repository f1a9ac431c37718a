import { NestFactory } from '@nestjs/core';
import { LOGGER, Tasks, TaskWorker, TenantDb, type Logger, type WorkerConfiguration } from '#platform';
import { WorkerModule } from './worker.module.js';

export interface RunningWorker {
  /** Takes no more tasks, waits for the running ones, lets go of every connection. Safe to call twice. */
  stop(): Promise<void>;
}

export async function startWorker(config: WorkerConfiguration): Promise<RunningWorker> {
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(config), {
    logger: false,
    abortOnError: false,
  });
  // Not before: what stops the start is told once, by who started it.
  app.useLogger(['error', 'warn']);
  const logger = app.get<Logger>(LOGGER);
  const worker = new TaskWorker(
    {
      queueUrl: config.PARLEY_QUEUE_URL,
      relayUrl: config.PARLEY_RELAY_DATABASE_URL,
      concurrency: config.PARLEY_WORKER_CONCURRENCY,
    },
    app.get(TenantDb),
    app.get(Tasks),
    logger,
  );
  await worker.start();
  logger.info({ concurrency: config.PARLEY_WORKER_CONCURRENCY }, 'the worker is ready');
  let stopping: Promise<void> | null = null;
  return {
    stop: () => (stopping ??= worker.stop().then(() => app.close())),
  };
}
