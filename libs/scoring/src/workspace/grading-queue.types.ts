import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import {
  Connection,
  DateTime,
  enumOf,
  PageArgs,
  PublicType,
  ReadScope,
  UserErrorsField,
  UserErrorType,
} from '#platform';
import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import type { NeededWork } from './review-queue.queries.js';

export const NeededWorkEnum = enumOf<NeededWork>(
  'NeededWork',
  'What a caller may do next with a session in the queue.',
  {
    REVIEW: 'Write a review of their own.',
    SECOND_REVIEW: 'Write the second review of a session that was picked for two. It changes no official grade.',
    SIGNATURE: 'Sign the review that they have submitted, if they may.',
  },
);
const ClaimEnum = enumOf<'NONE' | 'MINE' | 'OTHER'>('ReviewClaim', 'Who is at work on a session in the queue.', {
  NONE: 'Nobody.',
  MINE: 'The caller.',
  OTHER: 'Another reviewer.',
});

@ObjectType({ description: 'A proof session that waits for a person.' })
@ReadScope('grade:review')
export class GradingQueueEntry {
  @Field(() => ID, { description: 'Global id of the scenario session.' })
  sessionId: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The trainee: global id of a member; null for a reviewer from outside.',
  })
  traineeId: string | null;

  @Field(() => String, { description: 'What to call the trainee without a name; the same for every reviewer.' })
  pseudonym: string;

  @Field(() => String, { description: 'Title of the scenario.' })
  scenarioTitle: string;

  @Field(() => Date, { description: 'When the scenario session ended.' })
  completedAt: Date;

  @Field(() => NeededWorkEnum, { description: 'What the caller may do next.' })
  needs: string;

  @Field(() => Boolean, { description: 'Whether the caller has submitted a review of it.' })
  reviewed: boolean;

  @Field(() => ClaimEnum, { description: 'Who is at work on it.' })
  claim: string;

  @Field(() => DateTime, { nullable: true, description: 'Until when; null where nobody is.' })
  claimedUntil: Date | null;
}

export const GradingQueueConnection = Connection(GradingQueueEntry);

@ArgsType()
export class GradingQueueArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only sessions of trainees in this org unit or one below it.' })
  @IsOptional()
  @IsString()
  orgUnitId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only sessions of this scenario, in any version.' })
  @IsOptional()
  @IsString()
  scenarioId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Only sessions that ended before this moment.' })
  @IsOptional()
  waitingBefore?: Date | null;
}

@InputType({ description: 'Which scenario session to take for a while.' })
export class ClaimReviewInput {
  @Field(() => ID, { description: 'Global id of a proof session in the queue. Again by the same reviewer is longer.' })
  @IsString()
  sessionId: string;

  @Field(() => Int, { nullable: true, description: 'For how long, 5 to 480 minutes; 60 when left out or null.' })
  @IsOptional()
  @IsInt()
  @Min(5)
  @Max(480)
  minutes?: number | null;
}

@InputType({ description: 'Which scenario session to give back.' })
export class ReleaseReviewInput {
  @Field(() => ID, { description: 'Global id of a proof session; giving it back twice is giving it back once.' })
  @IsString()
  sessionId: string;
}

@ObjectType({ description: 'The claim, or why there is none.' })
@PublicType()
export class ClaimReviewPayload {
  @Field(() => DateTime, { nullable: true, description: 'Until when the caller has it; null after a failure.' })
  claimedUntil?: Date | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}

@ObjectType({ description: 'Whether the claim is given back.' })
@PublicType()
export class ReleaseReviewPayload {
  @Field(() => Boolean, { nullable: true, description: 'True: the caller has no claim on it. Null after a failure.' })
  released?: boolean | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
