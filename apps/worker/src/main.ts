import 'reflect-metadata';
import { ConfigurationError, exitWithParent, loadConfiguration, WORKER_VARIABLES } from '#platform';
import { startWorker } from './start-worker.js';

try {
  const worker = await startWorker(loadConfiguration(WORKER_VARIABLES, process.env));
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void worker.stop().then(() => process.exit(0)));
  exitWithParent(() => worker.stop());
  process.send?.({ ready: true });
} catch (error) {
  // One line for a person: the stack of a wrong variable tells them nothing.
  console.error(error instanceof ConfigurationError ? error.message : error);
  process.exit(1);
}
