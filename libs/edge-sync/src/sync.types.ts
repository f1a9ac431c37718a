import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { enumOf, PublicType, ReadScope, UserErrorsField, UserErrorType } from '#platform';
import {
  ArrayMaxSize,
  IsArray,
  IsDate,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { MOST_PUSH_BYTES, MOST_RECORD_BYTES, MOST_RECORDS } from './protocol/limits.js';

const RecordStatusEnum = enumOf('RecordStatus', 'What became of one pushed record.', {
  ACCEPTED: 'Stored, and it counts. Delete it after verifying the receipt.',
  DUPLICATE: 'Stored before with the same bytes; the first receipt comes again, with its code.',
  QUARANTINED: 'Stored with its exact bytes, and it waits for a person.',
  REJECTED: 'Not stored: it cannot be read, is too large, or is not signed by this device. Keep it.',
  RETRY: 'Not stored through no fault of the record: send it again.',
});

@ObjectType('RecordOutcome', { description: 'What became of one pushed record.' })
@ReadScope('device:sync')
export class RecordOutcomeType {
  @Field(() => Int, { nullable: true, description: 'Its sequence number; null when it cannot be read.' })
  seq: number | null;

  @Field(() => String, { nullable: true, description: 'Its own id, a UUID; null when it cannot be read.' })
  recordId: string | null;

  @Field(() => RecordStatusEnum, { description: 'What became of it.' })
  status: string;

  @Field(() => String, {
    nullable: true,
    description: 'Why it is quarantined or rejected, for example PREV_MISMATCH; null otherwise.',
  })
  code: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The server’s signed answer, a JWT; null when nothing was stored.',
  })
  receipt: string | null;
}

@ObjectType({ description: 'Sequence numbers that have not arrived.' })
@ReadScope('device:sync')
export class SequenceGap {
  @Field(() => Int, { description: 'The first missing one.' })
  from: number;

  @Field(() => Int, { description: 'The last missing one.' })
  to: number;
}

@InputType({ description: 'Records that a device pushes, in any order.' })
export class SyncResultsInput {
  @Field(() => Int, { description: 'Version of the protocol: 1.' })
  @IsInt()
  protocol: number;

  @Field(() => Int, { description: 'The device’s epoch, for the gaps in the answer.' })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  epoch: number;

  @Field(() => String, { description: 'The device’s own id of this push, for the logs of both sides.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  batchId: string;

  @Field(() => Date, { description: 'The device’s wall clock, for its skew.' })
  @IsDate()
  deviceNow: Date;

  @Field(() => [String], {
    description: `Compact JWS, at most ${MOST_RECORDS}, each at most ${MOST_RECORD_BYTES} bytes, together at most ${MOST_PUSH_BYTES}.`,
  })
  @IsArray()
  @ArrayMaxSize(MOST_RECORDS)
  @IsString({ each: true })
  records: string[];
}

@ObjectType({ description: 'What became of a push.' })
@PublicType()
export class SyncResultsPayload {
  @Field(() => [RecordOutcomeType], {
    nullable: true,
    description: 'One outcome a record, in the order pushed. Null after a failure.',
  })
  outcomes: RecordOutcomeType[] | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Up to this sequence number nothing of the epoch is missing. Null after a failure.',
  })
  contiguousThrough: number | null;

  @Field(() => [SequenceGap], {
    nullable: true,
    description: 'What is missing below the highest stored one: the lowest 100 gaps. Null after a failure.',
  })
  missing: SequenceGap[] | null;

  @Field(() => Date, { nullable: true, description: 'The server’s clock. Null after a failure.' })
  serverNow: Date | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Milliseconds to wait before records with the outcome RETRY come again; 0 when there are none. Null after a failure.',
  })
  retryAfterMs: number | null;

  @Field(() => Int, { nullable: true, description: 'How many records the next push may hold. Null after a failure.' })
  maxRecords: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many bytes of records the next push may hold. Null after a failure.',
  })
  maxBytes: number | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}

@ArgsType()
export class SyncPullArgs {
  @Field(() => Int, { description: 'How many assignments to return, 1 to 20; more is an error.' })
  @IsInt()
  @Min(1)
  @Max(20)
  first: number;

  @Field(() => ID, {
    nullable: true,
    description: 'The last assignment of the page before; nothing for the first page.',
  })
  @IsOptional()
  @IsString()
  afterAssignmentId?: string | null;
}

@ObjectType('PulledAssignment', { description: 'One assignment with all that a device needs to play it offline.' })
@ReadScope('device:sync')
export class PulledAssignmentType {
  @Field(() => ID, { description: 'Global id of the assignment.' })
  assignmentId: string;

  @Field(() => ID, { description: 'The trainee: global id of a member.' })
  traineeId: string;

  @Field(() => String, { description: 'Assignment ticket, a JWT that the server signed; each result must carry it.' })
  ticket: string;

  @Field(() => String, { description: 'SHA-256 of the scenario version.' })
  scenarioDigest: string;

  @Field(() => String, { description: 'The scenario version, as JSON.' })
  scenario: string;

  @Field(() => String, { description: 'SHA-256 of the rubric version.' })
  rubricDigest: string;

  @Field(() => String, { description: 'The rubric version, as JSON.' })
  rubric: string;
}
