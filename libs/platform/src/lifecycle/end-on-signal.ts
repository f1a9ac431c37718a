import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../logging/logger.js';

export interface Ending {
  logger: Logger;
  /** Tells whoever sends work to stop, while the process still does all that arrives. */
  drain?: () => void;
  /** Milliseconds from `drain` to `stop`: as long as a balancer needs to notice. */
  graceMs?: number;
  /** Finishes running work and lets go of every connection. */
  stop: () => Promise<void>;
}

/** More than the 30 s that a statement may take, less than the 45 s after which docker-compose.yml kills. */
const MOST_STOP_MS = 35_000;

/**
 * Ends the process on SIGTERM or SIGINT: with 0 when all work was finished, with 1 when that took too long. A second signal ends it
 * at once: a person who presses Ctrl-C again means it.
 */
export function endOnSignal({ logger, drain, graceMs = 0, stop }: Ending): void {
  let ending = false;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (ending) {
      logger.warn({ signal }, 'a second signal: ending at once');
      process.exit(1);
    }
    ending = true;
    logger.info({ signal, graceMs }, 'draining');
    drain?.();
    if (graceMs > 0) await delay(graceMs);
    // Not unref'd by chance: whatever hangs, the process ends.
    setTimeout(() => {
      logger.error({ afterMs: MOST_STOP_MS }, 'running work did not end in time; ending without it');
      process.exit(1);
    }, MOST_STOP_MS);
    try {
      await stop();
    } catch (error) {
      logger.error({ err: error }, 'the process did not stop cleanly');
      process.exit(1);
    }
    logger.info('stopped');
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(signal));
}
