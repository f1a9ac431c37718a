import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  AccessLog,
  Allow,
  connectionFrom,
  CurrentActor,
  decodeCursor,
  fromGlobalId,
  LoadsNode,
  payload,
  rowsToFetch,
  toGlobalId,
  type Actor,
  type Page,
  type Payload,
} from '#platform';
import { AllocationService } from './allocation.service.js';
import {
  AllocateRecordInput,
  AllocationConnection,
  AllocationPayload,
  AllocationsArgs,
  AllocationType,
  ReleaseAllocationInput,
} from './allocation.types.js';
import type { AllocationRow } from './allocations.queries.js';

const typed = ({ recordId, ...row }: AllocationRow): AllocationType => ({
  ...row,
  memberId: toGlobalId('Member', row.memberId),
  trainingRecordId: toGlobalId('TrainingRecord', recordId),
});

@Resolver(() => AllocationType)
export class AllocationResolver {
  constructor(
    private readonly service: AllocationService,
    private readonly accessLog: AccessLog,
  ) {}

  @Query(() => AllocationConnection, {
    description:
      'Which training of the members whom the caller may see is or was used for something else, in the order recorded. A trainee sees only their own.',
  })
  @Allow('compliance:read')
  async allocations(@CurrentActor() actor: Actor, @Args() args: AllocationsArgs): Promise<Page<AllocationType>> {
    const memberId = args.memberId == null ? null : fromGlobalId('Member', args.memberId, 'memberId');
    const after = (decodeCursor(args.after, ['uuid'])?.[0] ?? null) as string | null;
    const rows = await this.service.allocations(actor, { memberId, after, limit: rowsToFetch(args) });
    const memberIds = rows.slice(0, args.first).map((row) => row.memberId);
    this.accessLog.viewed(actor, { what: 'COMPLIANCE', memberIds, onList: memberId === null });
    return connectionFrom(rows, args, (row) => [row.id], typed);
  }

  @Mutation(() => AllocationPayload, {
    description:
      'Records that a training record is used for something else: it no longer counts under mandates that are exclusive with it. Nobody allocates their own.',
  })
  @Allow('compliance:write', 'AGENCY')
  allocateRecord(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Which training record is used for what.' }) input: AllocateRecordInput,
  ): Promise<Payload<AllocationPayload>> {
    return payload(async () => {
      const { trainingRecordId, ...rest } = input;
      const recordId = fromGlobalId('TrainingRecord', trainingRecordId, 'input.trainingRecordId');
      const { allocationId } = await this.service.allocate(actor, { ...rest, recordId });
      return { allocation: await this.load(actor, allocationId) };
    });
  }

  @Mutation(() => AllocationPayload, {
    description: 'Frees a training record again: it counts as before. Safe to repeat. Nobody releases their own.',
  })
  @Allow('compliance:write', 'AGENCY')
  releaseAllocation(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Which allocation holds no more, and why.' }) input: ReleaseAllocationInput,
  ): Promise<Payload<AllocationPayload>> {
    return payload(async () => {
      const allocationId = fromGlobalId('Allocation', input.allocationId, 'input.allocationId');
      await this.service.release(actor, { allocationId, reason: input.reason });
      return { allocation: await this.load(actor, allocationId) };
    });
  }

  @LoadsNode('Allocation')
  async load(actor: Actor, id: string): Promise<AllocationType | null> {
    const row = await this.service.allocation(actor, id);
    if (row) this.accessLog.viewed(actor, { what: 'COMPLIANCE', memberIds: [row.memberId], onList: false });
    return row && typed(row);
  }
}
