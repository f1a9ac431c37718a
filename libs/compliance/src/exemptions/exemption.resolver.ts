import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, fromGlobalId, LoadsNode, payload, toGlobalId, type Actor, type Payload } from '#platform';
import { ExemptionService } from './exemption.service.js';
import { ExemptionPayload, ExemptionType, RecordExemptionInput } from './exemption.types.js';

@Resolver(() => ExemptionType)
export class ExemptionResolver {
  constructor(private readonly exemptions: ExemptionService) {}

  @Mutation(() => ExemptionPayload, {
    description: 'Records for good that a member is excused from a mandate; its statuses follow at once.',
  })
  @Allow('compliance:write', 'AGENCY')
  recordExemption(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Who is excused from what, when and why.' }) input: RecordExemptionInput,
  ): Promise<Payload<ExemptionPayload>> {
    return payload(async () => {
      const { exemptionId } = await this.exemptions.record(actor, {
        ...input,
        memberId: fromGlobalId('Member', input.memberId, 'input.memberId'),
        validTo: input.validTo ?? null,
      });
      return { exemption: await this.load(actor, exemptionId) };
    });
  }

  @LoadsNode('Exemption')
  async load(actor: Actor, uuid: string): Promise<ExemptionType | null> {
    const row = await this.exemptions.exemption(actor, uuid);
    return row && { ...row, memberId: toGlobalId('Member', row.memberId) };
  }
}
