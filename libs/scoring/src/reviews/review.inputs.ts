import { Field, ID, InputType, Int } from '@nestjs/graphql';
import type { RubricPurpose } from '#curricula';
import { enumOf } from '#platform';
import { ArrayMaxSize, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';

/** The longest turn. */
const MOST_QUOTE = 4_000;
const MOST_REASON = 2_000;

export const ReviewPurposeEnum = enumOf<RubricPurpose>('ReviewPurpose', 'What a review is for.', {
  CERTIFICATION: 'Towards training hours: only such a review can be signed.',
  OUTCOME: 'How the dialogue ended, for study and comparison; it certifies nothing.',
});

@InputType({ description: 'A quote from a turn of the scenario session.' })
export class EvidenceInput {
  @Field(() => Int, { description: 'Number of the turn, from 1.' })
  turn: number;

  @Field(() => String, { description: 'Words of that turn, letter for letter, 1 to 4,000 characters.' })
  @IsString()
  @MaxLength(MOST_QUOTE)
  quote: string;
}

@InputType({ description: 'The reviewer’s level for one competency.' })
export class ReviewedLevelInput {
  @Field(() => String, { description: 'Code of a competency of the session’s rubric version.' })
  @IsString()
  @MaxLength(100)
  competency: string;

  @Field(() => Int, { description: 'Level, 0 to 5.' })
  level: number;

  @Field(() => [EvidenceInput], { description: 'What it rests on: 1 to 20 quotes.' })
  @ArrayMaxSize(20)
  evidence: EvidenceInput[];

  @Field(() => String, { nullable: true, description: 'Why, at most 2,000 characters.' })
  @IsOptional()
  @IsString()
  @MaxLength(MOST_REASON)
  reason?: string | null;
}

@InputType({ description: 'How the dialogue ended, in the reviewer’s judgement.' })
export class ReviewedOutcomeInput {
  @Field(() => String, { description: 'Code of an outcome band of the rubric version.' })
  @IsString()
  @MaxLength(100)
  band: string;

  @Field(() => [EvidenceInput], { description: 'What it rests on: 1 to 20 quotes.' })
  @ArrayMaxSize(20)
  evidence: EvidenceInput[];
}

@InputType({ description: 'A critical fail or a penalty that the reviewer found.' })
export class FindingInput {
  @Field(() => String, { description: 'Its code in the rubric version.' })
  @IsString()
  @MaxLength(100)
  code: string;

  @Field(() => [EvidenceInput], { description: 'What it rests on: 1 to 20 quotes.' })
  @ArrayMaxSize(20)
  evidence: EvidenceInput[];
}

@InputType({ description: 'A reviewer’s own complete set of levels for one scenario session.' })
export class SubmitReviewInput {
  @Field(() => ID, { description: 'Global id of a graded proof session.' })
  @IsString()
  sessionId: string;

  @Field(() => ReviewPurposeEnum, {
    nullable: true,
    description:
      'What it is for; CERTIFICATION when left out or null. Another purpose has a rubric version of its own.',
  })
  @IsOptional()
  purpose?: RubricPurpose | null;

  @Field(() => [ReviewedLevelInput], { description: 'Every competency of the rubric version, exactly once.' })
  @ArrayMaxSize(30)
  levels: ReviewedLevelInput[];

  @Field(() => ReviewedOutcomeInput, { description: 'How the dialogue ended.' })
  outcome: ReviewedOutcomeInput;

  @Field(() => [FindingInput], { description: 'Critical fails found; empty for none.' })
  @ArrayMaxSize(30)
  criticalFails: FindingInput[];

  @Field(() => [FindingInput], { description: 'Penalties found; empty for none.' })
  @ArrayMaxSize(20)
  penalties: FindingInput[];

  @Field(() => String, {
    description: 'A key of the client’s own, 1 to 200 characters: the same key and input is the same review.',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  idempotencyKey: string;
}
