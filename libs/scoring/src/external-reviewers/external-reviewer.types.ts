import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Connection, DateTime, Node, PublicType, ReadScope, UserErrorsField, UserErrorType } from '#platform';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

@ObjectType('ExternalReviewer', {
  implements: () => [Node],
  description: 'Somebody from outside who may review scenario sessions that were assigned to them, for a time.',
})
@ReadScope('review:organise')
export class ExternalReviewerType extends Node {
  @Field(() => ID, { description: 'Their global id as a member, by which reviews and the audit trail name them.' })
  memberId: string;

  @Field(() => String, { description: 'Given name.' })
  givenName: string;

  @Field(() => String, { description: 'Family name.' })
  familyName: string;

  @Field(() => String, { description: 'Where they come from.' })
  organisation: string;

  @Field(() => Boolean, { description: 'Whether they may sign or invalidate what is assigned to them.' })
  maySign: boolean;

  @Field(() => Boolean, { description: 'Whether they may review now: neither revoked nor over.' })
  active: boolean;

  @Field(() => DateTime, { description: 'When their time is over.' })
  expiresAt: Date;

  @Field(() => DateTime, { description: 'When they were invited.' })
  invitedAt: Date;

  @Field(() => DateTime, { nullable: true, description: 'When the invitation was revoked; null where it was not.' })
  revokedAt: Date | null;

  @Field(() => Int, { description: 'How many sessions were assigned to them.' })
  assigned: number;

  @Field(() => Int, { description: 'How many of those they have reviewed.' })
  reviewed: number;
}

export const ExternalReviewerConnection = Connection(ExternalReviewerType);

@InputType({ description: 'Somebody from outside to invite as a reviewer.' })
export class InviteExternalReviewerInput {
  @Field(() => String, { description: 'Given name, 1 to 100 characters.' })
  @IsString()
  @MaxLength(100)
  givenName: string;

  @Field(() => String, { description: 'Family name, 1 to 100 characters.' })
  @IsString()
  @MaxLength(100)
  familyName: string;

  @Field(() => String, {
    description:
      'E-mail address by which they sign in, at most 254 characters, unique among the members of the agency.',
  })
  @IsString()
  @MaxLength(254)
  email: string;

  @Field(() => String, { description: 'Where they come from, 1 to 200 characters.' })
  @IsString()
  @MaxLength(200)
  organisation: string;

  @Field(() => Boolean, { description: 'Whether they may also sign or invalidate what is assigned to them.' })
  @IsBoolean()
  maySign: boolean;

  @Field(() => DateTime, { description: 'When their time is over, within 366 days.' })
  expiresAt: Date;

  @Field(() => [ID], { description: 'Proof sessions that wait for reviewers, for them to review; at most 100.' })
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsString({ each: true })
  sessionIds: string[];

  @Field(() => Int, {
    nullable: true,
    description: 'So many more of the most pressing sessions that nobody is at, 0 to 100; none when left out or null.',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100)
  fromQueue?: number | null;

  @Field(() => String, { description: 'Names this request, 1 to 200 characters: a repeat gives the first answer.' })
  @IsString()
  @Length(1, 200)
  idempotencyKey: string;
}

@InputType({ description: 'What else somebody from outside shall review.' })
export class AssignExternalReviewerInput {
  @Field(() => ID, { description: 'Global id of an external reviewer whose time is not over.' })
  @IsString()
  externalReviewerId: string;

  @Field(() => [ID], { description: 'Proof sessions that wait for reviewers; at most 100.' })
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsString({ each: true })
  sessionIds: string[];

  @Field(() => Int, {
    nullable: true,
    description: 'So many more of the most pressing sessions that nobody is at, 0 to 100; none when left out or null.',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100)
  fromQueue?: number | null;

  @Field(() => String, { description: 'Names this request, 1 to 200 characters: a repeat gives the first answer.' })
  @IsString()
  @Length(1, 200)
  idempotencyKey: string;
}

@InputType({ description: 'Which invitation to end.' })
export class RevokeExternalReviewerInput {
  @Field(() => ID, { description: 'Global id of an external reviewer; revoking twice is revoking once.' })
  @IsString()
  externalReviewerId: string;
}

@ObjectType({ description: 'The external reviewer, or why nothing changed.' })
@PublicType()
export class ExternalReviewerPayload {
  @Field(() => ExternalReviewerType, { nullable: true, description: 'They after the mutation; null after a failure.' })
  externalReviewer?: ExternalReviewerType | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
