import { NestFactory } from '@nestjs/core';
import {
  DatabaseHealth,
  LOGGER,
  queueReachable,
  startOperationsServer,
  startTracing,
  Tasks,
  TaskWorker,
  TenantDb,
  watchTaskBacklog,
  type Logger,
  type Readiness,
  type WorkerConfiguration,
} from '#platform';
import { EngineRoster, Fleet } from '#slm';
import { WorkerModule } from './worker.module.js';

export interface RunningWorker {
  readonly logger: Logger;
  /** Where metrics and health are read; null when the configuration names no port for them. */
  readonly operationsUrl: string | null;
  /** Takes no more tasks, waits for the running ones, lets go of every connection. Safe to call twice. */
  stop(): Promise<void>;
}

/** The whole worker process: tasks, metrics, health and traces. */
export async function startWorker(config: WorkerConfiguration): Promise<RunningWorker> {
  // First: what is begun before is not recorded.
  const tracing = await startTracing('parley-worker', config.OTEL_EXPORTER_OTLP_ENDPOINT);
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
      lanes: app.get(Fleet).lanes(),
    },
    app.get(TenantDb),
    app.get(Tasks),
    logger,
  );
  // A task that two handlers do, or none, must stop the start.
  app.get(Tasks).assertHandlers();
  let draining = false;
  const readiness = async (): Promise<Readiness> => ({
    ready: !draining && (await app.get(DatabaseHealth).answers()),
    // A note only: without its queue a worker looks for due tasks by itself.
    notes: { queue: (await queueReachable(config.PARLEY_QUEUE_URL)) ? 'reachable' : 'unreachable' },
  });
  // Before the first task: a port that is taken must stop the start, not a task.
  const operations = await startOperations(config, logger, readiness);
  const roster = app.get(EngineRoster);
  if (config.PARLEY_ENGINE_LANES.length > 0) await roster.start();
  await worker.start();
  const stop = async (): Promise<void> => {
    draining = true;
    await worker.stop();
    await roster.stop();
    await app.close();
    await operations.stop();
    await tracing.stop();
  };
  let stopping: Promise<void> | null = null;
  return { logger, operationsUrl: operations.url, stop: () => (stopping ??= stop()) };
}

async function startOperations(
  { PARLEY_METRICS_HOST: host, PARLEY_METRICS_PORT: port, PARLEY_RELAY_DATABASE_URL: relayUrl }: WorkerConfiguration,
  logger: Logger,
  readiness: () => Promise<Readiness>,
): Promise<{ url: string | null; stop(): Promise<void> }> {
  if (port === null) return { url: null, stop: () => Promise.resolve() };
  const stopBacklog = watchTaskBacklog(relayUrl, logger);
  const server = await startOperationsServer({ host, port, logger, readiness });
  return { url: server.url, stop: () => server.stop().then(stopBacklog) };
}
