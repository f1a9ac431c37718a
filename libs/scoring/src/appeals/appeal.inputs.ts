import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { ArrayMaxSize, IsIn, IsInt, IsNotEmpty, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { FindingInput, ReviewedLevelInput, ReviewedOutcomeInput } from '../reviews/review.inputs.js';
import { FEWEST_APPEAL_DAYS, MOST_APPEAL_DAYS } from './appeal-limit.queries.js';
import { APPEAL_SUBJECTS, type AppealSubject } from './appeal-points.js';
import { APPEAL_DECISIONS, type AppealDecision } from './appeal-state.js';
import { AppealDecisionEnum, AppealSubjectEnum } from './appeal.types.js';

const KEY = { description: 'A key of the client’s own, 1 to 200 characters: a repeat gives the first answer.' };

@InputType({ description: 'One thing that the trainee disputes.' })
export class AppealPointInput {
  @Field(() => AppealSubjectEnum, { description: 'What kind of part of the grade.' })
  @IsIn(APPEAL_SUBJECTS)
  about: AppealSubject;

  @Field(() => String, {
    nullable: true,
    description: 'Its code in the rubric version; null, or left out, for the outcome.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  code?: string | null;

  @Field(() => String, { description: 'What is wrong with it, in the trainee’s own words, 1 to 2,000 characters.' })
  @IsString()
  @MaxLength(2_000)
  words: string;
}

@InputType({ description: 'Which official grade a trainee disputes, and why.' })
export class AppealGradeInput {
  @Field(() => ID, { description: 'Global id of a proof session of the caller’s own with a signed grade.' })
  @IsString()
  sessionId: string;

  @Field(() => String, { description: 'Why, 1 to 4,000 characters. Who decides reads it.' })
  @IsString()
  @MaxLength(4_000)
  reason: string;

  @Field(() => [AppealPointInput], {
    description: 'What in particular, each part of the rubric once, at most 50; empty for the grade as a whole.',
  })
  @ArrayMaxSize(50)
  points: AppealPointInput[];

  @Field(() => String, KEY)
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  idempotencyKey: string;
}

@InputType({ description: 'Which appeal to take back.' })
export class WithdrawAppealInput {
  @Field(() => ID, { description: 'Global id of an open appeal of the caller’s own.' })
  @IsString()
  appealId: string;
}

@InputType({ description: 'A reviewer’s own complete set of levels for an appeal.' })
export class SubmitAppealReviewInput {
  @Field(() => ID, { description: 'Global id of an open appeal that the caller may decide.' })
  @IsString()
  appealId: string;

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

  @Field(() => String, KEY)
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  idempotencyKey: string;
}

@InputType({ description: 'How an appeal is decided, and why.' })
export class DecideAppealInput {
  @Field(() => ID, { description: 'Global id of an open appeal that the caller may decide.' })
  @IsString()
  appealId: string;

  @Field(() => AppealDecisionEnum, {
    description: 'What becomes of the first decision. UPHELD and CHANGED need the caller’s own submitted review.',
  })
  @IsIn(APPEAL_DECISIONS)
  decision: AppealDecision;

  @Field(() => String, {
    description:
      'Why, 1 to 1,000 characters. The trainee reads it, and a correction of the ledger has it as its reason.',
  })
  @IsString()
  @MaxLength(1_000)
  reason: string;

  @Field(() => String, KEY)
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  idempotencyKey: string;
}

@InputType({ description: 'Within how many days trainees may appeal from now on.' })
export class SetAppealLimitInput {
  @Field(() => Int, {
    description: `Days from a decision on, ${FEWEST_APPEAL_DAYS} to ${MOST_APPEAL_DAYS}. Decisions made before keep what held then.`,
  })
  @IsInt()
  @Min(FEWEST_APPEAL_DAYS)
  @Max(MOST_APPEAL_DAYS)
  days: number;

  @Field(() => String, KEY)
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  idempotencyKey: string;
}
