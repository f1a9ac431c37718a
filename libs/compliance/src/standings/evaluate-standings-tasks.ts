import { defineTask } from '#platform';

/** For what somebody has just recorded about a few members. */
export const evaluateStandings = defineTask<object>('evaluate-standings', { priority: 30 });

/** For many at once. Null: those that no operation tells of. */
export const evaluateStandingsInBulk = defineTask<{ operationId: string | null }>('evaluate-standings-in-bulk', {
  priority: 90,
});
