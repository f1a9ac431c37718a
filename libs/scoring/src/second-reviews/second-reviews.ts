import { audit, UserError, type Actor, type TenantTx } from '#platform';
import type { GradedSession } from '../grading/graded-session.queries.js';
import type { ReviewEntity } from '../reviews/review.entity.js';
import { reviewById } from '../reviews/review.queries.js';
import { secondReviewDone, secondReviewDue } from '../workspace/queue-steps.queries.js';
import { isPicked, sharePicking } from './picked.js';
import { isDisagreement, reviewDifference } from './review-difference.js';
import { ensureReviewSettings } from './review-settings.queries.js';
import { addPicked, pickedLately, secondReviewOf, setFirstReview, setSecondReview } from './second-review.queries.js';

/** Picks a session that has just come into the queue for review by two people, or does not, by the agency's share. */
export async function pickForSecondReview(tx: TenantTx, actor: Actor, sessionId: string): Promise<void> {
  const settings = await ensureReviewSettings(tx);
  const wanted = { percent: settings.secondReviewPercent, floor: settings.secondReviewFloor };
  const percent = sharePicking(wanted, await pickedLately(tx));
  if (!isPicked(settings.sampleKey, sessionId, percent)) return;
  if (!(await addPicked(tx, sessionId, percent))) return;
  await audit(tx, actor, {
    action: 'second-review.picked',
    entityType: 'ScenarioSession',
    entityId: sessionId,
    details: { percent },
  });
}

/**
 * What a submitted review, one that may certify, means for a session that was picked: the first makes a second one due, the second, another
 * person's, is compared with it. A third changes nothing. The session is locked.
 */
export async function noteReviewOfPicked(
  tx: TenantTx,
  actor: Actor,
  session: GradedSession,
  review: Pick<ReviewEntity, 'id' | 'reviewerId' | 'content' | 'passed'>,
): Promise<void> {
  const picked = await secondReviewOf(tx, session.id);
  if (!picked || picked.cancelledAt || picked.secondReviewId) return;
  if (!picked.firstReviewId) {
    await setFirstReview(tx, session.id, review.id);
    await secondReviewDue(tx, session.id, review.reviewerId);
    return;
  }
  const first = await reviewById(tx, picked.firstReviewId);
  if (!first) throw new Error('the first review of a session picked for two is not there');
  if (first.reviewerId === review.reviewerId) return;
  const difference = reviewDifference(
    { ...first.content, passed: first.passed },
    { ...review.content, passed: review.passed },
  );
  const differs = isDisagreement(difference);
  await setSecondReview(tx, session.id, { reviewId: review.id, difference, differs });
  await secondReviewDone(tx, session.id);
  await audit(tx, actor, {
    action: differs ? 'second-review.differs' : 'second-review.agrees',
    entityType: 'ScenarioSession',
    entityId: session.id,
    details: { firstReviewId: first.id, secondReviewId: review.id, difference: { ...difference } },
  });
}

/**
 * Whoever signs one of two reviews that differ says why: what the other saw must not be passed over.
 * @throws UserError INVALID (`input.reason`) without a reason
 */
export async function explainDisagreement(tx: TenantTx, sessionId: string, reason: string | null): Promise<void> {
  if (reason) return;
  const picked = await secondReviewOf(tx, sessionId);
  if (!picked?.differs) return;
  throw new UserError(
    'INVALID',
    'input.reason',
    'Another reviewer’s review of this session differs: say why yours is the one to sign.',
  );
}
