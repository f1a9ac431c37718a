import { agencyProfile } from '#agencies';
import { courseVersionsByIds } from '#curricula';
import { UserError, type Actor, type Events, type TenantTx } from '#platform';
import { assignmentForPlay, recordTraining } from '#trainees';
import { localDateOf, type GradedSession } from '../grading/graded-session.queries.js';
import type { CertifiedPass } from '../score.js';

/** Where a proof session counts, and for which course. */
interface Credit {
  presentationId: string;
  courseVersionId: string;
}

/**
 * The approved course that a signed pass of this session earns hours of; null where it counts towards none.
 * @throws UserError NOT_ALLOWED when the course does not take proof sessions against the engine that played
 */
export async function creditOf(tx: TenantTx, actor: Actor, session: GradedSession): Promise<Credit | null> {
  if (session.mode !== 'PROOF' || session.assignmentId === null) return null;
  const assignment = await assignmentForPlay(tx, actor.reach('grade:sign'), session.assignmentId);
  if (!assignment?.presentationId || !assignment.courseVersionId) return null;
  const [course] = await courseVersionsByIds(tx, [assignment.courseVersionId]);
  if (course?.state !== 'APPROVED') return null;
  if (!course.proofEngineKinds.includes(session.engineKind)) {
    throw new UserError(
      'NOT_ALLOWED',
      'input.sessionId',
      `the course does not take proof sessions against ${session.engineKind}: this one can only be invalidated`,
    );
  }
  return { presentationId: assignment.presentationId, courseVersionId: course.id };
}

/** Adds the hours to the trainee's ledger, in the transaction of the signature that earned them. @returns the record's id */
export async function earnTraining(
  tx: TenantTx,
  actor: Actor,
  events: Events,
  earned: { session: GradedSession; credit: Credit; pass: CertifiedPass },
): Promise<string> {
  const { session, credit, pass } = earned;
  const agency = await agencyProfile(tx);
  if (!agency || !session.completedAt) throw new Error('a signed session has an agency and an end');
  const { recordId } = await recordTraining(
    tx,
    actor,
    {
      ...credit,
      traineeId: session.traineeId,
      completedOn: await localDateOf(tx, session.completedAt, agency.timezone),
      score: pass.score.final,
      sourceId: session.id,
    },
    events,
  );
  return recordId;
}
