import 'reflect-metadata';
import { ConfigurationError, endOnSignal, exitWithParent, loadConfiguration, WORKER_VARIABLES } from '#platform';
import { startWorker } from './start-worker.js';

try {
  const worker = await startWorker(loadConfiguration(WORKER_VARIABLES, process.env));
  endOnSignal(worker);
  exitWithParent(() => worker.stop());
  process.send?.({ ready: true });
} catch (error) {
  // One line for a person: the stack of a wrong variable tells them nothing.
  console.error(error instanceof ConfigurationError ? error.message : error);
  process.exit(1);
}
