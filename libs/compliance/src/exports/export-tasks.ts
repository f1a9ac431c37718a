import { defineTask } from '#platform';

/** Writes the file of an export. */
export const runExport = defineTask<{ exportId: string }>('run-export', { priority: 100 });
