import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Connection, DateTime, PublicType, ReadScope, UserErrorsField, UserErrorType } from '#platform';
import { IsInt, Max, Min } from 'class-validator';
import { ReviewDifferenceType } from './review-difference.types.js';

@ObjectType('ReviewDisagreement', { description: 'A proof session that two people reviewed and see differently.' })
@ReadScope('grade:read')
export class ReviewDisagreementType {
  @Field(() => ID, { description: 'Global id of the scenario session.' })
  sessionId: string;

  @Field(() => ID, { description: 'The trainee: global id of a member.' })
  traineeId: string;

  @Field(() => ID, { description: 'Who reviewed first: global id of a member.' })
  firstReviewerId: string;

  @Field(() => ID, { description: 'Who reviewed second: global id of a member.' })
  secondReviewerId: string;

  @Field(() => Float, { description: 'Final score of the first review, in points of 100.' })
  firstFinal: number;

  @Field(() => Float, { description: 'Final score of the second review, in points of 100.' })
  secondFinal: number;

  @Field(() => ReviewDifferenceType, { description: 'What they say differently.' })
  difference: ReviewDifferenceType;

  @Field(() => Boolean, { description: 'Whether an official decision stands. A second review never changes it.' })
  decided: boolean;

  @Field(() => DateTime, { description: 'When the second review came in.' })
  comparedAt: Date;
}

export const ReviewDisagreementConnection = Connection(ReviewDisagreementType);

@ObjectType('SecondReviewSettings', { description: 'How many proof sessions two people review.' })
@ReadScope('review:organise')
export class SecondReviewSettingsType {
  @Field(() => Int, { description: 'Share of proof sessions, 0 to 100 percent; 0 for none.' })
  percent: number;

  @Field(() => Int, {
    description:
      'While fewer than these were picked in the last thirty days, half of the sessions are, or the share if it is more.',
  })
  floor: number;
}

@InputType({ description: 'How many proof sessions two people shall review, from the next one on.' })
export class SetSecondReviewsInput {
  @Field(() => Int, { description: 'Share of proof sessions, 0 to 100 percent; 0 for none. It begins at 10.' })
  @IsInt()
  @Min(0)
  @Max(100)
  percent: number;

  @Field(() => Int, {
    description:
      'While fewer than these were picked in the last thirty days, half of the sessions are: 0 to 1,000. It begins at 2.',
  })
  @IsInt()
  @Min(0)
  @Max(1_000)
  floor: number;
}

@ObjectType({ description: 'The settings, or why they are not changed.' })
@PublicType()
export class SetSecondReviewsPayload {
  @Field(() => SecondReviewSettingsType, { nullable: true, description: 'The settings; null after a failure.' })
  settings?: SecondReviewSettingsType | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
