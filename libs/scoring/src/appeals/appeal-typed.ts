import { toGlobalId } from '#platform';
import type { AppealLimit } from './appeal-limit.queries.js';
import { appealState } from './appeal-state.js';
import type { AppealRow } from './appeal.queries.js';
import type { AppealLimitType, AppealType } from './appeal.types.js';

export function appealTyped(row: AppealRow): AppealType {
  const decided = row.outcome !== null && row.outcome !== 'WITHDRAWN';
  return {
    id: row.id,
    sessionId: toGlobalId('ScenarioSession', row.sessionId),
    traineeId: toGlobalId('Member', row.traineeId),
    state: appealState(row.outcome),
    reason: row.reason,
    points: row.points,
    filedAt: row.filedAt,
    noEligibleReviewer: row.noEligibleReviewer,
    reviewed: row.reviewed,
    decision: decided ? row.outcome : null,
    decisionReason: row.outcomeReason,
    decidedById: decided && row.endedBy ? toGlobalId('Member', row.endedBy) : null,
    endedAt: row.endedAt,
  };
}

export const appealLimitTyped = ({ days, setAt, setBy }: AppealLimit): AppealLimitType => ({
  days,
  setAt,
  setById: setBy && toGlobalId('Member', setBy),
});
