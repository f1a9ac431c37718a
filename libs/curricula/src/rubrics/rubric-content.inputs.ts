import { Field, Float, InputType, Int } from '@nestjs/graphql';
import { ArrayMaxSize, IsInt, IsNumber, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { RubricPurposeEnum } from './rubric-content.types.js';
import type { RubricPurpose } from './rubric-body.js';

const CODE = /^[A-Z][A-Z0-9_]{1,63}$/;
const CODE_RULE = {
  message: '$property must be 2 to 64 capitals, digits and underscores, for example ACTIVE_LISTENING',
};
export const VERSION = /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})$/;
export const VERSION_RULE = { message: '$property must be three numbers, for example 1.2.0' };

const title = (of: string): { nullable: true; description: string } => ({
  nullable: true,
  description: `What ${of} is called, at most 100 characters; the code in words when left out or null.`,
});

@InputType({ description: 'How the two parts share the final score: together 100.' })
export class RubricSharesInput {
  @Field(() => Int, { description: 'Percent that come from the levels of the competencies, 0 to 100.' })
  @IsInt()
  @Min(0)
  @Max(100)
  process: number;

  @Field(() => Int, { description: 'Percent that come from the outcome band, 0 to 100.' })
  @IsInt()
  @Min(0)
  @Max(100)
  outcome: number;
}

@InputType({ description: 'What a score must meet to pass. What is left out or null is not set yet.' })
export class RubricPassRuleInput {
  @Field(() => Float, { nullable: true, description: 'Lowest final score, 0 to 100 points, at most two decimals.' })
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(100)
  finalAtLeast?: number | null;

  @Field(() => Int, { nullable: true, description: 'Lowest level of any competency, 0 to 5.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(5)
  everyLevelAtLeast?: number | null;
}

@InputType({ description: 'What an officer does at a level. What is left out or null is not written yet.' })
export class RubricAnchorsInput {
  @Field(() => String, { nullable: true, description: 'At level 0, at most 1,000 characters.' })
  @IsOptional()
  @MaxLength(1_000)
  level0?: string | null;

  @Field(() => String, { nullable: true, description: 'At level 1, at most 1,000 characters.' })
  @IsOptional()
  @MaxLength(1_000)
  level1?: string | null;

  @Field(() => String, { nullable: true, description: 'At level 3, at most 1,000 characters.' })
  @IsOptional()
  @MaxLength(1_000)
  level3?: string | null;

  @Field(() => String, { nullable: true, description: 'At level 5, at most 1,000 characters.' })
  @IsOptional()
  @MaxLength(1_000)
  level5?: string | null;
}

@InputType({ description: 'A competency. What is left out or null is not written yet.' })
export class RubricCompetencyInput {
  @Field(() => String, { description: 'Its code, 2 to 64 capitals, digits and underscores: `ACTIVE_LISTENING`.' })
  @Matches(CODE, CODE_RULE)
  code: string;

  @Field(() => String, title('it'))
  @IsOptional()
  @MaxLength(100)
  title?: string | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Percent of the process score, over 0 to 100, at most two decimals; all together 100.',
  })
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(100)
  weight?: number | null;

  @Field(() => String, { nullable: true, description: 'Where the construct comes from, at most 1,000 characters.' })
  @IsOptional()
  @MaxLength(1_000)
  source?: string | null;

  @Field(() => RubricAnchorsInput, { nullable: true, description: 'What an officer does at levels 0, 1, 3 and 5.' })
  @IsOptional()
  anchors?: RubricAnchorsInput | null;
}

@InputType({ description: 'An outcome band. What is left out or null is not set yet.' })
export class RubricOutcomeBandInput {
  @Field(() => String, { description: 'Its code, 2 to 64 capitals, digits and underscores: `RESOLUTION`.' })
  @Matches(CODE, CODE_RULE)
  code: string;

  @Field(() => Int, { nullable: true, description: 'Its lowest points, 0 to 100; one above the band before.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100)
  min?: number | null;

  @Field(() => Int, { nullable: true, description: 'Its highest points, 0 to 100; of the last band 100.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100)
  max?: number | null;
}

@InputType({ description: 'A penalty. What is left out or null is not set yet.' })
export class RubricPenaltyInput {
  @Field(() => String, { description: 'Its code, 2 to 64 capitals, digits and underscores: `REPETITIVE_LOOPING`.' })
  @Matches(CODE, CODE_RULE)
  code: string;

  @Field(() => String, title('it'))
  @IsOptional()
  @MaxLength(100)
  title?: string | null;

  @Field(() => Float, { nullable: true, description: 'Points it deducts, over 0 to 100, at most two decimals.' })
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(100)
  points?: number | null;
}

@InputType({ description: 'A critical fail. What is left out or null is not written yet.' })
export class RubricCriticalFailInput {
  @Field(() => String, { description: 'Its code, 2 to 64 capitals, digits and underscores: `CF_NO_MEDICAL_AID`.' })
  @Matches(CODE, CODE_RULE)
  code: string;

  @Field(() => String, title('it'))
  @IsOptional()
  @MaxLength(100)
  title?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What an officer does who fails by it, at most 1,000 characters.',
  })
  @IsOptional()
  @MaxLength(1_000)
  text?: string | null;
}

@InputType({ description: 'The whole content of a draft: it takes the place of what was there.' })
export class RubricContentInput {
  @Field(() => String, { description: 'The version that it is to be published as, three numbers: `1.2.0`.' })
  @IsString()
  @Matches(VERSION, VERSION_RULE)
  version: string;

  @Field(() => RubricPurposeEnum, { description: 'What it is for: the same in every version of a rubric.' })
  purpose: RubricPurpose;

  @Field(() => RubricSharesInput, { description: 'How levels and outcome share the final score.' })
  shares: RubricSharesInput;

  @Field(() => RubricPassRuleInput, {
    nullable: true,
    description:
      'What passes. An outcome rubric has none; for one that certifies, left out or null is not written yet.',
  })
  @IsOptional()
  pass?: RubricPassRuleInput | null;

  @Field(() => [RubricCompetencyInput], { description: 'What is graded by levels; at most 30.' })
  @ArrayMaxSize(30)
  competencies: RubricCompetencyInput[];

  @Field(() => [RubricOutcomeBandInput], { description: 'The ways to end, lowest first; at most 10.' })
  @ArrayMaxSize(10)
  outcomeBands: RubricOutcomeBandInput[];

  @Field(() => [RubricPenaltyInput], { description: 'What is deducted for; at most 20.' })
  @ArrayMaxSize(20)
  penalties: RubricPenaltyInput[];

  @Field(() => [RubricCriticalFailInput], { description: 'What fails a session by itself; at most 30.' })
  @ArrayMaxSize(30)
  criticalFails: RubricCriticalFailInput[];

  @Field(() => String, {
    nullable: true,
    description: 'What readers should know, at most 2,000 characters; left out or null for nothing.',
  })
  @IsOptional()
  @MaxLength(2_000)
  note?: string | null;
}
