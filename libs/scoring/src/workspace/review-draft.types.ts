import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { RubricPurpose } from '#curricula';
import { PublicType, UserErrorsField, UserErrorType } from '#platform';
import { ArrayMaxSize, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { EvidenceInput, FindingInput, ReviewPurposeEnum } from '../reviews/review.inputs.js';

@InputType({ description: 'The reviewer’s level for one competency, as far as they have come.' })
export class DraftLevelInput {
  @Field(() => String, { description: 'Code of a competency of the rubric version, at most 100 characters.' })
  @IsString()
  @MaxLength(100)
  competency: string;

  @Field(() => Int, { nullable: true, description: 'Level, 0 to 5; left out or null while there is none.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(5)
  level?: number | null;

  @Field(() => [EvidenceInput], { description: 'What it rests on, at most 20 quotes.' })
  @ArrayMaxSize(20)
  evidence: EvidenceInput[];

  @Field(() => String, { nullable: true, description: 'Why, at most 2,000 characters.' })
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  reason?: string | null;
}

@InputType({ description: 'How the dialogue ended, as far as the reviewer has come.' })
export class DraftOutcomeInput {
  @Field(() => String, {
    nullable: true,
    description: 'Code of an outcome band, at most 100 characters; left out or null while there is none.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  band?: string | null;

  @Field(() => [EvidenceInput], { description: 'What it rests on, at most 20 quotes.' })
  @ArrayMaxSize(20)
  evidence: EvidenceInput[];
}

@InputType({ description: 'A review to be gone on with: the whole of it, which replaces what was saved before.' })
export class SaveReviewDraftInput {
  @Field(() => ID, { description: 'Global id of a proof session that the caller may review.' })
  @IsString()
  sessionId: string;

  @Field(() => ReviewPurposeEnum, {
    nullable: true,
    description: 'What it is for; CERTIFICATION when left out or null.',
  })
  @IsOptional()
  purpose?: RubricPurpose | null;

  @Field(() => Int, { description: 'The revision that it replaces; 0 for the first.' })
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  revision: number;

  @Field(() => [DraftLevelInput], { description: 'Levels so far, at most 30.' })
  @ArrayMaxSize(30)
  levels: DraftLevelInput[];

  @Field(() => DraftOutcomeInput, { nullable: true, description: 'How the dialogue ended; left out or null so far.' })
  @IsOptional()
  outcome?: DraftOutcomeInput | null;

  @Field(() => [FindingInput], { description: 'Critical fails so far, at most 30.' })
  @ArrayMaxSize(30)
  criticalFails: FindingInput[];

  @Field(() => [FindingInput], { description: 'Penalties so far, at most 20.' })
  @ArrayMaxSize(20)
  penalties: FindingInput[];
}

@ObjectType({ description: 'What the draft is saved as, or why it was not.' })
@PublicType()
export class SaveReviewDraftPayload {
  @Field(() => Int, {
    nullable: true,
    description: 'The draft’s revision now, which the next save replaces; null after a failure.',
  })
  revision?: number | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
