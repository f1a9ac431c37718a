import { defineTask } from '#platform';

/** Has a registered model propose a grade for a completed session, in the lane of that model. Runs after live turns, before exports. */
export const judgeSessionTask = defineTask<{ sessionId: string; modelVersionId: string }>('judge-session', {
  priority: 50,
});
