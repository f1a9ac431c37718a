import { audit, notFound, UserError, type Actor, type Events, type TenantTx } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { enteredDate, enteredText } from '../entered-values.js';
import { trainingRecorded } from './record-training.js';
import { addRecord, recordsByIds, type RecordReach } from './training-record.queries.js';

const MOST_HOURS = 400;
const MOST_REASON_LENGTH = 1_000;

export interface CorrectRecord {
  /** The entry that is wrong. */
  recordId: string;
  /** The new total, 0 to 400 with two decimals at most; 0 takes the entry out of account. */
  hours: number;
  /** Local date of the agency, `yyyy-mm-dd`. */
  completedOn: string;
  /** Percent. */
  score: number | null;
  reason: string;
}

/**
 * Adds an entry that replaces one of the ledger entirely. The old one stays as it is; to correct the correction, name it.
 * Who may correct is the caller's to check: the reach only says which entries they see.
 * @param events publishes `trainingRecorded`
 * @throws UserError CONFLICT when the entry has been corrected already
 */
export async function correctRecord(
  tx: TenantTx,
  actor: Actor,
  reach: RecordReach,
  correction: CorrectRecord,
  events: Events,
): Promise<{ recordId: string }> {
  const reason = enteredText(correction.reason, 'input.reason', MOST_REASON_LENGTH);
  const completedOn = enteredDate(correction.completedOn, 'input.completedOn');
  const { hours, score } = correction;
  if (!(hours >= 0 && hours <= MOST_HOURS && Number(hours.toFixed(2)) === hours)) {
    throw new UserError('INVALID', 'input.hours', 'input.hours must be 0 to 400, with two decimals at most');
  }
  if (score !== null && !(score >= 0 && score <= 100)) {
    throw new UserError('INVALID', 'input.score', 'input.score must be 0 to 100 percent');
  }
  const [wrong] = await recordsByIds(tx, reach, [correction.recordId]);
  if (!wrong) throw notFound('input.recordId', 'training record');
  const recordId = uuidv7();
  const added = await addRecord(tx, {
    ...wrong,
    id: recordId,
    hours,
    completedOn,
    score,
    reason,
    source: 'CORRECTION',
    sourceId: wrong.id,
    correctsId: wrong.id,
    recordedBy: actor.principalId,
  });
  if (!added) throw new UserError('CONFLICT', 'input.recordId', 'this training record has been corrected already');
  await audit(tx, actor, {
    action: 'training.corrected',
    entityType: 'TrainingRecord',
    entityId: recordId,
    details: { correctsId: wrong.id, hours: { from: wrong.hours, to: hours }, reason },
  });
  await events.publish(tx, actor, trainingRecorded, { recordId, traineeId: wrong.traineeId });
  return { recordId };
}
