import { Injectable } from '@nestjs/common';
import { audit, idempotent, notFound, Tasks, TenantDb, UserError, type Actor, type TenantTx } from '#platform';
import { trainingRecordsOf } from '#trainees';
import { v7 as uuidv7 } from 'uuid';
import { markStale } from '../standings/mark-stale.js';
import { checkAllocation, checkReason } from './allocation.js';
import {
  addAllocation,
  addRelease,
  allocationById,
  allocationsOfMembers,
  listAllocations,
  lockAllocations,
  traineeOfRecord,
  type AllocationRow,
} from './allocations.queries.js';

export interface AllocateRecord {
  recordId: string;
  purpose: string;
  reason: string;
  idempotencyKey: string;
}

/** Which entries of the ledger are used for something that a mandate does not share them with. */
@Injectable()
export class AllocationService {
  constructor(
    private readonly db: TenantDb,
    private readonly tasks: Tasks,
  ) {}

  /**
   * @throws UserError NOT_FOUND for an unknown training record, NOT_ALLOWED for the actor's own, INVALID naming the field, WRONG_STATE
   *   for one that was corrected, TAKEN when it is used for the purpose already
   */
  allocate(actor: Actor, input: AllocateRecord): Promise<{ allocationId: string }> {
    return this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'allocateRecord', input.idempotencyKey, input, async () => ({
        allocationId: await this.add(tx, actor, input),
      })),
    );
  }

  /**
   * Frees an entry again. Safe to repeat.
   * @throws UserError NOT_FOUND, NOT_ALLOWED for the actor's own, INVALID, WRONG_STATE when it was released for another reason
   */
  release(actor: Actor, input: { allocationId: string; reason: string }): Promise<void> {
    return this.db.run(actor, async (tx) => {
      const reach = actor.reach('compliance:write');
      const allocation = await allocationById(tx, reach, input.allocationId);
      if (!allocation) throw notFound('input.allocationId', 'allocation');
      const { id, memberId, recordId, purpose } = allocation;
      if (memberId === actor.principalId) throw ownRefused('input.allocationId');
      checkReason(input.reason);
      const reason = input.reason.trim();
      if (!(await addRelease(tx, { allocationId: id, reason, releasedBy: actor.principalId }))) {
        if ((await allocationById(tx, reach, id))?.releaseReason === reason) return;
        throw new UserError('WRONG_STATE', 'input.allocationId', 'it has been released already');
      }
      await markStale(tx, this.tasks, { memberIds: [memberId] });
      await audit(tx, actor, {
        action: 'allocation.released',
        entityType: 'Allocation',
        entityId: id,
        details: { memberId, recordId, purpose, reason },
      });
    });
  }

  allocation(actor: Actor, id: string): Promise<AllocationRow | null> {
    return this.db.read(actor, (tx) => allocationById(tx, actor.reach('compliance:read'), id));
  }

  allocations(
    actor: Actor,
    asked: { memberId: string | null; after: string | null; limit: number },
  ): Promise<AllocationRow[]> {
    return this.db.read(actor, (tx) => listAllocations(tx, actor.reach('compliance:read'), asked));
  }

  private async add(tx: TenantTx, actor: Actor, input: AllocateRecord): Promise<string> {
    const { recordId, purpose } = input;
    const memberId = await traineeOfRecord(tx, actor.reach('compliance:write'), recordId);
    if (memberId === null) throw notFound('input.trainingRecordId', 'training record');
    if (memberId === actor.principalId) throw ownRefused('input.trainingRecordId');
    await lockAllocations(tx, memberId);
    checkAllocation(input, await trainingRecordsOf(tx, memberId), await allocationsOfMembers(tx, [memberId]));
    const id = uuidv7();
    const reason = input.reason.trim();
    await addAllocation(tx, { id, memberId, recordId, purpose, reason, allocatedBy: actor.principalId });
    // Any of the mandates may share with the purpose or not.
    await markStale(tx, this.tasks, { memberIds: [memberId] });
    await audit(tx, actor, {
      action: 'allocation.made',
      entityType: 'Allocation',
      entityId: id,
      details: { memberId, recordId, purpose, reason },
    });
    return id;
  }
}

/** Whoever runs the agency may be trained too: nobody says what their own hours count for. */
const ownRefused = (field: string): UserError =>
  new UserError('NOT_ALLOWED', field, 'a training record is allocated and released by somebody else than its trainee');
