import 'reflect-metadata';
import { ConfigurationError, endOnSignal, exitWithParent, loadConfiguration, WORKER_VARIABLES } from '#platform';
import { startWorker } from './start-worker.js';

try {
  const config = loadConfiguration(WORKER_VARIABLES, process.env);
  const worker = await startWorker(config);
  endOnSignal(worker);
  exitWithParent(() => worker.stop());
  const { logger, operationsUrl } = worker;
  logger.info({ concurrency: config.PARLEY_WORKER_CONCURRENCY, operationsUrl }, 'the worker is ready');
  process.send?.({ ready: true });
} catch (error) {
  // One line for a person: the stack of a wrong variable tells them nothing.
  console.error(error instanceof ConfigurationError ? error.message : error);
  process.exit(1);
}
