import { notFound, UserError, type TenantTx } from '#platform';
import type { GradeDecisionEntity } from '../decisions/grade-decision.entity.js';
import { firstDecisionOf } from '../decisions/grade-decision.queries.js';
import { proofSession, type GradedSession } from '../grading/graded-session.queries.js';
import { appealById, type AppealReach, type AppealRow } from './appeal.queries.js';
import type { AppealRefusal, AppealRuling } from './appeal-state.js';

/**
 * An appeal with its session, which is locked: whatever is decided about one session queues here.
 * @throws UserError NOT_FOUND at `input.appealId`
 */
export async function lockedAppeal(
  tx: TenantTx,
  reach: AppealReach,
  appealId: string,
): Promise<{ appeal: AppealRow; session: GradedSession }> {
  const found = await appealById(tx, reach, appealId);
  const session = found && (await proofSession(tx, reach, found.sessionId, true));
  // Read again: what ended it may have been committed while this waited.
  const appeal = session && (await appealById(tx, reach, appealId));
  if (!appeal) throw notFound('input.appealId', 'appeal');
  return { appeal, session };
}

/** What an appeal is against; it stays in the table beside a decision that replaces it. */
export async function decisionAppealedAgainst(tx: TenantTx, appeal: AppealRow): Promise<GradeDecisionEntity> {
  const first = await firstDecisionOf(tx, appeal.sessionId, appeal.purpose);
  if (!first) throw new Error('the decision that was appealed against is not there');
  return first;
}

const FAULTS: Record<AppealRefusal, ['WRONG_STATE' | 'NOT_ALLOWED' | 'INVALID' | 'EXPIRED', string | null]> = {
  NOT_THEIR_OWN: ['NOT_ALLOWED', null],
  NOT_DECIDED: ['WRONG_STATE', null],
  APPEALED_BEFORE: ['WRONG_STATE', null],
  TOO_LATE: ['EXPIRED', null],
  ENDED: ['WRONG_STATE', null],
  NOT_ELIGIBLE: ['NOT_ALLOWED', null],
  REASON_REQUIRED: ['INVALID', 'input.reason'],
  NO_OWN_REVIEW: ['WRONG_STATE', null],
  WORSE_FOR_TRAINEE: ['NOT_ALLOWED', 'input.decision'],
};

/** @param field of the input, that names what it is about @throws UserError where the ruling is a refusal */
export function mustBeAllowed(ruling: AppealRuling, field: string): void {
  if (ruling.ok) return;
  const [code, own] = FAULTS[ruling.code];
  throw new UserError(code, own ?? field, ruling.message);
}
