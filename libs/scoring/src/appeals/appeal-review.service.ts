import { Injectable } from '@nestjs/common';
import { audit, idempotent, TenantDb, UserError, type Actor } from '#platform';
import { turnsOf } from '#sessions';
import { v7 as uuidv7 } from 'uuid';
import type { SubmittedContent } from '../reviews/review.entity.js';
import { addReview } from '../reviews/review.queries.js';
import { rubricOf } from '../reviews/review.service.js';
import { scoredReview } from '../reviews/scored-review.js';
import { reviewedBefore } from './appeal-reviewers.queries.js';
import { mayDecideAppeal } from './appeal-state.js';
import { addAppealReview } from './appeal.queries.js';
import { decisionAppealedAgainst, lockedAppeal } from './locked-appeal.js';

export interface SubmitAppealReview extends SubmittedContent {
  appealId: string;
  idempotencyKey: string;
}

/** The second look at a session, by somebody who has had no say in the first. */
@Injectable()
export class AppealReviewService {
  constructor(private readonly db: TenantDb) {}

  /**
   * Stores the reviewer's own complete set for an open appeal, once; until then neither the first review nor the proposal is shown to them.
   * @throws IncompleteReview with everything that is missing or not quoted exactly
   */
  submit(actor: Actor, input: SubmitAppealReview): Promise<{ sessionId: string; reviewId: string }> {
    const reach = actor.reach('appeal:decide');
    return this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'submitAppealReview', input.idempotencyKey, input, async () => {
        const { appeal, session } = await lockedAppeal(tx, reach, input.appealId);
        const parties = { ...appeal, reviewedBefore: await reviewedBefore(tx, appeal) };
        if (!mayDecideAppeal(parties, actor.principalId)) {
          throw new UserError('NOT_ALLOWED', 'input.appealId', 'who has reviewed, signed or played it cannot decide');
        }
        if (appeal.outcome !== null) {
          throw new UserError('WRONG_STATE', 'input.appealId', 'this appeal has ended already');
        }
        const { gradeId } = await decisionAppealedAgainst(tx, appeal);
        if (gradeId === null) throw new Error('a signed grade has a proposal');
        const { levels, outcome, criticalFails, penalties } = input;
        const content = { levels, outcome, criticalFails, penalties };
        const rubric = await rubricOf(tx, session);
        const scored = scoredReview(content, rubric, await turnsOf(tx, session.id));
        const purpose = 'CERTIFICATION' as const;
        const own = { id: uuidv7(), sessionId: session.id, purpose, gradeId, reviewerId: actor.principalId };
        if (!(await addReview(tx, { ...own, ...scored }))) {
          throw new UserError('WRONG_STATE', 'input.appealId', 'you have submitted your review for it already');
        }
        await addAppealReview(tx, appeal, own);
        await audit(tx, actor, {
          action: 'appeal.reviewed',
          entityType: 'Review',
          entityId: own.id,
          details: { appealId: appeal.id, sessionId: session.id, gradeId, final: scored.final, passed: scored.passed },
        });
        return { sessionId: session.id, reviewId: own.id };
      }),
    );
  }
}
