import { agencyProfile, type Agency } from '#agencies';
import { Injectable } from '@nestjs/common';
import { audit, idempotent, notFound, Tasks, TenantDb, UserError, type Actor, type TenantTx } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { latestAdoptionOf } from '../adoptions/adopted-mandates.queries.js';
import { localDateOf, type LocalDate } from '../evaluation/local-date.js';
import { evaluationInput } from '../reports/evaluation-input.js';
import { recordsOfMembers } from '../reports/member-records.queries.js';
import { visibleMembers } from '../reports/members.queries.js';
import { markStale } from '../standings/mark-stale.js';
import { checkConsequence, checkEnd, checkMissedWindow, type EnteredConsequence } from './consequence.js';
import {
  addConsequence,
  addConsequenceEnd,
  consequenceById,
  listConsequences,
  lockConsequences,
  type ConsequenceRow,
} from './consequences.queries.js';

export interface RecordConsequence extends EnteredConsequence {
  memberId: string;
  mandateCode: string;
  idempotencyKey: string;
}

export interface EndConsequence {
  consequenceId: string;
  endedOn: LocalDate;
  reason: string;
}

/** What authorities do about missed windows, on record for good. */
@Injectable()
export class ConsequenceService {
  constructor(
    private readonly db: TenantDb,
    private readonly tasks: Tasks,
  ) {}

  /**
   * @throws UserError NOT_FOUND for an unknown member or mandate, NOT_ALLOWED for the actor's own, INVALID naming the field, TAKEN when
   *   one that has not ended is on record for the window
   */
  record(actor: Actor, input: RecordConsequence): Promise<{ consequenceId: string }> {
    return this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'recordConsequence', input.idempotencyKey, input, async () => ({
        consequenceId: await this.add(tx, actor, input),
      })),
    );
  }

  /**
   * Lifts one. Safe to repeat.
   * @throws UserError NOT_FOUND, NOT_ALLOWED for the actor's own, INVALID naming the field, WRONG_STATE when it ended otherwise already
   */
  end(actor: Actor, input: EndConsequence): Promise<void> {
    return this.db.run(actor, async (tx) => {
      const reach = actor.reach('compliance:write');
      const consequence = await consequenceById(tx, reach, input.consequenceId);
      if (!consequence) throw notFound('input.consequenceId', 'consequence');
      const { id, memberId, mandateCode, recordedOn } = consequence;
      if (memberId === actor.principalId) throw ownRefused('input.consequenceId');
      checkEnd(recordedOn, input, (await agencyToday(tx)).today);
      const end = { endedOn: input.endedOn, reason: input.reason.trim() };
      if (!(await addConsequenceEnd(tx, { consequenceId: id, ...end, endedBy: actor.principalId }))) {
        const ended = await consequenceById(tx, reach, id);
        if (ended?.endedOn === end.endedOn && ended.endReason === end.reason) return;
        throw new UserError('WRONG_STATE', 'input.consequenceId', `it has ended already, on ${ended?.endedOn}`);
      }
      await markStale(tx, this.tasks, { memberIds: [memberId], mandateCode });
      await audit(tx, actor, {
        action: 'consequence.ended',
        entityType: 'Consequence',
        entityId: id,
        details: { memberId, mandateCode, recordedOn, ...end },
      });
    });
  }

  consequence(actor: Actor, id: string): Promise<ConsequenceRow | null> {
    return this.db.read(actor, (tx) => consequenceById(tx, actor.reach('compliance:read'), id));
  }

  consequences(
    actor: Actor,
    asked: { memberId: string | null; after: string | null; limit: number },
  ): Promise<ConsequenceRow[]> {
    return this.db.read(actor, (tx) => listConsequences(tx, actor.reach('compliance:read'), asked));
  }

  private async add(tx: TenantTx, actor: Actor, input: RecordConsequence): Promise<string> {
    const { memberId, mandateCode, on, recordedOn } = input;
    const [member] = await visibleMembers(tx, actor.reach('compliance:write'), [memberId]);
    if (!member) throw notFound('input.memberId', 'member');
    if (memberId === actor.principalId) throw ownRefused('input.memberId');
    const adoption = await latestAdoptionOf(tx, mandateCode);
    if (!adoption) throw notFound('input.mandateCode', 'adopted mandate');
    const { agency, today } = await agencyToday(tx);
    const code = checkConsequence(adoption.mandate, input, today);
    await lockConsequences(tx, memberId, mandateCode);
    const records = await recordsOfMembers(tx, [memberId], mandateCode, recordedOn);
    const known = evaluationInput(records.get(memberId)!, agency, adoption.policy);
    checkMissedWindow(adoption.mandate, known, input);
    const id = uuidv7();
    const reason = input.reason.trim();
    const recordedBy = actor.principalId;
    await addConsequence(tx, { id, memberId, mandateCode, code, on, recordedOn, reason, recordedBy });
    await markStale(tx, this.tasks, { memberIds: [memberId], mandateCode });
    await audit(tx, actor, {
      action: 'consequence.recorded',
      entityType: 'Consequence',
      entityId: id,
      details: { memberId, mandateCode, code, on, recordedOn, reason },
    });
    return id;
  }
}

async function agencyToday(tx: TenantTx): Promise<{ agency: Agency; today: LocalDate }> {
  const agency = await agencyProfile(tx);
  if (!agency) throw new Error(`agency ${tx.agencyId} has no profile`);
  const [clock] = await tx.query<{ at: Date }>('select transaction_timestamp() as at');
  return { agency, today: localDateOf(clock!.at, agency.timezone) };
}

/** Whoever runs the agency may be judged too. */
const ownRefused = (field: string): UserError =>
  new UserError('NOT_ALLOWED', field, 'a consequence is recorded and ended by somebody else than its member');
