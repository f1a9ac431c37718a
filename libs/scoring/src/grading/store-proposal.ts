import { audit, type Actor, type TenantTx } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import type { ProposedGrade } from '../proposal.js';
import { pickForSecondReview } from '../second-reviews/second-reviews.js';
import { queueForReview } from '../workspace/queued-proposals.queries.js';
import { addGrade } from './grade.queries.js';
import { sessionToGrade } from './graded-session.queries.js';
import { gradeDigest, type SessionToGrade } from './session-to-grade.js';

/**
 * Adds a proposal to the grades of its session, unless the session was invalidated meanwhile; a repeat of the same grader's is the same
 * grade. The session is locked.
 * @param regradeId of the regrade that made it: then it never stands
 * @returns the new grade's id; null where nothing was added
 */
export async function storeProposal(
  tx: TenantTx,
  actor: Actor,
  graded: SessionToGrade,
  proposal: ProposedGrade,
  regradeId: string | null = null,
): Promise<string | null> {
  const now = await sessionToGrade(tx, graded.session.id, true);
  if (now?.state !== 'COMPLETED') return null;
  const { score, grader, graderVersion, label } = proposal;
  const digest = gradeDigest(graded, proposal);
  const id = uuidv7();
  const added = await addGrade(tx, {
    id,
    sessionId: now.id,
    rubricVersionId: graded.rubricVersionId,
    grader,
    graderVersion,
    modelVersionId: proposal.judge?.modelVersionId ?? null,
    label,
    proposal,
    final: score.complete ? score.score.final : null,
    lowestFinal: score.complete ? score.score.final : score.lowestFinal,
    highestFinal: score.complete ? score.score.final : score.highestFinal,
    abstained: score.complete ? 0 : score.abstained.length,
    criticalFails: proposal.criticalFails.length,
    digest,
    regradeId,
  });
  if (!added) return null;
  // Practice belongs to the trainee: the agency's audit trail does not tell who practised.
  if (now.mode !== 'PRACTICE') {
    await audit(tx, actor, {
      action: 'grade.proposed',
      entityType: 'Grade',
      entityId: id,
      details: { sessionId: now.id, grader, graderVersion, label, digest, ...(regradeId ? { regradeId } : {}) },
    });
    if (await queueForReview(tx, now)) await pickForSecondReview(tx, actor, now.id);
  }
  return id;
}
