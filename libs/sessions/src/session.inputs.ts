import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { PageArgs } from '#platform';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';

@ArgsType()
export class SessionsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only sessions of this trainee.' })
  @IsOptional()
  @IsString()
  traineeId?: string | null;
}

@InputType({ description: 'Which assignment to play.' })
export class StartSessionInput {
  @Field(() => ID, { description: 'One of the trainee’s own assignments.' })
  @IsString()
  assignmentId: string;

  @Field(() => String, {
    description: 'A key of the client’s own, 1 to 200 characters: the same key and input starts one session.',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  idempotencyKey: string;
}

@InputType({ description: 'What to practise.' })
export class StartPracticeInput {
  @Field(() => ID, { description: 'A published scenario version that the scripted player can play.' })
  @IsString()
  scenarioVersionId: string;

  @Field(() => ID, { description: 'A published rubric version, for the debrief.' })
  @IsString()
  rubricVersionId: string;

  @Field(() => String, {
    description: 'A key of the client’s own, 1 to 200 characters: the same key and input starts one session.',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  idempotencyKey: string;
}

@InputType({ description: 'What the officer says.' })
export class SayInput {
  @Field(() => ID, { description: 'The trainee’s own open scenario session.' })
  @IsString()
  sessionId: string;

  @Field(() => String, { description: 'What is said, 1 to 4,000 characters.' })
  @IsString()
  @MaxLength(20_000)
  text: string;

  @Field(() => String, {
    description: 'A key of the client’s own for this turn, 1 to 200 characters: a resend is the same turn.',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  clientKey: string;
}

@InputType({ description: 'Which scenario session to close.' })
export class CompleteSessionInput {
  @Field(() => ID, { description: 'The trainee’s own scenario session; closing it twice is closing it once.' })
  @IsString()
  sessionId: string;
}
