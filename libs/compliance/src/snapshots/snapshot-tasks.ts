import { defineTask } from '#platform';
import type { AskedSnapshot } from './snapshot.js';

/** Takes a snapshot. The ids are of its operation, which becomes its own, and of who asked for it. */
export const takeSnapshot = defineTask<{ snapshotId: string; asked: AskedSnapshot; startedBy: string }>(
  'take-snapshot',
  { priority: 100 },
);

/** Makes the report of a snapshot again. */
export const reproduceSnapshot = defineTask<{ operationId: string; snapshotId: string; startedBy: string }>(
  'reproduce-snapshot',
  { priority: 100 },
);
