import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsString } from 'class-validator';
import { PublicType, ReadScope } from '../graphql/allow.js';
import { enumOf } from '../graphql/enum-of.js';
import { UserErrorsField, UserErrorType } from '../graphql/mutation-payload.js';
import { Node } from '../graphql/node.js';
import { Connection } from '../graphql/paging.js';
import type { OperationState } from './operation.js';

const OperationStateEnum = enumOf<OperationState>('OperationState', 'How far long work has come.', {
  QUEUED: 'No worker has begun.',
  RUNNING: 'Workers are at it.',
  DONE: 'It has ended, and its result stands. Single pieces may have failed.',
  FAILED: 'It has ended because it could not go on; `error` says why.',
  CANCELLED: 'A person ended it. What was done until then stays.',
});

@ObjectType('Operation', {
  implements: () => [Node],
  description:
    'Long work that goes on by itself: ask again, or subscribe to `operationProgressed`, until it has ended.',
})
@ReadScope('operation:read')
export class OperationType extends Node {
  @Field(() => String, { description: 'What kind of work it is, for example `REGRADE`.' })
  kind: string;

  @Field(() => OperationStateEnum, { description: 'Whether it waits, runs, or how it has ended.' })
  state: string;

  @Field(() => Int, { description: 'Pieces worked through, those that failed included. It never goes back.' })
  done: number;

  @Field(() => Int, { description: 'Of these, the pieces that failed while the others went on.' })
  failed: number;

  @Field(() => Int, { nullable: true, description: 'All pieces; null while they are being counted.' })
  total: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'What came of it, as the text of a JSON object; null until it is DONE.',
  })
  result: string | null;

  @Field(() => String, { nullable: true, description: 'Why it FAILED; null otherwise.' })
  error: string | null;

  @Field(() => Date, { description: 'When it was asked for.' })
  createdAt: Date;

  @Field(() => Date, { nullable: true, description: 'When a worker began; null before.' })
  startedAt: Date | null;

  @Field(() => Date, { nullable: true, description: 'When it ended; null before.' })
  endedAt: Date | null;
}

export const OperationConnection = Connection(OperationType);

@InputType({ description: 'Which operation to end before its time.' })
export class CancelOperationInput {
  @Field(() => ID, { description: 'Global id of an operation that is QUEUED or RUNNING.' })
  @IsString()
  operationId: string;
}

@ObjectType({ description: 'The operation, or why it was not cancelled.' })
@PublicType()
export class CancelOperationPayload {
  @Field(() => OperationType, { nullable: true, description: 'The operation as it stands now; null after a failure.' })
  operation: OperationType | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
