import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  Actor,
  Allow,
  connectionFrom,
  CurrentActor,
  decodeCursor,
  fromGlobalId,
  LoadsNode,
  PageArgs,
  payload,
  rowsToFetch,
  toGlobalId,
  type Page,
  type Payload,
} from '#platform';
import type { AuditorGrant } from './auditor-grant.queries.js';
import { AuditorGrantService } from './auditor-grant.service.js';
import {
  AuditorGrantConnection,
  AuditorGrantType,
  GrantAuditorAccessInput,
  GrantAuditorAccessPayload,
  RevokeAuditorAccessInput,
  RevokeAuditorAccessPayload,
} from './auditor-grant.types.js';

@Resolver(() => AuditorGrantType)
export class AuditorGrantResolver {
  constructor(private readonly grants: AuditorGrantService) {}

  @Query(() => AuditorGrantConnection, { description: 'What state auditors are shown, the latest granted first.' })
  @Allow('auditor:read', 'AGENCY')
  async auditorGrants(@CurrentActor() actor: Actor, @Args() page: PageArgs): Promise<Page<AuditorGrantType>> {
    const before = (decodeCursor(page.after, ['uuid'])?.[0] ?? null) as string | null;
    const rows = await this.grants.list(actor, { limit: rowsToFetch(page), before });
    return connectionFrom(rows, page, (row) => [row.id], grantTyped);
  }

  @Mutation(() => GrantAuditorAccessPayload, {
    description:
      'Lets a state auditor see what the agency shows the board, for a time, with a token that is shown once.',
  })
  @Allow('auditor:write', 'AGENCY')
  grantAuditorAccess(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Whom to show what, and until when.' }) input: GrantAuditorAccessInput,
  ): Promise<Payload<GrantAuditorAccessPayload>> {
    return payload(async () => {
      const orgUnitIds = (input.orgUnitIds ?? []).map((id, index) =>
        fromGlobalId('OrgUnit', id, `input.orgUnitIds[${index}]`),
      );
      const { grantId, token } = await this.grants.grant(actor, {
        ...input,
        orgUnitIds,
        idSystem: input.idSystem ?? null,
        recordsTo: input.recordsTo ?? null,
      });
      return { auditorGrant: await this.load(actor, grantId), token };
    });
  }

  @Mutation(() => RevokeAuditorAccessPayload, {
    description: 'Ends what a state auditor is shown: their next request is refused. What they read stays on record.',
  })
  @Allow('auditor:write', 'AGENCY')
  revokeAuditorAccess(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Which grant.' }) input: RevokeAuditorAccessInput,
  ): Promise<Payload<RevokeAuditorAccessPayload>> {
    return payload(async () => {
      const id = fromGlobalId('AuditorGrant', input.auditorGrantId, 'input.auditorGrantId');
      await this.grants.revoke(actor, id);
      return { auditorGrant: await this.load(actor, id) };
    });
  }

  @LoadsNode('AuditorGrant')
  async load(actor: Actor, id: string): Promise<AuditorGrantType | null> {
    const row = await this.grants.byId(actor, id);
    return row && grantTyped(row);
  }
}

const grantTyped = ({ orgUnitIds, grantedBy, ...row }: AuditorGrant): AuditorGrantType => ({
  ...row,
  orgUnitIds: orgUnitIds.map((id) => toGlobalId('OrgUnit', id)),
  grantedById: toGlobalId('Member', grantedBy),
});
