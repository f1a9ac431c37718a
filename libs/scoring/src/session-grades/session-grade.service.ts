import { Injectable } from '@nestjs/common';
import { TenantDb, type Actor, type TenantTx } from '#platform';
import type { GradeDecisionEntity } from '../decisions/grade-decision.entity.js';
import { decisionOf } from '../decisions/grade-decision.queries.js';
import type { GradeEntity } from '../grading/grade.entity.js';
import { ownPracticeSession, proofSession, type GradedSession } from '../grading/graded-session.queries.js';
import { gradeById, standingGrade } from '../grading/grade.queries.js';
import type { ReviewEntity } from '../reviews/review.entity.js';
import { reviewBy, reviewById } from '../reviews/review.queries.js';
import { owesSecondReview } from '../second-reviews/second-review.queries.js';
import { proposalHiddenFrom, type ProposalHidden } from './proposal-visibility.js';

/** A review with the proposal that stood when it was submitted. */
export interface ComparedReview {
  review: ReviewEntity;
  grade: GradeEntity;
}

export interface SessionGrading {
  session: GradedSession;
  /** null while it is hidden from the caller, or where no grader has graded. */
  grade: GradeEntity | null;
  hidden: ProposalHidden | null;
  own: ComparedReview | null;
  decision: GradeDecisionEntity | null;
  /** The review that was signed. */
  signed: ReviewEntity | null;
}

/** Reads how a session's grading stands, with the proposal only for those who may see it. */
@Injectable()
export class SessionGradeService {
  constructor(private readonly db: TenantDb) {}

  /** null for a session that does not exist, is not the caller's to see, is practice, or has nothing graded yet. */
  sessionGrade(actor: Actor, sessionId: string): Promise<SessionGrading | null> {
    const reach = actor.reach('score:read');
    return this.db.read(actor, async (tx) => {
      const session = await proofSession(tx, reach, sessionId);
      return session && this.gradingOf(tx, actor, session);
    });
  }

  /** A proposal that the caller may see now; null while it is hidden. */
  grade(actor: Actor, gradeId: string): Promise<GradeEntity | null> {
    const reach = actor.reach('grade:read');
    return this.db.read(actor, async (tx) => {
      const grade = await gradeById(tx, gradeId);
      const session = grade && (await proofSession(tx, reach, grade.sessionId));
      if (!session) return null;
      const own = await reviewBy(tx, session.id, actor.principalId);
      const decision = (await owesSecond(tx, actor, session)) ? null : await decisionOf(tx, session.id);
      return hiddenFrom(actor, session, own, decision) ? null : grade;
    });
  }

  /** A review of the caller's own. */
  review(actor: Actor, reviewId: string): Promise<ComparedReview | null> {
    const reach = actor.reach('grade:read');
    return this.db.read(actor, async (tx) => {
      const review = await reviewById(tx, reviewId);
      if (review?.reviewerId !== actor.principalId || !(await proofSession(tx, reach, review.sessionId))) return null;
      return compared(tx, review);
    });
  }

  /** The feature grader's word on practice of the caller's own. */
  practice(actor: Actor, sessionId: string): Promise<GradeEntity | null> {
    const reach = actor.reach('session:read');
    return this.db.read(actor, async (tx) => {
      const session = await ownPracticeSession(tx, reach, sessionId);
      return session && standingGrade(tx, session.id);
    });
  }

  private async gradingOf(tx: TenantTx, actor: Actor, session: GradedSession): Promise<SessionGrading | null> {
    const grade = await standingGrade(tx, session.id);
    const decision = await decisionOf(tx, session.id);
    if (!grade && !decision) return null;
    const own = await reviewBy(tx, session.id, actor.principalId);
    const owes = await owesSecond(tx, actor, session);
    const hidden = hiddenFrom(actor, session, own, owes ? null : decision);
    return {
      session,
      grade: hidden ? null : grade,
      hidden,
      own: own && (await compared(tx, own)),
      // That it was decided is no secret from them; what was signed is, or they would sign it once more.
      decision: decision && owes ? { ...decision, reason: null, final: null, passed: null } : decision,
      signed: decision?.reviewId && !owes ? await reviewById(tx, decision.reviewId) : null,
    };
  }
}

/** Whether the caller may still write the second review of a session that was picked for two: until then they are blind to the first. */
const owesSecond = async (tx: TenantTx, actor: Actor, session: GradedSession): Promise<boolean> =>
  actor.holds('grade:review') &&
  session.traineeId !== actor.principalId &&
  (await owesSecondReview(tx, session.id, actor.principalId));

const hiddenFrom = (
  actor: Actor,
  session: GradedSession,
  own: ReviewEntity | null,
  decision: GradeDecisionEntity | null,
): ProposalHidden | null =>
  proposalHiddenFrom({
    played: session.traineeId === actor.principalId,
    reviewed: own !== null,
    decided: decision !== null,
  });

async function compared(tx: TenantTx, review: ReviewEntity): Promise<ComparedReview> {
  const grade = await gradeById(tx, review.gradeId);
  if (!grade) throw new Error('the grade of a review is not there');
  return { review, grade };
}
