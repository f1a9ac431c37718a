import 'reflect-metadata';
import { ConfigurationError, endOnSignal, exitWithParent, loadConfiguration, WORKER_VARIABLES } from '#platform';
import { startWorker } from './start-worker.js';

try {
  const config = loadConfiguration(WORKER_VARIABLES, process.env);
  const worker = await startWorker(config);
  endOnSignal(worker);
  exitWithParent(() => worker.stop());
  const { logger, operationsUrl } = worker;
  const { PARLEY_WORKER_CONCURRENCY: concurrency, PARLEY_ENGINE_LANES: lanes } = config;
  logger.info({ concurrency, lanes, operationsUrl }, 'the worker is ready');
  process.send?.({ ready: true });
} catch (error) {
  // One line for a person: the stack of a wrong variable tells them nothing.
  console.error(error instanceof ConfigurationError ? error.message : error);
  process.exit(1);
}
