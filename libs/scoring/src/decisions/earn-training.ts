import { agencyProfile } from '#agencies';
import { courseVersionsByIds } from '#curricula';
import { UserError, type Actor, type Events, type ReachOf, type TenantTx } from '#platform';
import { assignmentForPlay, correctRecord, lockAttendance, recordTraining, standingEntry } from '#trainees';
import { localDateOf, type GradedSession } from '../grading/graded-session.queries.js';
import type { CertifiedPass } from '../score.js';
import { officialPasses } from './grade-decision.queries.js';
import { trainingChange } from './training-change.js';

type DeciderReach = ReachOf<'grade:sign' | 'appeal:decide'>;

/** Where a proof session counts, and for which course. */
export interface Credit {
  presentationId: string;
  courseVersionId: string;
}

/** Which presentation a proof session was sat for; null for none. */
async function creditSatFor(tx: TenantTx, reach: DeciderReach, session: GradedSession): Promise<Credit | null> {
  if (session.mode !== 'PROOF' || session.assignmentId === null) return null;
  const assignment = await assignmentForPlay(tx, reach, session.assignmentId);
  if (!assignment?.presentationId || !assignment.courseVersionId) return null;
  return { presentationId: assignment.presentationId, courseVersionId: assignment.courseVersionId };
}

/**
 * The approved course that a signed pass of this session earns hours of; null where it counts towards none.
 * @param field of the input, that names the session
 * @throws UserError NOT_ALLOWED when the course does not take proof sessions against the engine that played
 */
export async function creditOf(
  tx: TenantTx,
  reach: DeciderReach,
  session: GradedSession,
  field: string,
): Promise<Credit | null> {
  const credit = await creditSatFor(tx, reach, session);
  const [course] = credit ? await courseVersionsByIds(tx, [credit.courseVersionId]) : [];
  if (course?.state !== 'APPROVED') return null;
  if (!course.proofEngineKinds.includes(session.engineKind)) {
    throw new UserError(
      'NOT_ALLOWED',
      field,
      `the course does not take proof sessions against ${session.engineKind}: this one can only be invalidated`,
    );
  }
  return credit;
}

/** A session that was decided, and why, for the trail of the ledger. */
export interface Decided {
  session: GradedSession;
  /** 1 to 1,000 characters. */
  reason: string;
}

/**
 * Adds the hours to the trainee's ledger, in the transaction of the decision that earned them, once per trainee and presentation; where
 * an earlier entry stands for them, see `settleTraining`.
 * @returns the id of the entry that stands
 */
export async function earnTraining(
  tx: TenantTx,
  actor: Actor,
  reach: DeciderReach,
  events: Events,
  earned: Decided & { credit: Credit; pass: CertifiedPass },
): Promise<string> {
  const { session, credit, pass } = earned;
  await lockAttendance(tx, { traineeId: session.traineeId, presentationId: credit.presentationId });
  const { recordId, added } = await recordTraining(
    tx,
    actor,
    {
      ...credit,
      traineeId: session.traineeId,
      completedOn: await completedOn(tx, session.completedAt),
      score: pass.score.final,
      sourceId: session.id,
    },
    events,
  );
  if (added) return recordId;
  return (await settleTraining(tx, actor, reach, events, earned)) ?? recordId;
}

/**
 * Has the ledger say what is official after a decision about a session that may have earned hours before. Nothing is taken out silently: a
 * correction that points at the old entry has the decision's reason. Call it after the decision is stored.
 * @returns the id of the entry that stands for the attendance; null for none
 */
export async function settleTraining(
  tx: TenantTx,
  actor: Actor,
  reach: DeciderReach,
  events: Events,
  { session, reason }: Decided,
): Promise<string | null> {
  const credit = await creditSatFor(tx, reach, session);
  if (!credit) return null;
  const attendance = { traineeId: session.traineeId, presentationId: credit.presentationId };
  await lockAttendance(tx, attendance);
  const entry = await standingEntry(tx, attendance);
  if (!entry) return null;
  const change = trainingChange(entry, await officialPasses(tx, attendance), session.id);
  if (change.kind === 'NONE') return entry.recordId;
  const { recordId, hours } = entry;
  const correct = async (to: { hours: number; score: number | null; completedOn: string }): Promise<string> =>
    (await correctRecord(tx, actor, reach, { recordId, reason, ...to }, events)).recordId;
  switch (change.kind) {
    case 'TAKE_OUT':
      return correct({ ...entry, hours: 0 });
    case 'RESCORE':
      return correct({ ...entry, score: change.score });
    case 'REST_ON': {
      const [course] = await courseVersionsByIds(tx, [credit.courseVersionId]);
      if (!course) throw new Error('the course of a training record is not there');
      const { final: score, completedAt } = change.pass;
      const day = await completedOn(tx, completedAt);
      return correct({ hours: hours || Number(course.hours), score, completedOn: day });
    }
  }
}

async function completedOn(tx: TenantTx, completedAt: Date | null): Promise<string> {
  const agency = await agencyProfile(tx);
  if (!agency || !completedAt) throw new Error('a signed session has an agency and an end');
  return localDateOf(tx, completedAt, agency.timezone);
}
