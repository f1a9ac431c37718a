import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { enumOf, ReadScope } from '#platform';
import type { PassFailure } from '../score.js';

const PassRuleEnum = enumOf<PassFailure['rule']>('PassRule', 'A rule that a score must meet to pass.', {
  FINAL_BELOW_CUT: 'The final score is below the rubric’s cut.',
  LEVEL_BELOW_MINIMUM: 'A competency has a level below the rubric’s minimum.',
  CRITICAL_FAIL: 'A critical fail was found: none passes, whatever the points.',
  CERTIFIES_NOTHING: 'The rubric has no pass rule: its scores are for study and comparison.',
});

// What quotes turns needs the scope of the turns, wherever it is reached from.
@ObjectType('Evidence', { description: 'Where a level, an outcome or a finding comes from.' })
@ReadScope('session:read')
export class EvidenceType {
  @Field(() => Int, { description: 'Number of the turn, from 1.' })
  turn: number;

  @Field(() => String, { description: 'Words of that turn, letter for letter.' })
  quote: string;
}

@ObjectType('ProposedLevel', { description: 'What a grader proposes for one competency.' })
@ReadScope('session:read')
export class ProposedLevelType {
  @Field(() => String, { description: 'Code of the competency in the rubric version.' })
  competency: string;

  @Field(() => Int, { nullable: true, description: 'Level 0 to 5; null where the grader leaves it to a person.' })
  level: number | null;

  @Field(() => [EvidenceType], { description: 'What it rests on; empty where the grader leaves it to a person.' })
  evidence: EvidenceType[];

  @Field(() => String, { description: 'Why, in one or two sentences.' })
  reason: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Distance from the lowest to the highest level that a judge answered; null for other graders.',
  })
  spread?: number | null;
}

@ObjectType('ReviewedLevel', { description: 'What an instructor’s review says of one competency.' })
@ReadScope('session:read')
export class ReviewedLevelType {
  @Field(() => String, { description: 'Code of the competency in the rubric version.' })
  competency: string;

  @Field(() => Int, { description: 'Level 0 to 5.' })
  level: number;

  @Field(() => [EvidenceType], { description: 'What it rests on, one quote at least.' })
  evidence: EvidenceType[];

  @Field(() => String, { nullable: true, description: 'Why; null where the reviewer gave no reason.' })
  reason: string | null;
}

@ObjectType('GradedOutcome', { description: 'How the dialogue ended, as a band of the rubric.' })
@ReadScope('session:read')
export class GradedOutcomeType {
  @Field(() => String, {
    nullable: true,
    description: 'Code of the band; null where the grader leaves it to a person.',
  })
  band: string | null;

  @Field(() => [EvidenceType], { description: 'What it rests on.' })
  evidence: EvidenceType[];
}

@ObjectType('Finding', { description: 'A critical fail or a penalty of the rubric that was found.' })
@ReadScope('session:read')
export class FindingType {
  @Field(() => String, { description: 'Its code in the rubric version.' })
  code: string;

  @Field(() => [EvidenceType], { description: 'What it rests on.' })
  evidence: EvidenceType[];
}

@ObjectType('PassFailure', { description: 'Why a score does not pass.' })
@ReadScope('session:read')
export class PassFailureType {
  @Field(() => PassRuleEnum, { description: 'The rule that it does not meet.' })
  rule: string;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the competency or critical fail; null for what is about the score as a whole.',
  })
  about: string | null;
}

@ObjectType('Score', { description: 'The arithmetic of a grade, in points of 100, exact to one decimal.' })
@ReadScope('session:read')
export class ScoreType {
  @Field(() => Float, { description: 'Weighted levels.' })
  process: number;

  @Field(() => Float, { description: 'Midpoint of the outcome band.' })
  outcome: number;

  @Field(() => Float, { description: 'Points deducted.' })
  penalties: number;

  @Field(() => Float, {
    description:
      'Process and outcome by the rubric’s shares, in the core rubric 0.70 and 0.30, less penalties; at least 0.',
  })
  final: number;

  @Field(() => Boolean, { description: 'Whether a critical fail lowered the final score to its cap of 49.' })
  capped: boolean;

  @Field(() => [PassFailureType], {
    description: 'Empty when the numbers meet the pass rule. Only a signature makes that a pass.',
  })
  failures: PassFailureType[];
}
