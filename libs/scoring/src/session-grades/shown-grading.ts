import type { Actor, TenantTx } from '#platform';
import { blindToFirstDecision } from '../appeals/appeal-reviewers.queries.js';
import { hasOpened } from '../calibration/prefill.queries.js';
import type { GradeDecisionEntity } from '../decisions/grade-decision.entity.js';
import { decisionOf } from '../decisions/grade-decision.queries.js';
import type { GradedSession } from '../grading/graded-session.queries.js';
import type { ReviewEntity } from '../reviews/review.entity.js';
import { reviewBy } from '../reviews/review.queries.js';
import { owesSecondReview } from '../second-reviews/second-review.queries.js';
import { proposalHiddenFrom, type ProposalHidden } from './proposal-visibility.js';

/** What one caller may see of a proof session's grading. The session itself they have already been allowed to see. */
export interface ShownGrading {
  /** The official decision, whoever asks. */
  official: GradeDecisionEntity | null;
  /** That decision, where this caller is told of it. */
  decision: GradeDecisionEntity | null;
  /** They may still write the second review of a session that was picked for two: until then they are blind to the first. */
  owesSecond: boolean;
  own: ReviewEntity | null;
  /** Why the proposal is hidden from them. */
  hidden: ProposalHidden | null;
}

/** @param gradeId of the proposal that is asked for; null where there is none */
export async function shownGrading(
  tx: TenantTx,
  actor: Actor,
  session: GradedSession,
  gradeId: string | null,
): Promise<ShownGrading> {
  const played = session.traineeId === actor.principalId;
  const official = await decisionOf(tx, session.id);
  const blind = official !== null && (await blindToFirstDecision(tx, actor, session.id));
  const decision = blind ? null : official;
  const own = await reviewBy(tx, session.id, actor.principalId);
  const owesSecond =
    actor.holds('grade:review') && !played && (await owesSecondReview(tx, session.id, actor.principalId));
  const opened = { sessionId: session.id, reviewerId: actor.principalId };
  const hidden = proposalHiddenFrom({
    played,
    reviewed: own !== null,
    decided: decision !== null && !owesSecond,
    prefilled: gradeId !== null && (await hasOpened(tx, { ...opened, gradeId })),
  });
  return { official, decision, owesSecond, own, hidden };
}
