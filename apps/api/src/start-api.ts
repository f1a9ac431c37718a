import {
  BELL,
  createApi,
  DatabaseHealth,
  LOGGER,
  startOperationsServer,
  startTracing,
  type ApiConfiguration,
  type Bell,
  type Logger,
  type OperationsServer,
} from '#platform';
import { apiModules } from './app.module.js';

export interface RunningApiProcess {
  readonly url: string;
  readonly logger: Logger;
  /** Where metrics are read; null when the configuration names no port for them. */
  readonly operationsUrl: string | null;
  /** Does what the first requests would otherwise wait for. Returns at once. */
  warm(): void;
  /** Says that it will end; everything that arrives is still served. */
  drain(): void;
  /** Finishes the running requests and lets go of every connection. Safe to call twice. */
  stop(): Promise<void>;
}

/** The whole API process: server, metrics and traces. */
export async function startApi(config: ApiConfiguration): Promise<RunningApiProcess> {
  // First: what is begun before is not recorded.
  const tracing = await startTracing('parley-api', config.OTEL_EXPORTER_OTLP_ENDPOINT);
  const api = await createApi({ config, modules: apiModules(config) });
  const logger = api.app.get<Logger>(LOGGER, { strict: false });
  let draining = false;
  let operations: OperationsServer | null = null;
  const stop = async (): Promise<void> => {
    draining = true;
    await api.stop();
    await operations?.stop();
    await tracing.stop();
  };
  if (config.PARLEY_METRICS_PORT !== null) {
    const database = api.app.get(DatabaseHealth, { strict: false });
    operations = await startOperationsServer({
      host: config.PARLEY_METRICS_HOST,
      port: config.PARLEY_METRICS_PORT,
      logger,
      readiness: async () => ({ ready: !draining && (await database.answers()) }),
    }).catch(async (error: unknown) => {
      await stop();
      throw error;
    });
  }
  let stopping: Promise<void> | null = null;
  return {
    url: api.url,
    logger,
    operationsUrl: operations?.url ?? null,
    warm: () => api.app.get<Bell>(BELL, { strict: false }).warm(),
    drain: () => {
      draining = true;
      api.drain();
    },
    stop: () => (stopping ??= stop()),
  };
}
