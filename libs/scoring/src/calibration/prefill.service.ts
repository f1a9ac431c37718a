import { Injectable } from '@nestjs/common';
import { rubricVersionsByIds } from '#curricula';
import { audit, notFound, TenantDb, UserError, type Actor, type TenantTx } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { decisionOf } from '../decisions/grade-decision.queries.js';
import type { GradeEntity } from '../grading/grade.entity.js';
import { proofSession } from '../grading/graded-session.queries.js';
import { standingGrade } from '../grading/grade.queries.js';
import { reviewBy } from '../reviews/review.queries.js';
import { shortfalls } from './calibration-report.js';
import { thresholdInForce } from './calibration-threshold.queries.js';
import { gatePairCounts } from './pair-counts.queries.js';
import { mayPrefill, prefillRefusal, type PrefillRefusal } from './prefill-rule.js';
import { addPrefill, isSecondReview } from './prefill.queries.js';

const REFUSALS: Record<PrefillRefusal, { code: 'NOT_ALLOWED' | 'WRONG_STATE'; message: string }> = {
  OWN_SESSION: { code: 'NOT_ALLOWED', message: 'nobody reviews a scenario session of their own' },
  DECIDED: { code: 'WRONG_STATE', message: 'this scenario session was decided already' },
  NOT_GRADED: { code: 'WRONG_STATE', message: 'this scenario session is not graded yet' },
  FORMATIVE: { code: 'NOT_ALLOWED', message: 'a formative proposal is never shown before a review' },
  SECOND_REVIEW: {
    code: 'NOT_ALLOWED',
    message: 'somebody else has reviewed this scenario session: a second review is made without the proposal',
  },
  NOT_CALIBRATED: {
    code: 'NOT_ALLOWED',
    message:
      'the grader’s agreement with signed reviews does not meet the agency’s threshold: review without the proposal',
  },
};

/** Shows a reviewer the proposal before a review of their own, where calibration allows it, and keeps that they saw it. */
@Injectable()
export class PrefillService {
  constructor(private readonly db: TenantDb) {}

  /** The same proposal opened again is the same prefill; with the caller's own review in, there is nothing left to open. */
  open(actor: Actor, sessionId: string): Promise<{ sessionId: string }> {
    const reach = actor.reach('grade:review');
    return this.db.run(actor, async (tx) => {
      // Locked, as a review is: what is opened lies before the review or after it, never beside it.
      const session = await proofSession(tx, reach, sessionId, true);
      if (!session) throw notFound('input.sessionId', 'scenario session');
      if (await reviewBy(tx, session.id, actor.principalId)) return { sessionId };
      const grade = await standingGrade(tx, session.id);
      const refusal = prefillRefusal({
        played: session.traineeId === actor.principalId,
        decided: (await decisionOf(tx, session.id)) !== null,
        label: grade?.label ?? null,
        independent: await isSecondReview(tx, session.id, actor.principalId),
      });
      if (refusal) throw refused(refusal);
      if (!grade || !(await isCalibrated(tx, grade))) throw refused('NOT_CALIBRATED');
      const id = uuidv7();
      if (await addPrefill(tx, { id, sessionId: session.id, reviewerId: actor.principalId, gradeId: grade.id })) {
        await audit(tx, actor, {
          action: 'grade.prefilled',
          entityType: 'Grade',
          entityId: grade.id,
          details: { sessionId: session.id },
        });
      }
      return { sessionId };
    });
  }
}

/** Whether the proposals of this grade's grader meet the agency's threshold now, in every part of the rubric. */
async function isCalibrated(tx: TenantTx, grade: GradeEntity): Promise<boolean> {
  const [version] = await rubricVersionsByIds(tx, [grade.rubricVersionId]);
  if (!version) throw new Error('the rubric version of this grade is not there');
  const short = shortfalls(version.rubric, await gatePairCounts(tx, grade), await thresholdInForce(tx));
  return mayPrefill(grade.label, short);
}

const refused = (refusal: PrefillRefusal): UserError =>
  new UserError(REFUSALS[refusal].code, 'input.sessionId', REFUSALS[refusal].message);
