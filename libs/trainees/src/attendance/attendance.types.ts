import { Field, Float, ID, InputType, ObjectType } from '@nestjs/graphql';
import { Connection, enumOf, PublicType, ReadScope, UserErrorsField, UserErrorType } from '#platform';
import { ArrayMaxSize, IsArray, IsBoolean, IsNumber, IsOptional, IsString } from 'class-validator';
import { PresentationType } from '../presentations/presentation.types.js';
import type { Capacity } from '../records/training-record.entity.js';
import { CapacityEnum } from '../records/training-record.types.js';
import { MOST_TRAINEES_PER_CALL } from '../trainee-batch.js';
import type { AttendanceOutcome } from './attendance.service.js';

const AttendanceStatusEnum = enumOf<AttendanceOutcome['status']>(
  'AttendanceStatus',
  'What recording the attendance of one member came to.',
  {
    RECORDED: 'Recorded by this call.',
    ALREADY_RECORDED: 'It said the same before; nothing changed.',
    REFUSED: 'Not recorded, for the reason given.',
  },
);

@InputType({ description: 'Whether one member attended.' })
export class AttendanceRowInput {
  @Field(() => ID, { description: 'Global id of a member on the roster, or of the instructor. Never the caller.' })
  @IsString()
  traineeId: string;

  @Field(() => Boolean, { description: 'Whether they were there until the end.' })
  @IsBoolean()
  attended: boolean;

  @Field(() => CapacityEnum, { nullable: true, description: 'In what capacity; left out, STUDENT.' })
  @IsOptional()
  capacity?: Capacity | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Score of the assessment in percent, 0 to 100 with one decimal at most; none without one.',
  })
  @IsOptional()
  @IsNumber()
  score?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the test of the course was passed; none without one.' })
  @IsOptional()
  @IsBoolean()
  testPassed?: boolean | null;
}

@InputType({ description: 'Who attended a presentation that was held. Safe to repeat.' })
export class RecordAttendanceInput {
  @Field(() => ID, { description: 'Global id of the presentation; its roster must be DRAFT or CORRECTED.' })
  @IsString()
  presentationId: string;

  @Field(() => [AttendanceRowInput], { description: `Who attended and who did not, 1 to ${MOST_TRAINEES_PER_CALL}.` })
  @IsArray()
  @ArrayMaxSize(10_000)
  rows: AttendanceRowInput[];
}

@ObjectType('Attendance', {
  description: 'A line of the attendance sheet of a presentation, never changed: the last of a member counts.',
})
@ReadScope('presentation:read')
export class AttendanceType {
  @Field(() => ID, { description: 'Global id of the member.' })
  traineeId: string;

  @Field(() => Boolean, { description: 'Whether they were there until the end.' })
  attended: boolean;

  @Field(() => CapacityEnum, { description: 'In what capacity.' })
  capacity: Capacity;

  @Field(() => Float, { nullable: true, description: 'Score in percent, 0 to 100; null for none.' })
  score: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the test was passed; null for none.' })
  testPassed: boolean | null;

  @Field(() => Date, { description: 'When it was recorded.' })
  recordedAt: Date;
}

export const AttendanceConnection = Connection(AttendanceType);

@ObjectType({ description: 'What became of one row of the call.' })
@ReadScope('presentation:read')
export class AttendanceOutcomeType {
  @Field(() => ID, { description: 'The id as it was sent.' })
  traineeId: string;

  @Field(() => AttendanceStatusEnum, { description: 'What it came to.' })
  status: AttendanceOutcome['status'];

  @Field(() => ID, {
    nullable: true,
    description:
      'Global id of the training record that the presentation earned; null where none, for instance until the proof session is signed.',
  })
  trainingRecordId: string | null;

  @Field(() => UserErrorType, { nullable: true, description: 'Why it was refused; null when it was not.' })
  error: UserErrorType | null;
}

@ObjectType({ description: 'The presentation, and one outcome for each row of the call.' })
@PublicType()
export class RecordAttendancePayload {
  @Field(() => PresentationType, { nullable: true, description: 'The presentation; null when nothing was written.' })
  presentation?: PresentationType | null;

  @Field(() => [AttendanceOutcomeType], {
    nullable: true,
    description: 'One outcome per row of the call, in its order; null when nothing was written.',
  })
  outcomes?: AttendanceOutcomeType[] | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
