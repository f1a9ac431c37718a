import { Injectable } from '@nestjs/common';
import { AccessLog, TenantDb, type Actor, type TenantTx } from '#platform';
import { gradeById, standingGrade } from '../grading/grade.queries.js';
import { ownPracticeSession, proofSession, type GradedSession } from '../grading/graded-session.queries.js';
import { reviewById } from '../reviews/review.queries.js';
import { shownGrading } from '../session-grades/shown-grading.js';
import { editionFor } from './debrief-edition.js';
import type { DebriefDocument, DebriefEdition } from './description/debrief-document.js';
import { describeDebrief } from './description/describe-debrief.js';
import { aftermathOf, NO_AFTERMATH } from './read-aftermath.js';
import { factsOf, type Graded } from './read-facts.js';

/** Describes debriefs of sessions, as far as each caller may read them. */
@Injectable()
export class DebriefService {
  constructor(
    private readonly db: TenantDb,
    private readonly accessLog: AccessLog,
  ) {}

  /**
   * @param asked null for the fullest edition that the caller may read
   * @returns null for a session that is not there, is not the caller's to see, or has no such edition for them
   */
  debrief(actor: Actor, sessionId: string, asked: DebriefEdition | null): Promise<DebriefDocument | null> {
    return this.db.read(actor, async (tx) => {
      const practice = await ownPracticeSession(tx, actor.reach('session:read'), sessionId);
      const session = practice ?? (await proofSession(tx, actor.reach('score:read'), sessionId));
      const read = session && (await (practice ? practised(tx, session, asked) : graded(tx, actor, session, asked)));
      if (!read) return null;
      this.accessLog.viewed(actor, { what: 'DEBRIEF', memberIds: [session.traineeId], onList: false });
      return describeDebrief(await factsOf(tx, session, read));
    });
  }
}

async function practised(tx: TenantTx, session: GradedSession, asked: DebriefEdition | null): Promise<Graded | null> {
  const reader = {
    practice: true,
    played: true,
    decided: false,
    readsProposals: false,
    mayReview: false,
    reviewed: false,
  };
  const edition = editionFor(reader, asked);
  const grade = edition && (await standingGrade(tx, session.id));
  return grade && { edition, grade, proposalShown: true, review: null, decision: null, aftermath: NO_AFTERMATH };
}

async function graded(
  tx: TenantTx,
  actor: Actor,
  session: GradedSession,
  asked: DebriefEdition | null,
): Promise<Graded | null> {
  const standing = await standingGrade(tx, session.id);
  const seen = await shownGrading(tx, actor, session, standing?.id ?? null);
  const { own } = seen;
  const decision = seen.owesSecond ? null : seen.decision;
  const viewer = {
    played: session.traineeId === actor.principalId,
    reviewed: own !== null,
    decided: decision !== null,
  };
  const edition = editionFor(
    {
      ...viewer,
      practice: false,
      readsProposals:
        actor.holds('grade:read') && (await proofSession(tx, actor.reach('grade:read'), session.id)) !== null,
      mayReview:
        actor.holds('grade:review') && (await proofSession(tx, actor.reach('grade:review'), session.id)) !== null,
    },
    asked,
  );
  if (edition === null) return null;
  const review = decision ? decision.reviewId && (await reviewById(tx, decision.reviewId)) : own;
  // Before a decision what is proposed is not told, however it came about, to those from whom it is hidden.
  const gradeId = decision?.gradeId ?? own?.gradeId;
  return {
    edition,
    grade: gradeId ? await gradeById(tx, gradeId) : null,
    proposalShown: edition === 'REVIEWER' && seen.hidden === null,
    review: review || null,
    decision,
    aftermath: await aftermathOf(tx, actor, session.id, decision),
  };
}
