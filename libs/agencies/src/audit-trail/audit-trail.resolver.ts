import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import {
  Actor,
  Allow,
  badInput,
  connectionFrom,
  CurrentActor,
  decodeCursor,
  LoadsNode,
  PageArgs,
  parseGlobalId,
  rowsToFetch,
  toGlobalId,
  type Page,
} from '#platform';
import { AuditEntryConnection, AuditEntryType } from './audit-entry.types.js';
import type { AuditEntry } from './audit-trail.queries.js';
import { AuditTrailService } from './audit-trail.service.js';

const PRINCIPAL_TYPES: Record<string, string | undefined> = {
  MEMBER: 'Member',
  SERVICE_ACCOUNT: 'ServiceAccount',
  DEVICE: 'Device',
};

function typed(entry: AuditEntry): AuditEntryType {
  const principalType = PRINCIPAL_TYPES[entry.principalKind];
  return {
    ...entry,
    principalId: principalType ? toGlobalId(principalType, entry.principalId) : null,
    entityId: toGlobalId(entry.entityType, entry.entityId),
    details: JSON.stringify(entry.details),
  };
}

@Resolver(() => AuditEntryType)
export class AuditTrailResolver {
  constructor(private readonly trail: AuditTrailService) {}

  @Query(() => AuditEntryConnection, { description: 'Who did what in the agency, newest first.' })
  @Allow('audit:read', 'AGENCY')
  async auditTrail(
    @CurrentActor() actor: Actor,
    @Args() page: PageArgs,
    @Args('entityId', {
      type: () => ID,
      nullable: true,
      description: 'Only what was done to the thing with this global id; none for everything.',
    })
    entityId: string | null,
  ): Promise<Page<AuditEntryType>> {
    const entity = entityId == null ? null : parseGlobalId(entityId);
    if (entityId != null && !entity) throw badInput([{ field: 'entityId', message: 'entityId is not a global id' }]);
    const [beforeId] = decodeCursor(page.after, ['uuid']) ?? [null];
    const rows = await this.trail.before(actor, beforeId as string | null, entity?.uuid ?? null, rowsToFetch(page));
    return connectionFrom(rows, page, (row) => [row.id], typed);
  }

  @LoadsNode('AuditEntry')
  async load(actor: Actor, id: string): Promise<AuditEntryType | null> {
    const entry = await this.trail.byId(actor, id);
    return entry ? typed(entry) : null;
  }
}
