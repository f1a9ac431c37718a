import { Injectable } from '@nestjs/common';
import { rubricVersionsByIds, type RubricBody } from '#curricula';
import { audit, idempotent, notFound, TenantDb, UserError, type Actor, type TenantTx } from '#platform';
import { turnsOf } from '#sessions';
import { v7 as uuidv7 } from 'uuid';
import { decisionOf } from '../decisions/grade-decision.queries.js';
import { proofSession, type GradedSession } from '../grading/graded-session.queries.js';
import { standingGrade } from '../grading/grade.queries.js';
import { reviewProblems } from '../review.js';
import { meetsPassRule, scoreOf } from '../score.js';
import { IncompleteReview } from './incomplete-review.js';
import type { SubmittedContent } from './review.entity.js';
import { addReview } from './review.queries.js';

export interface SubmitReview extends SubmittedContent {
  sessionId: string;
  idempotencyKey: string;
}

/** What an instructor says of a session before seeing what the grader proposed. */
@Injectable()
export class ReviewService {
  constructor(private readonly db: TenantDb) {}

  /**
   * Stores the reviewer's own complete set, once.
   * @throws IncompleteReview with everything that is missing or not quoted exactly
   */
  submit(actor: Actor, input: SubmitReview): Promise<{ sessionId: string; reviewId: string }> {
    return this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'submitReview', input.idempotencyKey, input, async () => {
        const session = await proofSession(tx, actor.reach('grade:review'), input.sessionId, true);
        if (!session) throw notFound('input.sessionId', 'scenario session');
        if (session.traineeId === actor.principalId) {
          throw new UserError('NOT_ALLOWED', 'input.sessionId', 'nobody reviews a scenario session of their own');
        }
        if (await decisionOf(tx, session.id)) {
          throw new UserError('WRONG_STATE', 'input.sessionId', 'this scenario session was decided already');
        }
        const grade = await standingGrade(tx, session.id);
        if (!grade) throw new UserError('WRONG_STATE', 'input.sessionId', 'this scenario session is not graded yet');
        const rubric = await rubricOf(tx, session);
        const { levels, outcome, criticalFails, penalties } = input;
        const content = { levels, outcome, criticalFails, penalties };
        const problems = reviewProblems(content, rubric, await turnsOf(tx, session.id));
        if (problems.length > 0) throw new IncompleteReview(problems);
        const score = scoreOf(rubric, {
          levels,
          band: outcome.band,
          penalties: penalties.map(({ code }) => code),
          criticalFails: criticalFails.map(({ code }) => code),
        });
        const reviewId = uuidv7();
        const passed = meetsPassRule(score);
        const own = { id: reviewId, sessionId: session.id, gradeId: grade.id, reviewerId: actor.principalId };
        if (!(await addReview(tx, { ...own, content, score, final: score.final, passed }))) {
          throw new UserError(
            'WRONG_STATE',
            'input.sessionId',
            'you have submitted your review of this session already',
          );
        }
        await audit(tx, actor, {
          action: 'grade.reviewed',
          entityType: 'Review',
          entityId: reviewId,
          details: { sessionId: session.id, gradeId: grade.id, final: score.final, passed },
        });
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
