import { agencyProfile } from '#agencies';
import { audit, notFound, UserError, type Actor, type Events, type ReachOf, type TenantTx } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { enteredDate, enteredText } from '../entered-values.js';
import { trainingRecorded } from './record-training.js';
import { addRecord, recordsByIds, todayIn, type LedgerRow } from './training-record.queries.js';

const MOST_HOURS = 400;
const MOST_REASON_LENGTH = 1_000;

export interface CorrectRecord {
  /** The entry that is wrong. */
  recordId: string;
  /** The new total, 0 to 400 with two decimals at most; 0 takes the entry out of account. */
  hours: number;
  /** Local date of the agency, `yyyy-mm-dd`, not after today. */
  completedOn: string;
  /** Percent, 0 to 100 with one decimal at most; null for none; left out, what the entry had. */
  score?: number | null;
  reason: string;
}

/**
 * Adds an entry that replaces one of the ledger entirely. The old one stays as it is; to correct the correction, name it.
 * @param reach `record:correct` for who corrects an entry as such; the other two for who decides what a session earned, of that session only
 * @param events publishes `trainingRecorded`
 * @throws UserError INVALID naming the field, NOT_FOUND for an entry out of reach, NOT_ALLOWED for the actor's own,
 *   CONFLICT when the entry has been corrected already
 */
export async function correctRecord(
  tx: TenantTx,
  actor: Actor,
  reach: ReachOf<'record:correct' | 'grade:sign' | 'appeal:decide'>,
  correction: CorrectRecord,
  events: Events,
): Promise<{ recordId: string }> {
  const reason = enteredText(correction.reason, 'input.reason', MOST_REASON_LENGTH);
  const completedOn = enteredDate(correction.completedOn, 'input.completedOn');
  checkAmount(correction.hours, 'input.hours', { most: MOST_HOURS, decimals: 2 });
  if (typeof correction.score === 'number') checkAmount(correction.score, 'input.score', { most: 100, decimals: 1 });
  const [wrong] = await recordsByIds(tx, reach, [correction.recordId]);
  if (!wrong) throw notFound('input.recordId', 'training record');
  // Whoever runs the agency may be trained too: nobody writes their own hours.
  if (wrong.traineeId === actor.principalId) {
    throw new UserError(
      'NOT_ALLOWED',
      'input.recordId',
      'a training record is corrected by somebody else than its trainee',
    );
  }
  await checkPast(tx, completedOn);
  const { hours, score = wrong.score } = correction;
  const recordId = uuidv7();
  const added = await addRecord(tx, {
    ...wrong,
    id: recordId,
    hours,
    completedOn,
    score,
    reason,
    // The hours are the new total: a conversion of what they replace would count it a second time.
    collegeCredit: null,
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
    details: { correctsId: wrong.id, ...changes(wrong, { hours, completedOn, score }), reason },
  });
  await events.publish(tx, actor, trainingRecorded, { recordId, traineeId: wrong.traineeId });
  return { recordId };
}

function checkAmount(amount: number, field: string, { most, decimals }: { most: number; decimals: number }): void {
  // What the column would round is refused: the answer and the audit trail would say something else than the ledger.
  if (amount >= 0 && amount <= most && Number(amount.toFixed(decimals)) === amount) return;
  throw new UserError('INVALID', field, `${field} must be 0 to ${most}, with ${decimals} decimals at most`);
}

async function checkPast(tx: TenantTx, completedOn: string): Promise<void> {
  const agency = await agencyProfile(tx);
  if (!agency) throw new Error('the agency has no profile');
  if (completedOn > (await todayIn(tx, agency.timezone))) {
    throw new UserError('INVALID', 'input.completedOn', 'input.completedOn must not be after today');
  }
}

/** Only what differs, as `{hours: {from, to}}`. */
function changes(wrong: LedgerRow, to: Pick<LedgerRow, 'hours' | 'completedOn' | 'score'>): Record<string, unknown> {
  const fields = ['hours', 'completedOn', 'score'] as const;
  return Object.fromEntries(
    fields.filter((field) => wrong[field] !== to[field]).map((field) => [field, { from: wrong[field], to: to[field] }]),
  );
}
