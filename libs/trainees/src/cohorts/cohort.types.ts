import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { Connection, enumOf, Node, PublicType, ReadScope, UserErrorsField, UserErrorType } from '#platform';
import { ArrayMaxSize, IsArray, IsString, Length, MaxLength } from 'class-validator';
import { MOST_TRAINEES_PER_CALL } from '../trainee-batch.js';
import type { EnrolmentStatus } from './cohort.service.js';
import type { EnrolmentState } from './enrolment.entity.js';

const EnrolmentStateEnum = enumOf<EnrolmentState>('EnrolmentState', 'Whether a trainee still belongs to a cohort.', {
  ENROLLED: 'Goes through the curriculum with the cohort.',
  WITHDRAWN: 'No longer does.',
});
const EnrolmentStatusEnum = enumOf<EnrolmentStatus | 'REFUSED'>(
  'EnrolmentStatus',
  'What enrolling one trainee came to.',
  {
    ENROLLED: 'Enrolled by this call.',
    ALREADY_ENROLLED: 'Was enrolled before; nothing changed.',
    REFUSED: 'Not enrolled, for the reason given.',
  },
);

@ObjectType('Cohort', {
  implements: () => [Node],
  description: 'A group of trainees going through a curriculum version together.',
})
@ReadScope('cohort:read')
export class CohortType extends Node {
  @Field(() => String, { description: 'Its name, unique in the agency.' })
  name: string;

  @Field(() => Date, { description: 'When it was created.' })
  createdAt: Date;
}

export const CohortConnection = Connection(CohortType);

@ObjectType('Enrolment', { implements: () => [Node], description: 'A trainee’s place in a cohort.' })
@ReadScope('cohort:read')
export class EnrolmentType extends Node {
  @Field(() => ID, { description: 'Global id of the cohort.' })
  cohortId: string;

  @Field(() => ID, { description: 'Global id of the member who is enrolled.' })
  traineeId: string;

  @Field(() => EnrolmentStateEnum, { description: 'Whether they still belong to it.' })
  state: EnrolmentState;

  @Field(() => Date, { description: 'When they were first enrolled.' })
  createdAt: Date;
}

export const EnrolmentConnection = Connection(EnrolmentType);

@InputType({ description: 'A cohort to create.' })
export class CreateCohortInput {
  @Field(() => String, { description: 'Names this request, 1 to 200 characters: a repeat gives the first answer.' })
  @IsString()
  @Length(1, 200)
  idempotencyKey: string;

  @Field(() => String, { description: 'Its name, 1 to 200 characters, unique in the agency.' })
  @IsString()
  @MaxLength(1_000)
  name: string;
}

@InputType({ description: 'Trainees to enrol in a cohort. Safe to repeat.' })
export class EnrolTraineesInput {
  @Field(() => ID, { description: 'Global id of the cohort.' })
  @IsString()
  cohortId: string;

  @Field(() => [ID], {
    description: `Global ids of the members to enrol, 1 to ${MOST_TRAINEES_PER_CALL}: active members with the role TRAINEE.`,
  })
  @IsArray()
  @ArrayMaxSize(10_000)
  traineeIds: string[];
}

@ObjectType({ description: 'What became of one trainee of the call.' })
@ReadScope('cohort:read')
export class EnrolmentOutcome {
  @Field(() => ID, { description: 'The id as it was sent.' })
  traineeId: string;

  @Field(() => EnrolmentStatusEnum, { description: 'What it came to.' })
  status: EnrolmentStatus | 'REFUSED';

  @Field(() => UserErrorType, { nullable: true, description: 'Why it was refused; null when it was not.' })
  error: UserErrorType | null;
}

@ObjectType({ description: 'The cohort that was created.' })
@PublicType()
export class CohortPayload {
  @Field(() => CohortType, { nullable: true, description: 'The cohort; null when nothing was written.' })
  cohort?: CohortType | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}

@ObjectType({ description: 'The cohort, and one outcome for each trainee of the call.' })
@PublicType()
export class EnrolTraineesPayload {
  @Field(() => CohortType, { nullable: true, description: 'The cohort; null when nothing was written.' })
  cohort?: CohortType | null;

  @Field(() => [EnrolmentOutcome], {
    nullable: true,
    description: 'One outcome per id of the call, in its order; null when nothing was written.',
  })
  outcomes?: EnrolmentOutcome[] | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
