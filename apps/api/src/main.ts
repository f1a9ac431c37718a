import 'reflect-metadata';
import { API_VARIABLES, ConfigurationError, endOnSignal, exitWithParent, loadConfiguration } from '#platform';
import { startApi } from './start-api.js';

try {
  const config = loadConfiguration(API_VARIABLES, process.env);
  const api = await startApi(config);
  const { logger, url, operationsUrl, stop } = api;
  endOnSignal({ logger, drain: () => api.drain(), graceMs: config.PARLEY_DRAIN_SECONDS * 1_000, stop });
  exitWithParent(stop);
  logger.info({ url, operationsUrl }, 'the API is ready');
  process.send?.({ ready: true, url });
  api.warm();
} catch (error) {
  // One line for a person: the stack of a wrong variable tells them nothing.
  console.error(error instanceof ConfigurationError ? error.message : error);
  process.exit(1);
}
