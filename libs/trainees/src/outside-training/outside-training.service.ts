import { agencyProfile, findByExternalId, type ExternalId } from '#agencies';
import { Injectable } from '@nestjs/common';
import { audit, Events, notFound, TenantDb, UserError, type Actor, type TenantTx } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { enteredText } from '../entered-values.js';
import { trainingRecorded } from '../records/record-training.js';
import { addRecord, recordsByIds, todayIn } from '../records/training-record.queries.js';
import type { OutcomeError } from '../trainee-batch.js';
import { checkedTraining, type EnteredTraining } from './outside-training.js';
import {
  addVerification,
  knownMembers,
  lockOutsideTraining,
  sameTraining,
  verificationOf,
  type Verification,
} from './outside-training.queries.js';

export const MOST_OUTSIDE_ROWS = 100;
const MOST_REASON_LENGTH = 1_000;

export type OutsideRow = EnteredTraining & {
  /** One of the two; null for what was sent as an id and is none. */
  memberId?: string | null;
  externalId?: ExternalId;
};

export interface OutsideOutcome {
  status: 'RECORDED' | 'ALREADY_RECORDED' | 'REFUSED';
  recordId: string | null;
  error: OutcomeError | null;
}

/** Training that members earned elsewhere: on record at once, and of account once a second person has verified it. */
@Injectable()
export class OutsideTrainingService {
  constructor(
    private readonly db: TenantDb,
    private readonly events: Events,
  ) {}

  /**
   * Enters training; one outcome per row, in their order. The same course of the same provider on the same day is entered once,
   * so a repeat gives the first entries.
   * @throws UserError INVALID or TOO_LARGE for the batch as a whole
   */
  async record(actor: Actor, input: { rows: readonly OutsideRow[] }): Promise<OutsideOutcome[]> {
    const reach = actor.reach('record:write');
    const { rows } = input;
    if (rows.length === 0) throw new UserError('INVALID', 'input.rows', 'input.rows must have at least one row');
    if (rows.length > MOST_OUTSIDE_ROWS) {
      throw new UserError('TOO_LARGE', 'input.rows', `input.rows has at most ${MOST_OUTSIDE_ROWS} rows`);
    }
    return this.db.run(actor, async (tx) => {
      await lockOutsideTraining(tx);
      const agency = await agencyProfile(tx);
      if (!agency) throw new Error('the agency has no profile');
      const today = await todayIn(tx, agency.timezone);
      const memberIds = await membersOf(tx, rows);
      const known = await knownMembers(
        tx,
        reach,
        memberIds.filter((id) => id !== null),
      );
      const outcomes: OutsideOutcome[] = [];
      for (const [index, row] of rows.entries()) {
        const memberId = memberIds[index] ?? null;
        const traineeId = memberId !== null && known.has(memberId) ? memberId : null;
        outcomes.push(await this.recordRow(tx, actor, row, traineeId, `input.rows[${index}]`, today));
      }
      return outcomes;
    });
  }

  /**
   * Decides whether an entry counts. Safe to repeat.
   * @throws UserError NOT_FOUND, NOT_ALLOWED to the trainee and to who entered it, WRONG_STATE for an entry of another source,
   *   CONFLICT when it was decided otherwise before, INVALID for a rejection without a reason
   */
  async verify(
    actor: Actor,
    input: { recordId: string; decision: Verification['decision']; reason: string | null },
  ): Promise<{ recordId: string }> {
    const reach = actor.reach('record:verify');
    const { recordId, decision } = input;
    const reason =
      input.reason === null && decision === 'APPROVED'
        ? null
        : enteredText(input.reason ?? '', 'input.reason', MOST_REASON_LENGTH);
    return this.db.run(actor, async (tx) => {
      const [record] = await recordsByIds(tx, reach, [recordId]);
      if (!record) throw notFound('input.recordId', 'training record');
      if (record.source !== 'OUTSIDE') {
        throw new UserError('WRONG_STATE', 'input.recordId', 'only training that was earned elsewhere is verified');
      }
      if ([record.traineeId, record.recordedBy].includes(actor.principalId)) {
        const message = 'training is verified by somebody else than its trainee and who entered it';
        throw new UserError('NOT_ALLOWED', 'input.recordId', message);
      }
      const decidedBy = actor.principalId;
      if (!(await addVerification(tx, { recordId, decision, reason, decidedBy }))) {
        const before = await verificationOf(tx, recordId);
        const repeated = before?.decision === decision && before.reason === reason && before.decidedBy === decidedBy;
        if (repeated) return { recordId };
        throw new UserError('CONFLICT', 'input.recordId', 'this training has been decided already');
      }
      await audit(tx, actor, {
        action: `outside-training.${decision.toLowerCase()}`,
        entityType: 'TrainingRecord',
        entityId: recordId,
        details: { traineeId: record.traineeId, ...(reason === null ? {} : { reason }) },
      });
      await this.events.publish(tx, actor, trainingRecorded, { recordId, traineeId: record.traineeId });
      return { recordId };
    });
  }

  private async recordRow(
    tx: TenantTx,
    actor: Actor,
    row: OutsideRow,
    traineeId: string | null,
    at: string,
    today: string,
  ): Promise<OutsideOutcome> {
    try {
      const given = row.externalId ? 'externalId' : 'memberId';
      if (row.externalId && row.memberId !== undefined) {
        throw new UserError('INVALID', `${at}.memberId`, 'name a member by one of the two');
      }
      if (!traineeId) throw notFound(`${at}.${given}`, 'member');
      if (traineeId === actor.principalId) {
        throw new UserError('NOT_ALLOWED', `${at}.${given}`, 'nobody enters training of their own');
      }
      const training = checkedTraining(row, at, today);
      const there = await sameTraining(tx, traineeId, training);
      if (there !== null) return { status: 'ALREADY_RECORDED', recordId: there, error: null };
      return { status: 'RECORDED', recordId: await this.add(tx, actor, traineeId, training), error: null };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const { code, field, message } = error;
      return { status: 'REFUSED', recordId: null, error: { code, field, message } };
    }
  }

  private async add(tx: TenantTx, actor: Actor, traineeId: string, training: EnteredTraining): Promise<string> {
    const recordId = uuidv7();
    const { provider, courseCode, completedOn, evidence } = training;
    const added = await addRecord(tx, {
      ...training,
      id: recordId,
      traineeId,
      courseVersionId: null,
      presentationId: null,
      hours: training.hours ?? 0,
      source: 'OUTSIDE',
      sourceId: recordId,
      correctsId: null,
      reason: null,
      recordedBy: actor.principalId,
    });
    if (!added) throw new Error('a new training record was refused as a repeat');
    await audit(tx, actor, {
      action: 'outside-training.entered',
      entityType: 'TrainingRecord',
      entityId: recordId,
      details: { traineeId, provider, courseCode, completedOn, evidence },
    });
    await this.events.publish(tx, actor, trainingRecorded, { recordId, traineeId });
    return recordId;
  }
}

/** The member that each row names; null for none. */
async function membersOf(tx: TenantTx, rows: readonly OutsideRow[]): Promise<(string | null)[]> {
  const found: (string | null)[] = [];
  for (const { memberId, externalId } of rows) {
    found.push(externalId ? await findByExternalId(tx, 'Member', externalId) : (memberId ?? null));
  }
  return found;
}
