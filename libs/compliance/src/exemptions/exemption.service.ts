import { Injectable } from '@nestjs/common';
import { audit, idempotent, notFound, Tasks, TenantDb, type Actor, type TenantTx } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { latestAdoptionOf } from '../adoptions/adopted-mandates.queries.js';
import { visibleMembers } from '../reports/members.queries.js';
import { markStale } from '../standings/mark-stale.js';
import { checkExemption, type EnteredExemption } from './exemption.js';
import { addExemption, exemptionById, type ExemptionRow } from './exemptions.queries.js';

export interface RecordExemption extends EnteredExemption {
  memberId: string;
  mandateCode: string;
  idempotencyKey: string;
}

/** Decisions that excuse a member, on record for good. */
@Injectable()
export class ExemptionService {
  constructor(
    private readonly db: TenantDb,
    private readonly tasks: Tasks,
  ) {}

  /** @throws UserError NOT_FOUND for an unknown member or mandate, INVALID naming the field */
  record(actor: Actor, input: RecordExemption): Promise<{ exemptionId: string }> {
    return this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'recordExemption', input.idempotencyKey, input, async () => ({
        exemptionId: await this.add(tx, actor, input),
      })),
    );
  }

  exemption(actor: Actor, id: string): Promise<ExemptionRow | null> {
    return this.db.read(actor, (tx) => exemptionById(tx, actor.reach('compliance:read'), id));
  }

  private async add(tx: TenantTx, actor: Actor, input: RecordExemption): Promise<string> {
    const [member] = await visibleMembers(tx, actor.reach('compliance:write'), [input.memberId]);
    if (!member) throw notFound('input.memberId', 'member');
    const adoption = await latestAdoptionOf(tx, input.mandateCode);
    if (!adoption) throw notFound('input.mandateCode', 'adopted mandate');
    checkExemption(adoption.mandate, input);
    const { memberId, mandateCode, kind, code, validFrom, validTo } = input;
    const id = uuidv7();
    const reason = input.reason.trim();
    await addExemption(tx, {
      id,
      memberId,
      mandateCode,
      kind,
      code,
      validFrom,
      validTo,
      reason,
      decidedBy: actor.principalId,
    });
    await markStale(tx, this.tasks, { memberIds: [memberId], mandateCode });
    await audit(tx, actor, {
      action: 'exemption.recorded',
      entityType: 'Exemption',
      entityId: id,
      details: { memberId, mandateCode, kind, code, validFrom, validTo },
    });
    return id;
  }
}
