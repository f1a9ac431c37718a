import { Injectable } from '@nestjs/common';
import { AccessLog, TenantDb, type Actor, type TenantTx } from '#platform';
import type { GradeDecisionEntity } from '../decisions/grade-decision.entity.js';
import { decisionOf, firstDecisionOf } from '../decisions/grade-decision.queries.js';
import type { GradeState } from '../grade-state.js';
import type { GradeEntity } from '../grading/grade.entity.js';
import { ownPracticeSession, proofSession, type GradedSession } from '../grading/graded-session.queries.js';
import { gradeById, standingGrade } from '../grading/grade.queries.js';
import { shownGrading } from './shown-grading.js';
import type { ReviewEntity } from '../reviews/review.entity.js';
import { reviewById } from '../reviews/review.queries.js';
import type { ProposalHidden } from './proposal-visibility.js';

/** A review with the proposal that stood when it was submitted. */
export interface ComparedReview {
  review: ReviewEntity;
  grade: GradeEntity;
}

/** A decision that is not official any more. */
export interface ReplacedDecision {
  decision: GradeDecisionEntity;
  signed: ReviewEntity | null;
}

export interface SessionGrading {
  session: GradedSession;
  /** null while it is hidden from the caller, or where no grader has graded. */
  grade: GradeEntity | null;
  hidden: ProposalHidden | null;
  own: ComparedReview | null;
  state: GradeState;
  /** The official one; null before it, and while it is hidden from the caller. */
  decision: GradeDecisionEntity | null;
  /** It is hidden from who may decide the appeal against it, until they have submitted a review. */
  decisionHidden: boolean;
  /** The review that was signed, as far as the decision is shown. */
  signed: ReviewEntity | null;
}

/** Reads how a session's grading stands, with the proposal only for those who may see it. */
@Injectable()
export class SessionGradeService {
  constructor(
    private readonly db: TenantDb,
    private readonly accessLog: AccessLog,
  ) {}

  /** null for a session that does not exist, is not the caller's to see, is practice, or has nothing graded yet. */
  sessionGrade(actor: Actor, sessionId: string): Promise<SessionGrading | null> {
    const reach = actor.reach('score:read');
    return this.db.read(actor, async (tx) => {
      const session = await proofSession(tx, reach, sessionId);
      const grading = session && (await this.gradingOf(tx, actor, session));
      if (grading) this.viewed(actor, grading.session);
      return grading;
    });
  }

  /** A proposal that the caller may see now; null while it is hidden. */
  grade(actor: Actor, gradeId: string): Promise<GradeEntity | null> {
    const reach = actor.reach('grade:read');
    return this.db.read(actor, async (tx) => {
      const grade = await gradeById(tx, gradeId);
      const session = grade && (await proofSession(tx, reach, grade.sessionId));
      if (!session) return null;
      if ((await shownGrading(tx, actor, session, grade.id)).hidden) return null;
      this.viewed(actor, session);
      return grade;
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

  /** The first decision about a session with the review that was signed, where one on an appeal is official instead of it. */
  replacedDecision(actor: Actor, sessionId: string): Promise<ReplacedDecision | null> {
    const reach = actor.reach('score:read');
    return this.db.read(actor, async (tx) => {
      const session = await proofSession(tx, reach, sessionId);
      const official = session && (await decisionOf(tx, session.id));
      const decision = official?.round ? await firstDecisionOf(tx, official.sessionId) : null;
      return decision && { decision, signed: decision.reviewId ? await reviewById(tx, decision.reviewId) : null };
    });
  }

  /** The standing proposal for practice of the caller's own. */
  practice(actor: Actor, sessionId: string): Promise<GradeEntity | null> {
    const reach = actor.reach('session:read');
    return this.db.read(actor, async (tx) => {
      const session = await ownPracticeSession(tx, reach, sessionId);
      return session && standingGrade(tx, session.id);
    });
  }

  private viewed(actor: Actor, { traineeId }: GradedSession): void {
    this.accessLog.viewed(actor, { what: 'GRADE', memberIds: [traineeId], onList: false });
  }

  private async gradingOf(tx: TenantTx, actor: Actor, session: GradedSession): Promise<SessionGrading | null> {
    const grade = await standingGrade(tx, session.id);
    const { official, decision, owesSecond, own, hidden } = await shownGrading(tx, actor, session, grade?.id ?? null);
    if (!grade && !official) return null;
    return {
      session,
      state: official?.decision ?? 'PROPOSED',
      grade: hidden ? null : grade,
      hidden,
      own: own && (await compared(tx, own)),
      // That it was decided is no secret from them; what was signed is, or they would sign it once more.
      decision: decision && owesSecond ? { ...decision, reason: null, final: null, passed: null } : decision,
      decisionHidden: official !== null && decision === null,
      signed: decision?.reviewId && !owesSecond ? await reviewById(tx, decision.reviewId) : null,
    };
  }
}

async function compared(tx: TenantTx, review: ReviewEntity): Promise<ComparedReview> {
  const grade = await gradeById(tx, review.gradeId);
  if (!grade) throw new Error('the grade of a review is not there');
  return { review, grade };
}
