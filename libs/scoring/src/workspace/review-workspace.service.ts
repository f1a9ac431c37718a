import { Injectable } from '@nestjs/common';
import { scenarioVersionsByIds, type RubricPurpose, type RubricVersionContent } from '#curricula';
import { TenantDb, type Actor, type TenantTx } from '#platform';
import { turnsOf } from '#sessions';
import { reviewsFromOutside } from '../external-reviewers/assigned-sessions.js';
import { maskNames } from '../external-reviewers/masked-names.js';
import { namesOf } from '../external-reviewers/trainee-names.queries.js';
import { gradeById } from '../grading/grade.queries.js';
import { proofSession, type GradedSession } from '../grading/graded-session.queries.js';
import { reviewBasis } from '../reviews/review-rubric.queries.js';
import type { ReviewEntity } from '../reviews/review.entity.js';
import { reviewBy, reviewById } from '../reviews/review.queries.js';
import { secondReviewOf } from '../second-reviews/second-review.queries.js';
import type { ReviewDifference } from '../second-reviews/review-difference.js';
import type { ComparedReview } from '../session-grades/session-grade.service.js';
import type { TranscriptTurn } from '../transcript.js';
import type { ReviewDraftEntity } from './review-draft.entity.js';
import { draftOf } from './review-draft.queries.js';
import { neededWork, type NeededWork } from './review-queue.queries.js';

/** Everything that one reviewer works with on one session. */
export interface Workspace {
  session: GradedSession;
  /** Whether the caller is not told who the trainee is. */
  fromOutside: boolean;
  scenarioTitle: string;
  needs: NeededWork | null;
  /** As the caller may see them. */
  turns: TranscriptTurn[];
  /** What a text becomes before the caller sees it, as long as before. */
  shown: (text: string) => string;
  rubricVersion: RubricVersionContent;
  draft: ReviewDraftEntity | null;
  /** The caller's own review with the proposal that stood; null before it is submitted, and until then the proposal is not read. */
  own: ComparedReview | null;
  /** The other of two reviews, once both are in, and the caller's is one of them. */
  other: { review: ReviewEntity; difference: ReviewDifference; differs: boolean } | null;
}

/** Reads a session for whoever reviews it. */
@Injectable()
export class ReviewWorkspaceService {
  constructor(private readonly db: TenantDb) {}

  /** null for a session that is not the caller's to review, is their own, or is not graded for this purpose. */
  workspace(actor: Actor, sessionId: string, purpose: RubricPurpose): Promise<Workspace | null> {
    const reach = actor.reach('grade:review');
    return this.db.read(actor, async (tx) => {
      const session = await proofSession(tx, reach, sessionId);
      if (!session || session.traineeId === actor.principalId) return null;
      const basis = await reviewBasis(tx, session, purpose);
      if (!basis) return null;
      const fromOutside = reviewsFromOutside(actor);
      const names = fromOutside ? await namesOf(tx, session.traineeId) : [];
      const shown = (text: string): string => maskNames(text, names);
      const turns = await turnsOf(tx, session.id);
      const review = await reviewBy(tx, session.id, actor.principalId, purpose);
      return {
        session,
        fromOutside,
        scenarioTitle: await scenarioTitle(tx, session),
        needs: await neededWork(tx, actor.principalId, session.id),
        turns: turns.map(({ number, speaker, text }) => ({ number, speaker, text: shown(text) })),
        shown,
        rubricVersion: basis.rubricVersion,
        draft: await draftOf(tx, { sessionId: session.id, purpose, reviewerId: actor.principalId }),
        own: review && (await compared(tx, review)),
        other: review && (await otherReview(tx, review)),
      };
    });
  }
}

async function compared(tx: TenantTx, review: ReviewEntity): Promise<ComparedReview> {
  const grade = await gradeById(tx, review.gradeId);
  if (!grade) throw new Error('the grade of a review is not there');
  return { review, grade };
}

async function otherReview(tx: TenantTx, own: ReviewEntity): Promise<Workspace['other']> {
  const picked = await secondReviewOf(tx, own.sessionId);
  const pair = [picked?.firstReviewId, picked?.secondReviewId];
  if (!picked?.difference || !pair.includes(own.id)) return null;
  const review = await reviewById(tx, pair.find((id) => id !== own.id) as string);
  return review && { review, difference: picked.difference, differs: picked.differs ?? false };
}

async function scenarioTitle(tx: TenantTx, session: GradedSession): Promise<string> {
  const [version] = await scenarioVersionsByIds(tx, [session.scenarioVersionId]);
  const [scenario] = await tx.query<{ title: string }>('select title from scenarios where agency_id = $1 and id = $2', [
    tx.agencyId,
    version?.scenarioId,
  ]);
  if (!scenario) throw new Error('the scenario of this session is not there');
  return scenario.title;
}
