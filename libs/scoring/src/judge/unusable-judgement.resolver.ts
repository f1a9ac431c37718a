import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { Actor, Allow, CurrentActor, fromGlobalId } from '#platform';
import { UnusableJudgementService } from './unusable-judgement.service.js';
import { unusableJudgementTyped, UnusableJudgementType } from './unusable-judgement.types.js';

@Resolver(() => UnusableJudgementType)
export class UnusableJudgementResolver {
  constructor(private readonly judgements: UnusableJudgementService) {}

  @Query(() => [UnusableJudgementType], {
    description:
      'What judges said of a proof session that became no part of a grade, oldest first, at most 200. Empty while the proposal is hidden from the caller.',
  })
  @Allow('grade:review')
  async unusableJudgements(
    @CurrentActor() actor: Actor,
    @Args('sessionId', { type: () => ID, description: 'Global id of a scenario session.' }) sessionId: string,
  ): Promise<UnusableJudgementType[]> {
    const rows = await this.judgements.of(actor, fromGlobalId('ScenarioSession', sessionId, 'sessionId'));
    return rows.map(unusableJudgementTyped);
  }
}
