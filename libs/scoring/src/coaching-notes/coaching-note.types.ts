import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Connection, enumOf, Node, PublicType, ReadScope, UserErrorsField, UserErrorType } from '#platform';
import { IsIn, IsInt, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { COACHING_NOTE_KINDS, type CoachingNoteKind } from './coaching-note.entity.js';

const CoachingNoteKindEnum = enumOf<CoachingNoteKind>(
  'CoachingNoteKind',
  'What an instructor wants to say of a turn.',
  {
    PRAISE: 'It was good, and why.',
    TRY_INSTEAD: 'What could be tried instead.',
    QUESTION: 'Something for the trainee to think about.',
  },
);

@ObjectType('CoachingNote', {
  implements: () => [Node],
  description:
    'What an instructor says to the trainee about one turn of a proof session. It is no evidence and no part of a score. Replaced by another, never edited.',
})
@ReadScope('coaching:read')
export class CoachingNoteType extends Node {
  @Field(() => ID, { description: 'Global id of the scenario session.' })
  sessionId: string;

  @Field(() => Int, { description: 'Number of the turn, from 1.' })
  turnNumber: number;

  @Field(() => CoachingNoteKindEnum, { description: 'What kind of note.' })
  kind: string;

  @Field(() => String, { description: 'What the instructor says.' })
  text: string;

  @Field(() => String, {
    nullable: true,
    description: 'Words of the turn that it is about, letter for letter; null for the whole turn.',
  })
  quote: string | null;

  @Field(() => String, { nullable: true, description: 'What could be said instead; null for none.' })
  suggestion: string | null;

  @Field(() => ID, { description: 'Who wrote it: global id of a member.' })
  writtenById: string;

  @Field(() => Date, { description: 'When it was written.' })
  writtenAt: Date;

  @Field(() => Date, { nullable: true, description: 'When the trainee said that they read it; null before.' })
  acknowledgedAt: Date | null;
}

export const CoachingNoteConnection = Connection(CoachingNoteType);

@InputType({ description: 'What to say about a turn.' })
export class AddCoachingNoteInput {
  @Field(() => ID, { description: 'Global id of a proof session that is not being played any more.' })
  @IsString()
  sessionId: string;

  @Field(() => Int, { description: 'Number of the turn, from 1.' })
  @IsInt()
  turnNumber: number;

  @Field(() => CoachingNoteKindEnum, { description: 'What kind of note.' })
  @IsIn(COACHING_NOTE_KINDS)
  kind: CoachingNoteKind;

  @Field(() => String, {
    description: 'What to say, 1 to 2,000 characters. The trainee reads it once the session is decided.',
  })
  @IsString()
  @MaxLength(2_000)
  text: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Words of the turn, letter for letter, at most 4,000 characters; null, or left out, for the whole turn.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(4_000)
  quote?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What could be said instead, at most 1,000 characters; only for TRY_INSTEAD. Null, or left out, for none.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  suggestion?: string | null;

  @Field(() => String, { description: 'Names this request, 1 to 200 characters: a repeat gives the first answer.' })
  @IsString()
  @Length(1, 200)
  idempotencyKey: string;
}

@InputType({ description: 'What a coaching note says from now on.' })
export class ReplaceCoachingNoteInput {
  @Field(() => ID, { description: 'Global id of a coaching note of the caller’s own.' })
  @IsString()
  coachingNoteId: string;

  @Field(() => CoachingNoteKindEnum, { description: 'What kind of note.' })
  @IsIn(COACHING_NOTE_KINDS)
  kind: CoachingNoteKind;

  @Field(() => String, { description: 'What to say, 1 to 2,000 characters.' })
  @IsString()
  @MaxLength(2_000)
  text: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Words of the turn, letter for letter, at most 4,000 characters; null, or left out, for the whole turn.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(4_000)
  quote?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What could be said instead, at most 1,000 characters; only for TRY_INSTEAD. Null, or left out, for none.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  suggestion?: string | null;

  @Field(() => String, { description: 'Names this request, 1 to 200 characters: a repeat gives the first answer.' })
  @IsString()
  @Length(1, 200)
  idempotencyKey: string;
}

@InputType({ description: 'Which coaching note.' })
export class CoachingNoteInput {
  @Field(() => ID, { description: 'Global id of a coaching note.' })
  @IsString()
  coachingNoteId: string;
}

@ObjectType({ description: 'The coaching note, or why there is none.' })
@PublicType()
export class CoachingNotePayload {
  @Field(() => CoachingNoteType, { nullable: true, description: 'The coaching note; null after a failure.' })
  coachingNote: CoachingNoteType | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}

@ObjectType({ description: 'Which coaching note was taken back, or why it was not.' })
@PublicType()
export class RetractCoachingNotePayload {
  @Field(() => ID, {
    nullable: true,
    description: 'Its global id, which names nothing any more; null after a failure.',
  })
  coachingNoteId: string | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
