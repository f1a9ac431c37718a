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
  type Page,
  type Payload,
} from '#platform';
import { AuditPacketService, type StartedPacket } from './audit-packet.service.js';
import {
  AuditPacketConnection,
  AuditPacketType,
  StartAuditPacketInput,
  StartAuditPacketPayload,
} from './audit-packet.types.js';

@Resolver(() => AuditPacketType)
export class AuditPacketResolver {
  constructor(private readonly service: AuditPacketService) {}

  @Query(() => AuditPacketConnection, {
    description: 'The audit packets of the agency, newest first, those without files too.',
  })
  @Allow('export:read', 'AGENCY')
  async auditPackets(@CurrentActor() actor: Actor, @Args() page: PageArgs): Promise<Page<AuditPacketType>> {
    const [before] = decodeCursor(page.after, ['uuid']) ?? [null];
    const rows = await this.service.list(actor, { before: before as string | null, limit: rowsToFetch(page) });
    return connectionFrom(rows, page, ({ row }) => [row.id], packetTyped);
  }

  @Mutation(() => StartAuditPacketPayload, {
    description: 'Starts to make an audit packet. It changes nothing else.',
  })
  @Allow('export:write', 'AGENCY')
  startAuditPacket(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Whom or what it is about.' }) input: StartAuditPacketInput,
  ): Promise<Payload<StartAuditPacketPayload>> {
    return payload(async () => {
      const id = await this.service.start(actor, {
        presentationId: uuidOf('Presentation', input.presentationId, 'input.presentationId'),
        memberId: uuidOf('Member', input.memberId, 'input.memberId'),
        mandateCode: input.mandateCode ?? null,
        orgUnitId: uuidOf('OrgUnit', input.orgUnitId, 'input.orgUnitId'),
        asOf: input.asOf ?? null,
        idempotencyKey: input.idempotencyKey,
      });
      return { auditPacket: await this.load(actor, id) };
    });
  }

  @LoadsNode('AuditPacket')
  async load(actor: Actor, id: string): Promise<AuditPacketType | null> {
    const started = await this.service.byId(actor, id);
    return started && packetTyped(started);
  }
}

const uuidOf = (type: string, id: string | null | undefined, field: string): string | null =>
  id == null ? null : fromGlobalId(type, id, field);

const packetTyped = ({ row, operation, pdf, zip }: StartedPacket): AuditPacketType => ({
  id: row.id,
  presentationId: row.presentationId && toGlobalId('Presentation', row.presentationId),
  memberId: row.memberId && toGlobalId('Member', row.memberId),
  mandateCode: row.mandateCode,
  orgUnitId: row.orgUnitId && toGlobalId('OrgUnit', row.orgUnitId),
  asOf: row.asOf,
  startedById: toGlobalId('Member', row.startedBy),
  startedAt: row.createdAt,
  operation: operation && operationTyped(operation),
  officers: row.officers,
  digest: row.digest,
  pdf: pdf && blobTyped(pdf),
  zip: zip && blobTyped(zip),
});
