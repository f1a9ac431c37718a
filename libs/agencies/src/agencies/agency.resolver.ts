import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Actor, Allow, CurrentActor, LoadsNode, payload, toGlobalId, type Payload } from '#platform';
import { AgencyService } from './agency.service.js';
import { AgencyType, ProvisionAgencyInput, ProvisionAgencyPayload } from './agency.types.js';
import { ProvisioningService } from './provisioning.service.js';

@Resolver(() => AgencyType)
export class AgencyResolver {
  constructor(
    private readonly agencies: AgencyService,
    private readonly provisioning: ProvisioningService,
  ) {}

  @Query(() => AgencyType, { description: 'The agency of the access token.' })
  @Allow('agency:read')
  agency(@CurrentActor() actor: Actor): Promise<AgencyType> {
    return this.agencies.own(actor);
  }

  @Mutation(() => ProvisionAgencyPayload, { description: 'Adds an agency and its first admin. For operators only.' })
  @Allow('agency:provision', 'AGENCY')
  provisionAgency(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The agency to provision.' }) input: ProvisionAgencyInput,
  ): Promise<Payload<ProvisionAgencyPayload>> {
    return payload(async () => {
      const { agencyId, adminId } = await this.provisioning.provision(actor, input);
      return { agencyId: toGlobalId('Agency', agencyId), adminId: toGlobalId('Member', adminId) };
    });
  }

  @LoadsNode('Agency')
  async load(actor: Actor, id: string): Promise<AgencyType | null> {
    return id === actor.agencyId ? this.agencies.own(actor) : null;
  }
}
