import { defineTask, type Tasks, type TenantTx } from '#platform';

/** How long a session may be open, in seconds, idle or not, pauses not counted. */
export const TIME_LIMIT_SECONDS = 3_600;

/** Ends a session whose time is over. After the live turns, before the gradings: somebody may be waiting for it. */
export const endInTime = defineTask<{ sessionId: string }>('end-in-time', { priority: 20 });

/** Has a session end at its deadline. Each new deadline needs a task of its own; one for an earlier deadline then does nothing. */
export async function addDeadline(tx: TenantTx, tasks: Tasks, sessionId: string, deadline: Date | null): Promise<void> {
  if (deadline) await tasks.add(tx, endInTime, { sessionId }, { dueAt: deadline });
}
