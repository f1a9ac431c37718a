import { ArgsType, Field, Float, ID, ObjectType } from '@nestjs/graphql';
import { Connection, enumOf, LocalDate, Node, PageArgs, ReadScope } from '#platform';
import { IsOptional, IsString } from 'class-validator';
import { RosterStateEnum } from '../presentations/presentation.types.js';
import type { RosterState } from '../presentations/roster-state.js';
import type { Capacity, RecordSource } from './training-record.entity.js';

const RecordSourceEnum = enumOf<RecordSource>('TrainingRecordSource', 'What made a training record.', {
  SESSION: 'A proof session whose grade an instructor signed.',
  ATTENDANCE: 'Attendance of a presentation, where the course asks for no proof session.',
  OUTSIDE: 'Training earned elsewhere, as somebody entered it.',
  CORRECTION: 'A correction of an earlier entry.',
});

export const CapacityEnum = enumOf<Capacity>('TrainingCapacity', 'In what capacity a member took part.', {
  STUDENT: 'As who was trained.',
  INSTRUCTOR: 'As who instructed: not every mandate counts it.',
});

@ObjectType('CollegeCredit', { description: 'College credit, which a mandate converts to hours by its own table.' })
@ReadScope('record:read')
export class CollegeCreditType {
  @Field(() => String, { description: 'Unit, for example SEMESTER_HOUR.' })
  unit: string;

  @Field(() => Float, { description: 'How many of it, up to 400.' })
  amount: number;
}

@ObjectType('TestResult', { description: 'A test that was taken.' })
@ReadScope('record:read')
export class TestResultType {
  @Field(() => String, { description: 'Code of the test.' })
  code: string;

  @Field(() => Boolean, { description: 'Whether it was passed.' })
  passed: boolean;
}

@ObjectType('Credential', { description: 'A card or certificate that was earned, for example in first aid.' })
@ReadScope('record:read')
export class CredentialType {
  @Field(() => String, { description: 'What it is, as mandates name it.' })
  type: string;

  @Field(() => LocalDate, { nullable: true, description: 'Its last day; null where it does not expire.' })
  validTo: string | null;
}

@ObjectType('TrainingRecord', {
  implements: () => [Node],
  description:
    'One immutable entry of a member’s training ledger. A correction is a new entry that points at the old one.',
})
@ReadScope('record:read')
export class TrainingRecordType extends Node {
  @Field(() => ID, { description: 'Global id of the member who was trained.' })
  traineeId: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Global id of the approved course version; null for training earned elsewhere.',
  })
  courseVersionId: string | null;

  @Field(() => ID, { nullable: true, description: 'Global id of the presentation; null for none.' })
  presentationId: string | null;

  @Field(() => Float, {
    description:
      'Hours that the board approved for the course, never elapsed time; 0 beside college credit; of a correction, the new total.',
  })
  hours: number;

  @Field(() => [String], { description: 'Categories of training that the hours count in.' })
  categories: string[];

  @Field(() => String, { description: 'The board’s code of the course.' })
  courseCode: string;

  @Field(() => String, { description: 'How the course was delivered.' })
  delivery: string;

  @Field(() => String, { description: 'Who gave the training.' })
  provider: string;

  @Field(() => LocalDate, { description: 'Day on which it was completed, where the agency is.' })
  completedOn: string;

  @Field(() => Float, { nullable: true, description: 'Signed score in percent, 0 to 100; null for none.' })
  score: number | null;

  @Field(() => RosterStateEnum, {
    nullable: true,
    description:
      'Where the roster of its presentation stands with the state board now; of training earned elsewhere, whether a second person has verified it; else null.',
  })
  rosterState: RosterState | null;

  @Field(() => RecordSourceEnum, { description: 'What made the entry.' })
  source: RecordSource;

  @Field(() => ID, {
    nullable: true,
    description: 'Global id of the scenario session that earned it; null for a correction.',
  })
  sessionId: string | null;

  @Field(() => ID, { nullable: true, description: 'Global id of the entry that this one replaces; null for none.' })
  correctsId: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why the entry that it replaces was wrong; null for no correction.',
  })
  reason: string | null;

  @Field(() => CollegeCreditType, { nullable: true, description: 'College credit in place of hours; null for none.' })
  collegeCredit: CollegeCreditType | null;

  @Field(() => TestResultType, { nullable: true, description: 'The test that went with it; null for none.' })
  test: TestResultType | null;

  @Field(() => CredentialType, { nullable: true, description: 'The card or certificate that it gave; null for none.' })
  credential: CredentialType | null;

  @Field(() => CapacityEnum, { description: 'In what capacity the member took part.' })
  capacity: Capacity;

  @Field(() => String, {
    nullable: true,
    description: 'Which document proves training that was earned elsewhere; null for the agency’s own.',
  })
  evidence: string | null;

  @Field(() => Date, { description: 'When it was recorded.' })
  recordedAt: Date;
}

export const TrainingRecordConnection = Connection(TrainingRecordType);

@ArgsType()
export class TrainingRecordsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only those of this member, by global id; none for all.' })
  @IsOptional()
  @IsString()
  traineeId?: string | null;
}
