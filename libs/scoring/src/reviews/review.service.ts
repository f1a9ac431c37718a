import { Injectable } from '@nestjs/common';
import { rubricVersionsByIds, type RubricBody, type RubricPurpose } from '#curricula';
import { audit, idempotent, TenantDb, UserError, type Actor, type TenantTx } from '#platform';
import { turnsOf } from '#sessions';
import { v7 as uuidv7 } from 'uuid';
import { reviewsFromOutside } from '../external-reviewers/assigned-sessions.js';
import { unmaskedContent } from '../external-reviewers/unmasked-content.js';
import type { GradedSession } from '../grading/graded-session.queries.js';
import { noteReviewOfPicked } from '../second-reviews/second-reviews.js';
import { deleteDraft } from '../workspace/review-draft.queries.js';
import { releaseSession } from '../workspace/review-queue.queries.js';
import { reviewBasis } from './review-rubric.queries.js';
import type { SubmittedContent } from './review.entity.js';
import { addReview } from './review.queries.js';
import { reviewableSession } from './reviewable-session.js';
import { scoredReview } from './scored-review.js';

export interface SubmitReview extends SubmittedContent {
  sessionId: string;
  /** CERTIFICATION when left out. */
  purpose?: RubricPurpose | null;
  idempotencyKey: string;
}

/** What a reviewer says of a session before seeing what the grader proposed. */
@Injectable()
export class ReviewService {
  constructor(private readonly db: TenantDb) {}

  /**
   * Stores the reviewer's own complete set, once for each purpose; their draft goes with it.
   * @throws IncompleteReview with everything that is missing or not quoted exactly
   */
  submit(actor: Actor, input: SubmitReview): Promise<{ sessionId: string; reviewId: string }> {
    const purpose = input.purpose ?? 'CERTIFICATION';
    return this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'submitReview', input.idempotencyKey, input, async () => {
        const session = await reviewableSession(tx, actor, input.sessionId, purpose, true);
        const basis = await reviewBasis(tx, session, purpose);
        if (!basis) throw new UserError('WRONG_STATE', 'input.sessionId', 'this scenario session is not graded yet');
        const { grade } = basis;
        const { rubric } = basis.rubricVersion;
        const turns = await turnsOf(tx, session.id);
        const { levels, outcome, criticalFails, penalties } = input;
        const given = { levels, outcome, criticalFails, penalties };
        const content = reviewsFromOutside(actor) ? await unmaskedContent(tx, session, turns, given) : given;
        const scored = scoredReview(content, rubric, turns);
        const reviewId = uuidv7();
        const own = { id: reviewId, sessionId: session.id, gradeId: grade.id, reviewerId: actor.principalId, purpose };
        const review = { ...own, ...scored };
        if (!(await addReview(tx, review))) {
          throw new UserError(
            'WRONG_STATE',
            'input.sessionId',
            'you have submitted your review of this session already',
          );
        }
        await deleteDraft(tx, own);
        await audit(tx, actor, {
          action: 'grade.reviewed',
          entityType: 'Review',
          entityId: reviewId,
          details: { sessionId: session.id, gradeId: grade.id, purpose, final: scored.final, passed: scored.passed },
        });
        if (purpose === 'CERTIFICATION') {
          await releaseSession(tx, actor.principalId, session.id);
          await noteReviewOfPicked(tx, actor, session, review);
        }
        return { sessionId: session.id, reviewId };
      }),
    );
  }
}

export async function rubricOf(tx: TenantTx, session: Pick<GradedSession, 'rubricVersionId'>): Promise<RubricBody> {
  const [version] = await rubricVersionsByIds(tx, [session.rubricVersionId]);
  if (!version) throw new Error('the rubric version of this session is not there');
  return version.rubric;
}
