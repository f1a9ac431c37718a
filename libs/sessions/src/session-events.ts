import { defineEvent } from '#platform';

/** A scenario session has closed and may be graded; published exactly once per session, in the transaction that closed it. */
export const sessionCompleted = defineEvent<{ sessionId: string }>('session.completed');
