import type { TenantTx } from '../database/tenant-tx.js';
import { defineTask } from '../tasks/task.js';
import type { Tasks } from '../tasks/tasks.js';

/** Takes away what retention ended and what was never finished, of one agency. */
export const sweepBlobs = defineTask<Record<string, never>>('sweep-blobs', { priority: 200 });

/** Its one task in each agency. */
const SWEEP_ID = '019aa000-0000-7000-8000-00000b10b500';
const EVERY_MS = 24 * 60 * 60 * 1_000;

/** Content that is younger may belong to a row that is still to come. */
export const SWEPT_AFTER_MS = EVERY_MS;

/** Adds the next sweep of the agency where none waits: from its first file on, each day has one. */
export async function addSweep(tx: TenantTx, tasks: Tasks): Promise<void> {
  await tasks.add(tx, sweepBlobs, {}, { id: SWEEP_ID, dueAt: new Date(Date.now() + EVERY_MS) });
}
