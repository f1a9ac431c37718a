import type { RubricPurpose } from '#curricula';
import { notFound, UserError, type Actor, type TenantTx } from '#platform';
import { decisionOf } from '../decisions/grade-decision.queries.js';
import { proofSession, type GradedSession } from '../grading/graded-session.queries.js';
import { owesSecondReview } from '../second-reviews/second-review.queries.js';
import { reviewBy } from './review.queries.js';

/**
 * A session that the caller may write a review of now: in reach, not their own, not reviewed by them, and undecided or waiting for a second
 * review that they may write.
 * @param lock until the transaction ends
 * @throws UserError NOT_FOUND, NOT_ALLOWED or WRONG_STATE (`input.sessionId`)
 */
export async function reviewableSession(
  tx: TenantTx,
  actor: Actor,
  sessionId: string,
  purpose: RubricPurpose,
  lock: boolean,
): Promise<GradedSession> {
  const session = await proofSession(tx, actor.reach('grade:review'), sessionId, lock);
  if (!session) throw notFound('input.sessionId', 'scenario session');
  if (session.traineeId === actor.principalId) {
    throw new UserError('NOT_ALLOWED', 'input.sessionId', 'nobody reviews a scenario session of their own');
  }
  if (await reviewBy(tx, session.id, actor.principalId, purpose)) {
    throw new UserError('WRONG_STATE', 'input.sessionId', 'you have submitted your review of this session already');
  }
  const closed = purpose === 'CERTIFICATION' && (await decisionOf(tx, session.id)) !== null;
  if (session.state === 'INVALIDATED' || (closed && !(await owesSecondReview(tx, session.id, actor.principalId)))) {
    throw new UserError('WRONG_STATE', 'input.sessionId', 'this scenario session was decided already');
  }
  return session;
}
