import { defineTask } from '#platform';

/** Finds out, a part at a time, which sessions a regrade takes. */
export const collectRegrade = defineTask<{ regradeId: string; after: string | null }>('collect-regrade', {
  priority: 70,
});

/** Keeps a bounded number of a regrade's sessions waiting for a worker, and tells how far it is. */
export const handOutRegrade = defineTask<{ regradeId: string }>('hand-out-regrade', { priority: 70 });

/** Grades one session of a regrade. After live turns (10) and the gradings of new sessions (50): nobody waits for it. */
export const regradeSession = defineTask<{ itemId: string }>('regrade-session', { priority: 80 });
