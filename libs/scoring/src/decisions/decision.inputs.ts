import { Field, ID, InputType } from '@nestjs/graphql';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';

const MOST_TEXT = 2_000;

@InputType({ description: 'Which scenario session to sign the caller’s own review of.' })
export class SignReviewInput {
  @Field(() => ID, { description: 'Global id of a proof session that the caller has submitted a review of.' })
  @IsString()
  sessionId: string;

  @Field(() => String, {
    nullable: true,
    description: 'Why the review differs from the proposal, at most 2,000 characters; needed when it does.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(MOST_TEXT)
  reason?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Who attests who played, and from what, at most 2,000 characters; needed for a session played offline.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(MOST_TEXT)
  proctorAttestation?: string | null;

  @Field(() => String, {
    description: 'A key of the client’s own, 1 to 200 characters: the same key and input is the same signature.',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  idempotencyKey: string;
}

@InputType({ description: 'Which scenario session to take out of everything that counts, and why.' })
export class InvalidateSessionInput {
  @Field(() => ID, { description: 'Global id of a proof session that is not decided.' })
  @IsString()
  sessionId: string;

  @Field(() => String, { description: 'Why, 1 to 2,000 characters. The trainee sees it.' })
  @IsString()
  @MaxLength(MOST_TEXT)
  reason: string;
}
