import { rubricVersionsByIds } from '#curricula';
import type { Actor, TenantTx } from '#platform';
import { assignmentForPlay, earnedRecordId, recordEarnedBy } from '#trainees';
import { decisionOf } from '../decisions/grade-decision.queries.js';
import type { GradeEntity } from '../grading/grade.entity.js';
import { standingGrade } from '../grading/grade.queries.js';
import type { GradedSession } from '../grading/graded-session.queries.js';
import { reviewById } from '../reviews/review.queries.js';
import { compareGrades, comparedDecision, comparedProposal, type ComparedGrade } from './compare-grades.js';
import { recordEffect, severityOf } from './record-effect.js';
import type { ComparedItem } from './regrade-items.queries.js';

/**
 * Compares a regrade's proposal with what counts for its session now: the official decision, or else the proposal that stands. It reads
 * only; the session must be locked, so that nobody decides meanwhile.
 * @throws Error when the rubric version of a grade is not there
 */
export async function compareSession(
  tx: TenantTx,
  actor: Actor,
  session: GradedSession,
  grade: Pick<GradeEntity, 'id' | 'rubricVersionId' | 'proposal'>,
): Promise<ComparedItem> {
  const decision = await decisionOf(tx, session.id);
  const review = decision?.reviewId ? await reviewById(tx, decision.reviewId) : null;
  const standing = await standingGrade(tx, session.id);
  const signed = review ? comparedDecision(review.content, review.final, review.passed) : null;
  const before = signed ?? (standing && (await comparedGrade(tx, standing)));
  const rubric = await rubricOf(tx, grade.rubricVersionId);
  const after = comparedProposal(rubric, grade.proposal);
  const comparison = compareGrades(
    before,
    after,
    rubric.criticalFails.map(({ code }) => code),
  );
  const [finding] = comparison.findings;
  if (!finding) throw new Error('a comparison always finds something');
  const decided = review ? { passed: review.passed } : null;
  const record = await recordEarnedBy(tx, session.id);
  const couldEarn = !record && (await hasUnearnedClass(tx, actor, session));
  const effect = recordEffect({ decided, after, record, couldEarn });
  return {
    gradeId: grade.id,
    decisionId: decided && decision ? decision.id : null,
    beforeGradeId: standing?.id ?? null,
    recordId: record?.recordId ?? null,
    finding,
    recordEffect: effect,
    severity: severityOf(finding, effect, decided !== null),
    comparison,
  };
}

async function comparedGrade(tx: TenantTx, grade: GradeEntity): Promise<ComparedGrade> {
  return comparedProposal(await rubricOf(tx, grade.rubricVersionId), grade.proposal);
}

async function rubricOf(tx: TenantTx, rubricVersionId: string) {
  const [version] = await rubricVersionsByIds(tx, [rubricVersionId]);
  if (!version) throw new Error('the rubric version of a grade is not there');
  return version.rubric;
}

/** Whether the session counts towards a class whose hours its trainee has not earned. */
async function hasUnearnedClass(tx: TenantTx, actor: Actor, session: GradedSession): Promise<boolean> {
  if (session.assignmentId === null) return false;
  const assignment = await assignmentForPlay(tx, actor.reach('grade:sign'), session.assignmentId);
  const { presentationId } = assignment ?? {};
  if (!presentationId) return false;
  return (await earnedRecordId(tx, { sourceId: session.id, traineeId: session.traineeId, presentationId })) === null;
}
