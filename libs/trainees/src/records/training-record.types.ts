import { ArgsType, Field, Float, ID, ObjectType } from '@nestjs/graphql';
import { Connection, enumOf, LocalDate, Node, PageArgs, ReadScope } from '#platform';
import { IsOptional, IsString } from 'class-validator';
import { RosterStateEnum } from '../presentations/presentation.types.js';
import type { RosterState } from '../presentations/roster-state.js';
import type { RecordSource } from './training-record.entity.js';

const RecordSourceEnum = enumOf<RecordSource>('TrainingRecordSource', 'What made a training record.', {
  SESSION: 'A proof session whose grade an instructor signed.',
  CORRECTION: 'A correction of an earlier entry.',
});

@ObjectType('TrainingRecord', {
  implements: () => [Node],
  description:
    'One immutable entry of a member’s training ledger. A correction is a new entry that points at the old one.',
})
@ReadScope('record:read')
export class TrainingRecordType extends Node {
  @Field(() => ID, { description: 'Global id of the member who was trained.' })
  traineeId: string;

  @Field(() => ID, { description: 'Global id of the approved course version.' })
  courseVersionId: string;

  @Field(() => ID, { nullable: true, description: 'Global id of the presentation; null for none.' })
  presentationId: string | null;

  @Field(() => Float, {
    description: 'Hours that the board approved for the course, never elapsed time; of a correction, the new total.',
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
    description: 'Where the roster of its presentation stands with the state board now; null without a presentation.',
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
