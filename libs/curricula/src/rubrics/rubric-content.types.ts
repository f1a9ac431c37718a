import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { enumOf, ReadScope } from '#platform';
import type { RubricPurpose } from './rubric-body.js';

export const RubricPurposeEnum = enumOf<RubricPurpose>('RubricPurpose', 'What a session is graded for.', {
  CERTIFICATION: 'By an instructor, towards training hours.',
  OUTCOME: 'How the dialogue ended, for study and comparison. It certifies nothing.',
});

@ObjectType('RubricShares', { description: 'How the two parts share the final score; together 100 once published.' })
@ReadScope('curriculum:read')
export class RubricSharesType {
  @Field(() => Int, { description: 'Percent that come from the levels of the competencies, 0 to 100.' })
  process: number;

  @Field(() => Int, { description: 'Percent that come from the outcome band, 0 to 100.' })
  outcome: number;
}

@ObjectType('RubricPassRule', {
  description: 'What a score must meet to pass. A critical fail never passes, and a pass needs a person’s signature.',
})
@ReadScope('curriculum:read')
export class RubricPassRuleType {
  @Field(() => Float, { nullable: true, description: 'Lowest final score, in points of 100; null only in a draft.' })
  finalAtLeast: number | null;

  @Field(() => Int, { nullable: true, description: 'Lowest level of any competency, 0 to 5; null only in a draft.' })
  everyLevelAtLeast: number | null;
}

@ObjectType('RubricAnchors', {
  description: 'What an officer does at a level; 2 and 4 lie between. Null only in a draft.',
})
@ReadScope('curriculum:read')
export class RubricAnchorsType {
  @Field(() => String, { nullable: true, description: 'At level 0.' })
  level0: string | null;

  @Field(() => String, { nullable: true, description: 'At level 1.' })
  level1: string | null;

  @Field(() => String, { nullable: true, description: 'At level 3.' })
  level3: string | null;

  @Field(() => String, { nullable: true, description: 'At level 5.' })
  level5: string | null;
}

@ObjectType('RubricCompetency', { description: 'One thing that an officer is graded on, by a level 0 to 5.' })
@ReadScope('curriculum:read')
export class RubricCompetencyType {
  @Field(() => String, { description: 'Its code, for example `ACTIVE_LISTENING`; it keeps its meaning.' })
  code: string;

  @Field(() => String, { description: 'What it is called; the code in words where no title is written.' })
  title: string;

  @Field(() => Float, {
    nullable: true,
    description: 'Percent of the process score, at most two decimals; all together 100. Null only in a draft.',
  })
  weight: number | null;

  @Field(() => String, { nullable: true, description: 'Where the construct comes from; null only in a draft.' })
  source: string | null;

  @Field(() => RubricAnchorsType, { description: 'What an officer does at levels 0, 1, 3 and 5.' })
  anchors: RubricAnchorsType;
}

@ObjectType('RubricOutcomeBand', { description: 'A way in which a dialogue can end. It counts as its midpoint.' })
@ReadScope('curriculum:read')
export class RubricOutcomeBandType {
  @Field(() => String, { description: 'Its code, for example `RESOLUTION`.' })
  code: string;

  @Field(() => Int, { nullable: true, description: 'Its lowest points, 0 to 100; null only in a draft.' })
  min: number | null;

  @Field(() => Int, { nullable: true, description: 'Its highest points, 0 to 100; null only in a draft.' })
  max: number | null;
}

@ObjectType('RubricPenalty', { description: 'What lowers the final score, once a session.' })
@ReadScope('curriculum:read')
export class RubricPenaltyType {
  @Field(() => String, { description: 'Its code, for example `REPETITIVE_LOOPING`.' })
  code: string;

  @Field(() => String, { description: 'What it is called; the code in words where no title is written.' })
  title: string;

  @Field(() => Float, { nullable: true, description: 'Points of 100 that it deducts; null only in a draft.' })
  points: number | null;
}

@ObjectType('RubricCriticalFail', {
  description: 'What fails a session whatever the points, and caps its final score at 49.',
})
@ReadScope('curriculum:read')
export class RubricCriticalFailType {
  @Field(() => String, { description: 'Its code, for example `CF_NO_MEDICAL_AID`.' })
  code: string;

  @Field(() => String, { description: 'What it is called; the code in words where no title is written.' })
  title: string;

  @Field(() => String, { nullable: true, description: 'What an officer does who fails by it; null only in a draft.' })
  text: string | null;
}

@ObjectType('RubricContent', {
  description: 'What a rubric version says. In a draft, what is not written yet is null.',
})
@ReadScope('curriculum:read')
export class RubricContentType {
  @Field(() => RubricPurposeEnum, { description: 'What it is for: the same in every version of a rubric.' })
  purpose: RubricPurpose;

  @Field(() => RubricSharesType, { description: 'How levels and outcome share the final score.' })
  shares: RubricSharesType;

  @Field(() => RubricPassRuleType, { nullable: true, description: 'What passes; null where nothing is certified.' })
  pass: RubricPassRuleType | null;

  @Field(() => [RubricCompetencyType], { description: 'What is graded by levels; at most 30.' })
  competencies: RubricCompetencyType[];

  @Field(() => [RubricOutcomeBandType], {
    description: 'The ways to end, from 0 to 100 without a gap once published; at most 10.',
  })
  outcomeBands: RubricOutcomeBandType[];

  @Field(() => [RubricPenaltyType], { description: 'What is deducted for; at most 20.' })
  penalties: RubricPenaltyType[];

  @Field(() => [RubricCriticalFailType], { description: 'What fails a session by itself; at most 30.' })
  criticalFails: RubricCriticalFailType[];

  @Field(() => String, { nullable: true, description: 'What its authors want readers to know; null for nothing.' })
  note: string | null;

  @Field(() => String, { description: 'The arithmetic of the final score, in words.' })
  formula: string;

  @Field(() => String, { description: 'Why levels go from 0 to 5.' })
  scaleReason: string;
}

@ObjectType('RubricProblem', { description: 'One thing that keeps a draft from being published.' })
@ReadScope('curriculum:read')
export class RubricProblemType {
  @Field(() => String, {
    description: 'Where `saveRubricDraft` takes it, for example `input.content.competencies[2].anchors.level3`.',
  })
  field: string;

  @Field(() => String, { description: 'What is wrong there, in English.' })
  message: string;
}
