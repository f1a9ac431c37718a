import { agencyProfile } from '#agencies';
import { approvedCourseVersion } from '#curricula';
import { audit, defineEvent, UserError, type Actor, type Events, type TenantTx } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { lockRosterEntry } from '../presentations/roster.queries.js';
import { addRecord, earnedRecordId, HOURS_ALONE } from './training-record.queries.js';

/** An entry was added to the ledger of a member, or verified: what depends on their training is to be worked out again. */
export const trainingRecorded = defineEvent<{ recordId: string; traineeId: string }>('training.recorded');

export interface RecordTraining {
  traineeId: string;
  /** Of the presentation. */
  courseVersionId: string;
  presentationId: string;
  /** Local date of the agency, `yyyy-mm-dd`. */
  completedOn: string;
  /** Percent, 0 to 100. */
  score: number | null;
  /** UUID of the signed proof session. */
  sourceId: string;
}

export interface Recorded {
  recordId: string;
  /** false when the session, or another one of the same presentation, had earned the hours already. */
  added: boolean;
}

/**
 * Adds what a signed proof session earned to the trainee's ledger: the hours that the board approved for the course, once per
 * trainee and presentation, however often and from however many sides it is called.
 * @param events publishes `trainingRecorded` when an entry was added
 * @throws UserError WRONG_STATE when the trainee is not on the roster of this presentation of this course
 */
export async function recordTraining(
  tx: TenantTx,
  actor: Actor,
  entry: RecordTraining,
  events: Events,
): Promise<Recorded> {
  const course = await approvedCourseVersion(tx, entry.courseVersionId);
  if (!course || !(await lockRosterEntry(tx, entry))) {
    throw new UserError(
      'WRONG_STATE',
      null,
      'the trainee is not on the roster of this presentation of an approved course',
    );
  }
  const agency = await agencyProfile(tx);
  if (!agency) throw new Error('the agency has no profile');
  const recordId = uuidv7();
  const added = await addRecord(tx, {
    ...HOURS_ALONE,
    ...entry,
    id: recordId,
    hours: course.hours,
    categories: course.categories,
    courseCode: course.courseCode,
    delivery: course.delivery,
    provider: agency.name,
    source: 'SESSION',
    correctsId: null,
    reason: null,
    recordedBy: actor.principalId,
  });
  if (!added) {
    const earned = await earnedRecordId(tx, entry);
    if (earned === null) throw new Error('a training record was refused as a repeat of one that is not there');
    return { recordId: earned, added: false };
  }
  await audit(tx, actor, {
    action: 'training.recorded',
    entityType: 'TrainingRecord',
    entityId: recordId,
    details: { traineeId: entry.traineeId, presentationId: entry.presentationId, sessionId: entry.sourceId },
  });
  await events.publish(tx, actor, trainingRecorded, { recordId, traineeId: entry.traineeId });
  return { recordId, added: true };
}
