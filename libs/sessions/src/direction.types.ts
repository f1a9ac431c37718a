import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Connection, enumOf, ReadScope } from '#platform';
import { IsIn, IsInt, IsNotEmpty, IsString, Max, MaxLength, Min } from 'class-validator';
import { MOST_TURNS_STORED } from './dialogue.js';

const InjectedSpeakerEnum = enumOf('InjectedSpeaker', 'Who can be made to say something by an instructor.', {
  BYSTANDER: 'Somebody else at the scene.',
  DISPATCHER: 'The dispatcher on the radio.',
});

@ObjectType({ description: 'What an instructor wrote about a turn.' })
@ReadScope('session:read')
export class SessionNote {
  @Field(() => Int, { description: 'The number of the turn.' })
  turnNumber: number;

  @Field(() => String, { description: 'What they wrote, at most 2,000 characters.' })
  text: string;

  @Field(() => ID, { description: 'The instructor: global id of a member.' })
  writtenById: string;

  @Field(() => Date, { description: 'When they wrote it.' })
  writtenAt: Date;
}

export const SessionNoteConnection = Connection(SessionNote);

@InputType({ description: 'Which scenario session to direct.' })
export class DirectSessionInput {
  @Field(() => ID, {
    description: 'A proof session of a trainee in reach, never the caller’s own; doing it twice is doing it once.',
  })
  @IsString()
  sessionId: string;
}

@InputType({ description: 'Which scenario session to end, and why.' })
export class EndSessionInput {
  @Field(() => ID, {
    description: 'A proof session of a trainee in reach, never the caller’s own; ending it twice is ending it once.',
  })
  @IsString()
  sessionId: string;

  @Field(() => String, { description: 'What for, 1 to 1,000 characters; the trainee reads it too.' })
  @IsString()
  @MaxLength(5_000)
  reason: string;
}

@InputType({ description: 'Who says what, into a scenario session.' })
export class InjectEventInput {
  @Field(() => ID, { description: 'An open proof session of a trainee in reach, never the caller’s own.' })
  @IsString()
  sessionId: string;

  @Field(() => InjectedSpeakerEnum, { description: 'Who says it.' })
  @IsIn(Object.values(InjectedSpeakerEnum))
  speaker: 'BYSTANDER' | 'DISPATCHER';

  @Field(() => String, {
    description: 'What is said or seen, for example "[a second person arrives]", 1 to 4,000 characters.',
  })
  @IsString()
  @MaxLength(20_000)
  text: string;

  @Field(() => String, {
    description: 'A key of the client’s own, 1 to 200 characters: the same key and input is one event.',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  idempotencyKey: string;
}

@InputType({ description: 'What to note about which turn.' })
export class NoteTurnInput {
  @Field(() => ID, { description: 'A proof session of a trainee in reach, open or closed, never the caller’s own.' })
  @IsString()
  sessionId: string;

  @Field(() => Int, { description: 'The number of a turn that was said.' })
  @IsInt()
  @Min(1)
  @Max(MOST_TURNS_STORED)
  turnNumber: number;

  @Field(() => String, { description: 'The note, 1 to 2,000 characters.' })
  @IsString()
  @MaxLength(10_000)
  text: string;

  @Field(() => String, {
    description: 'A key of the client’s own, 1 to 200 characters: the same key and input is one note.',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  idempotencyKey: string;
}
