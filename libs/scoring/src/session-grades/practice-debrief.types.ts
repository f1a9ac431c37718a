import { Field, Float, ID, ObjectType } from '@nestjs/graphql';
import { ReadScope } from '#platform';
import { FindingType, GradedOutcomeType, ProposedLevelType } from './graded-parts.types.js';
import { GradeLabelEnum } from './session-grade.types.js';

@ObjectType('PracticeDebrief', {
  description: 'What a grader says of a trainee’s own practice. It never counts, and only they see it.',
})
@ReadScope('session:read')
export class PracticeDebriefType {
  @Field(() => ID, { description: 'Global id of the scenario session.' })
  sessionId: string;

  @Field(() => GradeLabelEnum, {
    description: 'CERTIFYING where a judge proposed it, else FORMATIVE: practice counts for nothing either way.',
  })
  label: string;

  @Field(() => [ProposedLevelType], { description: 'One entry per competency of the rubric.' })
  levels: ProposedLevelType[];

  @Field(() => GradedOutcomeType, { description: 'How the dialogue ended.' })
  outcome: GradedOutcomeType;

  @Field(() => [FindingType], { description: 'Possible critical fails.' })
  criticalFails: FindingType[];

  @Field(() => [FindingType], { description: 'Penalties.' })
  penalties: FindingType[];

  @Field(() => Float, { description: 'Lowest final score that what is left open allows, in points of 100.' })
  lowestFinal: number;

  @Field(() => Float, { description: 'Highest final score that what is left open allows, in points of 100.' })
  highestFinal: number;
}
