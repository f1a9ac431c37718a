import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Connection, Node, PublicType, ReadScope, UserErrorsField, UserErrorType } from '#platform';
import { IsString, Length } from 'class-validator';

@ObjectType('StuckTask', {
  implements: () => [Node],
  description:
    'Work that failed eight times, or that workers crashed on three times, and that is not tried again unless an admin says so.',
})
@ReadScope('task:read')
export class StuckTaskType extends Node {
  @Field(() => String, { description: 'What kind of work it is, for example `grade-session`.' })
  name: string;

  @Field(() => String, { description: 'Where it waited: `general`, or the lane of the engines that it needs.' })
  lane: string;

  @Field(() => String, { description: 'What it was given, as JSON: UUIDs and numbers, never what was said.' })
  input: string;

  @Field(() => Int, { description: 'How often it was started.' })
  attempts: number;

  @Field(() => Int, { description: 'How many of these ended with a worker that fell silent.' })
  crashes: number;

  @Field(() => String, {
    nullable: true,
    description:
      'How it failed last, with the name under which the log of the deployment has the rest; null when workers crashed only.',
  })
  lastError: string | null;

  @Field(() => Date, { description: 'When the work was asked for.' })
  addedAt: Date;

  @Field(() => Date, { description: 'Since when it waits for an admin.' })
  since: Date;
}

export const StuckTaskConnection = Connection(StuckTaskType);

@InputType({ description: 'A stuck task to try again.' })
export class RetryStuckTaskInput {
  @Field(() => String, { description: 'Names this request, 1 to 200 characters: a repeat gives the first answer.' })
  @IsString()
  @Length(1, 200)
  idempotencyKey: string;

  @Field(() => ID, { description: 'Global id of the stuck task.' })
  @IsString()
  stuckTaskId: string;
}

@InputType({ description: 'A stuck task to give up.' })
export class DiscardStuckTaskInput {
  @Field(() => String, { description: 'Names this request, 1 to 200 characters: a repeat gives the first answer.' })
  @IsString()
  @Length(1, 200)
  idempotencyKey: string;

  @Field(() => ID, { description: 'Global id of the stuck task.' })
  @IsString()
  stuckTaskId: string;

  @Field(() => String, { description: 'Why it need not be done, 1 to 1,000 characters. The audit trail keeps it.' })
  @IsString()
  @Length(1, 1_000)
  reason: string;
}

@ObjectType({ description: 'The decision about a stuck task.' })
@PublicType()
export class StuckTaskPayload {
  @Field(() => ID, {
    nullable: true,
    description: 'Global id of the task, which is no longer stuck; null when nothing was decided.',
  })
  stuckTaskId?: string | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
