import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { Allow, Cost, CurrentActor, fromGlobalId, type Actor } from '#platform';
import { RubricDiffService } from './rubric-diff.service.js';
import { RubricDiffType } from './rubric-diff.types.js';

@Resolver(() => RubricDiffType)
export class RubricDiffResolver {
  constructor(private readonly diffs: RubricDiffService) {}

  @Query(() => RubricDiffType, {
    nullable: true,
    description:
      'What differs between two rubric versions that the caller may see, of one rubric or of two; null where either is none of those.',
  })
  @Allow('curriculum:read')
  @Cost(20)
  rubricDiff(
    @CurrentActor() actor: Actor,
    @Args('fromId', { type: () => ID, description: 'The rubric version to compare with.' }) fromId: string,
    @Args('toId', { type: () => ID, description: 'The rubric version to compare.' }) toId: string,
  ): Promise<RubricDiffType | null> {
    const from = fromGlobalId('RubricVersion', fromId, 'fromId');
    return this.diffs.between(actor, from, fromGlobalId('RubricVersion', toId, 'toId'));
  }
}
