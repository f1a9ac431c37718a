import { ArgsType, Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import {
  Connection,
  DateTime,
  LocalDate,
  Node,
  PageArgs,
  PublicType,
  ReadScope,
  UserErrorsField,
  UserErrorType,
} from '#platform';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';

@ObjectType('Consequence', {
  implements: () => [Node],
  description:
    'What an authority did about a window that a member missed, for example a suspended certificate. While it holds the member is LAPSED. It is never changed; it ends once.',
})
@ReadScope('compliance:read')
export class ConsequenceType extends Node {
  @Field(() => ID, { description: 'Global id of the member.' })
  memberId: string;

  @Field(() => String, { description: 'Code of the mandate.' })
  mandateCode: string;

  @Field(() => String, { description: 'What follows, as the mandate names it.' })
  code: string;

  @Field(() => LocalDate, { description: 'A day in the missed window, which is settled by it.' })
  on: string;

  @Field(() => LocalDate, { description: 'First day on which it holds.' })
  recordedOn: string;

  @Field(() => String, { description: 'Why, in the words of whoever recorded it.' })
  reason: string;

  @Field(() => DateTime, { description: 'When it was recorded here.' })
  recordedAt: Date;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'Day of reinstatement, on which it holds no more; the same as `recordedOn`: it was taken back and never held. Null while it holds.',
  })
  endedOn: string | null;

  @Field(() => String, { nullable: true, description: 'Why it ended; null while it holds.' })
  endReason: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When its end was recorded here; null while it holds.' })
  endedAt: Date | null;
}

/** After the type it lists: ConsequenceConnection and ConsequenceEdge, described. */
export const ConsequenceConnection = Connection(ConsequenceType);

@ArgsType()
export class ConsequencesArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only this member’s, by global id; left out or null: all.' })
  @IsOptional()
  @IsString()
  memberId?: string | null;
}

@InputType({ description: 'What an authority did about a window that a member missed.' })
export class RecordConsequenceInput {
  @Field(() => ID, { description: 'Global id of the member: never the caller’s own.' })
  @IsString()
  memberId: string;

  @Field(() => String, { description: 'Code of a mandate that the agency has adopted.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  mandateCode: string;

  @Field(() => String, {
    nullable: true,
    description:
      'What follows; left out or null: what the mandate names. Needed where the mandate names nothing; else nothing but the mandate’s own. At most 100 characters.',
  })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  code?: string | null;

  @Field(() => LocalDate, {
    description:
      'A day in the missed window, which it settles; of what is to hold on every day, a day on which it did not.',
  })
  @IsString()
  on: string;

  @Field(() => LocalDate, { description: 'First day on which it holds, not after today.' })
  @IsString()
  recordedOn: string;

  @Field(() => String, { description: 'Why, 1 to 1,000 characters.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(1_000)
  reason: string;

  @Field(() => String, { description: 'Names this request, 1 to 200 characters: a repeat gives the first answer.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  idempotencyKey: string;
}

@InputType({ description: 'That a consequence was lifted.' })
export class EndConsequenceInput {
  @Field(() => ID, { description: 'Global id of the consequence: never the caller’s own.' })
  @IsString()
  consequenceId: string;

  @Field(() => LocalDate, {
    description:
      'Day of reinstatement, on which it holds no more; not after today. The day it began takes it back: it never held, and the missed window is open again.',
  })
  @IsString()
  endedOn: string;

  @Field(() => String, { description: 'Why, 1 to 1,000 characters.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(1_000)
  reason: string;
}

@ObjectType({ description: 'The consequence, or why it was not recorded or ended.' })
@PublicType()
export class ConsequencePayload {
  @Field(() => ConsequenceType, { nullable: true, description: 'The consequence; null after a failure.' })
  consequence: ConsequenceType | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
