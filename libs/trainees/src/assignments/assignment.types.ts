import { ArgsType, Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import {
  Connection,
  enumOf,
  LocalDate,
  Node,
  PageArgs,
  PublicType,
  ReadScope,
  UserErrorsField,
  UserErrorType,
} from '#platform';
import { ArrayMaxSize, IsArray, IsOptional, IsString, Length } from 'class-validator';
import { MOST_TRAINEES_PER_CALL } from '../trainee-batch.js';
import type { AssignmentMode } from './assignment.entity.js';

const AssignmentModeEnum = enumOf<AssignmentMode>('AssignmentMode', 'Whether what is assigned may count.', {
  PRACTICE: 'Never counts.',
  PROOF: 'Counts towards a presentation of an approved course, once an instructor has signed its grade.',
});

@ObjectType('Assignment', {
  implements: () => [Node],
  description: 'A scenario session that a trainee is to play.',
})
@ReadScope('assignment:read')
export class AssignmentType extends Node {
  @Field(() => ID, { description: 'Global id of the member who is to play it.' })
  traineeId: string;

  @Field(() => ID, { nullable: true, description: 'Global id of the cohort it was assigned to; null for none.' })
  cohortId: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Global id of the presentation it counts towards; null for practice.',
  })
  presentationId: string | null;

  @Field(() => ID, { description: 'Global id of the scenario version to play.' })
  scenarioVersionId: string;

  @Field(() => ID, { description: 'Global id of the rubric version it is graded against.' })
  rubricVersionId: string;

  @Field(() => AssignmentModeEnum, { description: 'Whether it may count.' })
  mode: AssignmentMode;

  @Field(() => ID, {
    nullable: true,
    description: 'Global id of the device that plays it offline; null for a session played live.',
  })
  deviceId: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Last day to play it; null for no such day.' })
  dueOn: string | null;

  @Field(() => Date, { description: 'When it was assigned.' })
  createdAt: Date;
}

export const AssignmentConnection = Connection(AssignmentType);

@ArgsType()
export class AssignmentsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only those of this member, by global id; none for all.' })
  @IsOptional()
  @IsString()
  traineeId?: string | null;
}

@InputType({ description: 'A scenario session to assign: to some trainees, or to a cohort. All of them or none.' })
export class AssignSessionInput {
  @Field(() => String, { description: 'Names this request, 1 to 200 characters: a repeat gives the first answer.' })
  @IsString()
  @Length(1, 200)
  idempotencyKey: string;

  @Field(() => [ID], {
    nullable: true,
    description: `Global ids of active members with the role TRAINEE, 1 to ${MOST_TRAINEES_PER_CALL}; none with a cohort.`,
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10_000)
  traineeIds?: string[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Global id of a cohort, for every active trainee enrolled in it; none with trainees.',
  })
  @IsOptional()
  @IsString()
  cohortId?: string | null;

  @Field(() => ID, { description: 'Global id of a published scenario version that can be played.' })
  @IsString()
  scenarioVersionId: string;

  @Field(() => ID, { description: 'Global id of a published rubric version.' })
  @IsString()
  rubricVersionId: string;

  @Field(() => AssignmentModeEnum, { description: 'Whether it may count.' })
  mode: AssignmentMode;

  @Field(() => ID, {
    nullable: true,
    description:
      'Global id of the presentation that a proof session counts towards; the trainees are put on its roster.',
  })
  @IsOptional()
  @IsString()
  presentationId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Global id of the device that plays it offline; none for live.' })
  @IsOptional()
  @IsString()
  deviceId?: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Last day to play it; none for no such day.' })
  @IsOptional()
  @IsString()
  dueOn?: string | null;
}

@ObjectType({ description: 'What was assigned.' })
@PublicType()
export class AssignSessionPayload {
  @Field(() => [AssignmentType], {
    nullable: true,
    description: 'One assignment per trainee; null when nothing was written.',
  })
  assignments?: AssignmentType[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Global ids of members enrolled in the cohort who are no active trainees now and got no assignment.',
  })
  skippedTraineeIds?: string[] | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
