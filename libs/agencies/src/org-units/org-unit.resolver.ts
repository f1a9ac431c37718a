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
import { CreateOrgUnitInput, OrgUnitConnection, OrgUnitPayload, OrgUnitType } from './org-unit.types.js';
import type { OrgUnit } from './org-units.queries.js';
import { OrgUnitsService } from './org-units.service.js';

const typed = (unit: OrgUnit): OrgUnitType => ({
  ...unit,
  parentId: unit.parentId === null ? null : toGlobalId('OrgUnit', unit.parentId),
});

@Resolver(() => OrgUnitType)
export class OrgUnitResolver {
  constructor(private readonly units: OrgUnitsService) {}

  @Query(() => OrgUnitConnection, { description: 'The org units of the agency, parents before children.' })
  @Allow('agency:read')
  async orgUnits(@CurrentActor() actor: Actor, @Args() page: PageArgs): Promise<Page<OrgUnitType>> {
    const [afterId] = decodeCursor(page.after, ['uuid']) ?? [null];
    const rows = await this.units.after(actor, afterId as string | null, rowsToFetch(page));
    return connectionFrom(rows, page, (row) => [row.id], typed);
  }

  @Mutation(() => OrgUnitPayload, { description: 'Creates an org unit.' })
  @Allow('agency:write', 'AGENCY')
  createOrgUnit(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The org unit to create.' }) input: CreateOrgUnitInput,
  ): Promise<Payload<OrgUnitPayload>> {
    return payload(async () => {
      const parentId = input.parentId == null ? null : fromGlobalId('OrgUnit', input.parentId, 'input.parentId');
      const id = await this.units.create(actor, { ...input, parentId });
      return { orgUnit: await this.load(actor, id) };
    });
  }

  @LoadsNode('OrgUnit')
  async load(actor: Actor, id: string): Promise<OrgUnitType | null> {
    const [unit] = await this.units.byIds(actor, [id]);
    return unit ? typed(unit) : null;
  }
}
