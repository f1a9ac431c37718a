import { defineTask } from '#platform';

/** Proposes a grade for a completed session. Runs after live turns, before exports. */
export const gradeSession = defineTask<{ sessionId: string }>('grade-session', { priority: 50 });
