import { useTracing } from './tracing.js';

/** How long the last spans may take to be sent before a process ends without them. */
const FLUSH_PATIENCE_MS = 3_000;

export interface RunningTracing {
  /** Sends what is left, for at most three seconds: a collector that is away must not hold up a restart. */
  stop(): Promise<void>;
}

/**
 * Records spans from now on.
 * @param endpoint the collector's base address; null records nothing and loads nothing
 */
export async function startTracing(name: string, endpoint: string | null): Promise<RunningTracing> {
  if (endpoint === null) return { stop: () => Promise.resolve() };
  const { openTelemetry } = await import('./open-telemetry.js');
  const { tracing, stop } = openTelemetry(name, endpoint);
  useTracing(tracing);
  return {
    stop: async () => {
      useTracing(null);
      let timer: NodeJS.Timeout | undefined;
      const tooLate = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, FLUSH_PATIENCE_MS);
      });
      // A collector that is away is its operator's business, and the process has ended its own.
      const flushed = stop().catch(() => undefined);
      await Promise.race([flushed, tooLate]).finally(() => clearTimeout(timer));
    },
  };
}
