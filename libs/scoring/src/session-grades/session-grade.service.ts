import { Injectable } from '@nestjs/common';
import { TenantDb, type Actor, type TenantTx } from '#platform';
import { blindToFirstDecision } from '../appeals/appeal-reviewers.queries.js';
import { hasOpened } from '../calibration/prefill.queries.js';
import type { GradeDecisionEntity } from '../decisions/grade-decision.entity.js';
import { decisionOf, firstDecisionOf } from '../decisions/grade-decision.queries.js';
import type { GradeState } from '../grade-state.js';
import type { GradeEntity } from '../grading/grade.entity.js';
import { ownPracticeSession, proofSession, type GradedSession } from '../grading/graded-session.queries.js';
import { gradeById, standingGrade } from '../grading/grade.queries.js';
import type { ReviewEntity } from '../reviews/review.entity.js';
import { reviewBy, reviewById } from '../reviews/review.queries.js';
import { proposalHiddenFrom, type ProposalHidden } from './proposal-visibility.js';

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
      const { shown: decision } = await shownDecision(tx, actor, session.id);
      return (await hiddenFrom(tx, actor, { session, own, decision, grade })) ? null : grade;
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

  private async gradingOf(tx: TenantTx, actor: Actor, session: GradedSession): Promise<SessionGrading | null> {
    const grade = await standingGrade(tx, session.id);
    const { official, shown } = await shownDecision(tx, actor, session.id);
    if (!grade && !official) return null;
    const own = await reviewBy(tx, session.id, actor.principalId);
    const hidden = await hiddenFrom(tx, actor, { session, own, decision: shown, grade });
    return {
      session,
      state: official?.decision ?? 'PROPOSED',
      grade: hidden ? null : grade,
      hidden,
      own: own && (await compared(tx, own)),
      decision: shown,
      decisionHidden: official !== null && shown === null,
      signed: shown?.reviewId ? await reviewById(tx, shown.reviewId) : null,
    };
  }
}

/** The official decision, and whether this caller is shown it. */
async function shownDecision(
  tx: TenantTx,
  actor: Actor,
  sessionId: string,
): Promise<{ official: GradeDecisionEntity | null; shown: GradeDecisionEntity | null }> {
  const official = await decisionOf(tx, sessionId);
  const blind = official !== null && (await blindToFirstDecision(tx, actor, sessionId));
  return { official, shown: blind ? null : official };
}

async function hiddenFrom(
  tx: TenantTx,
  actor: Actor,
  {
    session,
    own,
    decision,
    grade,
  }: Pick<SessionGrading, 'session' | 'grade' | 'decision'> & { own: ReviewEntity | null },
): Promise<ProposalHidden | null> {
  const opened = { sessionId: session.id, reviewerId: actor.principalId };
  return proposalHiddenFrom({
    played: session.traineeId === actor.principalId,
    reviewed: own !== null,
    decided: decision !== null,
    prefilled: grade !== null && (await hasOpened(tx, { ...opened, gradeId: grade.id })),
  });
}

async function compared(tx: TenantTx, review: ReviewEntity): Promise<ComparedReview> {
  const grade = await gradeById(tx, review.gradeId);
  if (!grade) throw new Error('the grade of a review is not there');
  return { review, grade };
}
