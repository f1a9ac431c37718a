import 'reflect-metadata';
import {
  API_VARIABLES,
  ConfigurationError,
  createApi,
  exitWithParent,
  loadConfiguration,
  LOGGER,
  type Logger,
} from '#platform';
import { apiModules } from './app.module.js';

try {
  const config = loadConfiguration(API_VARIABLES, process.env);
  const api = await createApi({ config, modules: apiModules(config) });
  api.app.get<Logger>(LOGGER, { strict: false }).info({ url: api.url }, 'the API is ready');
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void api.stop().then(() => process.exit(0)));
  }
  exitWithParent(() => api.stop());
  process.send?.({ ready: true, url: api.url });
} catch (error) {
  // One line for a person: the stack of a wrong variable tells them nothing.
  console.error(error instanceof ConfigurationError ? error.message : error);
  process.exit(1);
}
