import { setTimeout as delay } from 'node:timers/promises';
import { DemoError } from '../demo-error.js';

const POLL_MS = 50;
const PATIENCE_MS = 30_000;

/**
 * Asks again and again until the answer is there.
 * @param look gives null while it is not
 * @param late what the reader is told when it never comes
 * @throws DemoError after 30 seconds
 */
export async function untilThere<Found>(look: () => Promise<Found | null>, late: string): Promise<Found> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > until) throw new DemoError(`${late} within 30 seconds`);
    await delay(POLL_MS);
  }
}
