import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  Actor,
  Allow,
  blobTyped,
  connectionFrom,
  CurrentActor,
  decodeCursor,
  fromGlobalId,
  LoadsNode,
  operationTyped,
  PageArgs,
  payload,
  rowsToFetch,
  toGlobalId,
  type Operation,
  type Page,
  type Payload,
} from '#platform';
import { SnapshotService, type ReadSnapshot } from './snapshot.service.js';
import {
  ComplianceSnapshotConnection,
  ComplianceSnapshotType,
  ReproduceSnapshotInput,
  SnapshotOperationPayload,
  TakeSnapshotInput,
} from './snapshot.types.js';

@Resolver(() => ComplianceSnapshotType)
export class SnapshotResolver {
  constructor(private readonly service: SnapshotService) {}

  @Query(() => ComplianceSnapshotConnection, { description: 'The snapshots of the agency, newest first.' })
  @Allow('export:read', 'AGENCY')
  async complianceSnapshots(
    @CurrentActor() actor: Actor,
    @Args() page: PageArgs,
  ): Promise<Page<ComplianceSnapshotType>> {
    const [before] = decodeCursor(page.after, ['uuid']) ?? [null];
    const rows = await this.service.list(actor, { before: before as string | null, limit: rowsToFetch(page) });
    return connectionFrom(rows, page, ({ row }) => [row.id], snapshotTyped);
  }

  @Mutation(() => SnapshotOperationPayload, {
    description: 'Starts to take a snapshot of a report, with everything that it is made of. It changes nothing else.',
  })
  @Allow('export:write', 'AGENCY')
  takeSnapshot(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Which report.' }) input: TakeSnapshotInput,
  ): Promise<Payload<SnapshotOperationPayload>> {
    return payload(async () => ({
      operation: typed(
        await this.service.take(actor, {
          kind: input.kind,
          mandateCodes: input.mandateCodes ?? null,
          orgUnitId: input.orgUnitId == null ? null : fromGlobalId('OrgUnit', input.orgUnitId, 'input.orgUnitId'),
          memberId: input.memberId == null ? null : fromGlobalId('Member', input.memberId, 'input.memberId'),
          asOf: input.asOf ?? null,
          idempotencyKey: input.idempotencyKey,
        }),
      ),
    }));
  }

  @Mutation(() => SnapshotOperationPayload, {
    description:
      'Starts to make the report of a snapshot again from its inputs, with the evaluator as it is now, and says whether it is the same.',
  })
  @Allow('export:write', 'AGENCY')
  reproduceSnapshot(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Which snapshot.' }) input: ReproduceSnapshotInput,
  ): Promise<Payload<SnapshotOperationPayload>> {
    return payload(async () => ({
      operation: typed(
        await this.service.reproduce(actor, {
          snapshotId: fromGlobalId('ComplianceSnapshot', input.snapshotId, 'input.snapshotId'),
          idempotencyKey: input.idempotencyKey,
        }),
      ),
    }));
  }

  @LoadsNode('ComplianceSnapshot')
  async load(actor: Actor, id: string): Promise<ComplianceSnapshotType | null> {
    const read = await this.service.byId(actor, id);
    return read && snapshotTyped(read);
  }
}

const typed = (operation: Operation | null) => operation && operationTyped(operation);

function snapshotTyped({ row, inputs, result, csv, reproduction }: ReadSnapshot): ComplianceSnapshotType {
  const { mandateCodes, orgUnitId, memberId } = row.parameters;
  return {
    id: row.id,
    kind: row.kind,
    mandateCodes: mandateCodes && [...mandateCodes],
    orgUnitId: orgUnitId && toGlobalId('OrgUnit', orgUnitId),
    memberId: memberId && toGlobalId('Member', memberId),
    asOf: row.asOf,
    knownAt: row.knownAt,
    mandates: row.mandates,
    evaluatorVersion: row.evaluatorVersion,
    members: row.members,
    inputDigest: row.inputDigest,
    resultDigest: row.resultDigest,
    inputs: inputs && blobTyped(inputs),
    result: result && blobTyped(result),
    csv: csv && blobTyped(csv),
    createdById: toGlobalId('Member', row.createdBy),
    createdAt: row.createdAt,
    lastReproduction: reproduction && {
      equal: reproduction.equal,
      resultDigest: reproduction.resultDigest,
      evaluatorVersion: reproduction.evaluatorVersion,
      reproducedAt: reproduction.reproducedAt,
      result: reproduction.result && blobTyped(reproduction.result),
    },
  };
}
