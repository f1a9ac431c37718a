import { ArgsType, Field, Float, ID, InputType, Int } from '@nestjs/graphql';
import { DateTime, enumOf } from '#platform';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import type { SubgroupDimension } from './pair-counts.queries.js';

const SubgroupDimensionEnum = enumOf<SubgroupDimension>('CalibrationDimension', 'What sessions are told apart by.', {
  ORIGIN: 'Played live, or offline on a device.',
  ENGINE_KIND: 'What played the civilian.',
  SCENARIO: 'Which scenario was played.',
  ORG_UNIT: 'The org unit that the trainee is in now.',
});

@ArgsType()
export class CalibrationArgs {
  @Field(() => ID, { nullable: true, description: 'Only under this rubric version: a global id.' })
  @IsOptional()
  @IsString()
  rubricVersionId?: string | null;

  @Field(() => String, { nullable: true, description: 'Only graders of this version, 1 to 100 characters.' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  graderVersion?: string | null;

  @Field(() => SubgroupDimensionEnum, { nullable: true, description: 'Also apart for each group of sessions.' })
  @IsOptional()
  subgroup?: SubgroupDimension | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Only what was signed, or reviewed a second time, since this instant.',
  })
  @IsOptional()
  since?: Date | null;
}

@InputType({ description: 'From which agreement on proposals may be pre-filled.' })
export class SetCalibrationThresholdInput {
  @Field(() => Float, {
    description:
      'Quadratic weighted kappa that each competency and the outcome must reach, 0.6 to 1, at most two decimals.',
  })
  weightedKappa: number;

  @Field(() => Int, {
    description: 'Sessions that the grader and a blind reviewer must both have graded, 50 to 500.',
  })
  sessions: number;

  @Field(() => String, {
    description: 'A key of the client’s own, 1 to 200 characters: the same key and input is the same setting.',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  idempotencyKey: string;
}

@InputType({ description: 'Which proposal to open before a review.' })
export class PrefillReviewInput {
  @Field(() => ID, { description: 'Global id of a graded proof session.' })
  @IsString()
  sessionId: string;
}
