import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  Allow,
  connectionFrom,
  CurrentActor,
  decodeCursor,
  LoadsNode,
  operationTyped,
  PageArgs,
  payload,
  rowsToFetch,
  type Actor,
  type Page,
  type Payload,
} from '#platform';
import type { AdoptedMandate } from './adopted-mandates.queries.js';
import { AdoptionService } from './adoption.service.js';
import {
  AdoptMandateInput,
  CONFIDENCE_MEANINGS,
  MandateConnection,
  MandatePayload,
  MandateType,
} from './mandate.types.js';

/** An adopted mandate as the API shows it. */
export const mandateTyped = ({ mandate, policy, ...adoption }: AdoptedMandate): MandateType => ({
  ...adoption,
  policy: {
    ...policy,
    exemptions: Object.entries(policy.exemptions).map(([code, { afterMonthDay }]) => ({ code, afterMonthDay })),
  },
  title: mandate.title,
  authority: mandate.authority,
  citations: mandate.citations,
  sources: mandate.sources,
  confidence: mandate.confidence.map(({ about, mark, note }) => ({
    about,
    mark,
    meaning: CONFIDENCE_MEANINGS[mark],
    note: note ?? null,
  })),
  verifiedOn: mandate.verifiedOn,
  effectiveFrom: mandate.effectiveFrom,
  effectiveTo: mandate.effectiveTo,
  notes: mandate.notes,
});

@Resolver(() => MandateType)
export class MandateResolver {
  constructor(private readonly adoptions: AdoptionService) {}

  @Query(() => MandateConnection, {
    description: 'The mandate versions that the agency has adopted, by code and version, each with its latest policy.',
  })
  @Allow('compliance:read')
  async mandates(@CurrentActor() actor: Actor, @Args() page: PageArgs): Promise<Page<MandateType>> {
    const after = decodeCursor(page.after, ['text', 'text']) as [string, string] | null;
    const rows = await this.adoptions.adoptions(actor, { after, limit: rowsToFetch(page) });
    return connectionFrom(rows, page, (row) => [row.code, row.version], mandateTyped);
  }

  @Mutation(() => MandatePayload, {
    description:
      'Puts a mandate version of the library, or one that the agency published, in force. Adopting it again with another policy puts that policy in force.',
  })
  @Allow('compliance:write', 'AGENCY')
  adoptMandate(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Which version, and how it is applied.' }) input: AdoptMandateInput,
  ): Promise<Payload<MandatePayload>> {
    return payload(async () => {
      const { adoptionId, reevaluationId } = await this.adoptions.adopt(actor, input);
      const operation = await this.adoptions.reevaluation(actor, reevaluationId);
      return { mandate: await this.load(actor, adoptionId), reevaluation: operation && operationTyped(operation) };
    });
  }

  @LoadsNode('Mandate')
  async load(actor: Actor, uuid: string): Promise<MandateType | null> {
    const adoption = await this.adoptions.adoption(actor, uuid);
    return adoption && mandateTyped(adoption);
  }
}
