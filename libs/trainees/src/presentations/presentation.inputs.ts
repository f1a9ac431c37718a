import { Field, ID, Int, InputType, ObjectType } from '@nestjs/graphql';
import { enumOf, LocalDate, PublicType, ReadScope, UserErrorsField, UserErrorType } from '#platform';
import { ArrayMaxSize, IsArray, IsInt, IsOptional, IsString, Length, Max, MaxLength, Min } from 'class-validator';
import { MOST_TRAINEES_PER_CALL } from '../trainee-batch.js';
import { PresentationType } from './presentation.types.js';
import type { RosterEntryStatus } from './roster.service.js';
import type { RosterDecision } from './roster-state.js';

const RosterDecisionEnum = enumOf<RosterDecision>('RosterDecision', 'What a state board answered.', {
  PENDING: 'It has the roster and will decide.',
  APPROVED: 'It approved the roster.',
  REJECTED: 'It refused the roster, for a reason.',
});
const RosterEntryStatusEnum = enumOf<RosterEntryStatus | 'REFUSED'>(
  'RosterEntryStatus',
  'What putting one trainee on a roster came to.',
  {
    ADDED: 'Put on the roster by this call.',
    ALREADY_ON_ROSTER: 'Was on it before; nothing changed.',
    REFUSED: 'Not on it, for the reason given.',
  },
);

@InputType({ description: 'A presentation to open.' })
export class OpenPresentationInput {
  @Field(() => String, { description: 'Names this request, 1 to 200 characters: a repeat gives the first answer.' })
  @IsString()
  @Length(1, 200)
  idempotencyKey: string;

  @Field(() => ID, { description: 'Global id of a course version that its board approved.' })
  @IsString()
  courseVersionId: string;

  @Field(() => ID, { description: 'Global id of an active member with the role INSTRUCTOR.' })
  @IsString()
  instructorId: string;

  @Field(() => LocalDate, { description: 'First day.' })
  @IsString()
  startsOn: string;

  @Field(() => LocalDate, { description: 'Last day; the same as the first for one day.' })
  @IsString()
  endsOn: string;

  @Field(() => String, { description: 'Where it takes place, 1 to 200 characters.' })
  @IsString()
  @MaxLength(1_000)
  location: string;

  @Field(() => Int, { nullable: true, description: 'How many can take part, 1 to 10,000; left out where nobody says.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10_000)
  seats?: number | null;
}

@InputType({ description: 'Trainees to put on a roster. Safe to repeat.' })
export class AddToRosterInput {
  @Field(() => ID, { description: 'Global id of the presentation; its roster must be DRAFT or CORRECTED.' })
  @IsString()
  presentationId: string;

  @Field(() => [ID], {
    description: `Global ids of active members with the role TRAINEE, 1 to ${MOST_TRAINEES_PER_CALL}.`,
  })
  @IsArray()
  @ArrayMaxSize(10_000)
  traineeIds: string[];
}

@InputType({ description: 'A roster to submit to the state board. Safe to repeat.' })
export class SubmitRosterInput {
  @Field(() => ID, { description: 'Global id of the presentation.' })
  @IsString()
  presentationId: string;
}

@InputType({ description: 'What the state board answered. Safe to repeat.' })
export class DecideRosterInput {
  @Field(() => ID, { description: 'Global id of the presentation.' })
  @IsString()
  presentationId: string;

  @Field(() => RosterDecisionEnum, { description: 'The answer.' })
  decision: RosterDecision;

  @Field(() => String, { nullable: true, description: 'Why, 1 to 1000 characters; needed for REJECTED.' })
  @IsOptional()
  @IsString()
  @MaxLength(4_000)
  reason?: string | null;
}

@InputType({ description: 'A decided roster to reopen. Safe to repeat.' })
export class CorrectRosterInput {
  @Field(() => ID, { description: 'Global id of the presentation.' })
  @IsString()
  presentationId: string;

  @Field(() => String, { description: 'What has to be corrected, 1 to 1000 characters.' })
  @IsString()
  @MaxLength(4_000)
  reason: string;
}

@ObjectType({ description: 'What became of one trainee of the call.' })
@ReadScope('presentation:read')
export class RosterEntryOutcome {
  @Field(() => ID, { description: 'The id as it was sent.' })
  traineeId: string;

  @Field(() => RosterEntryStatusEnum, { description: 'What it came to.' })
  status: RosterEntryStatus | 'REFUSED';

  @Field(() => UserErrorType, { nullable: true, description: 'Why it was refused; null when it was not.' })
  error: UserErrorType | null;
}

@ObjectType({ description: 'The presentation after the change.' })
@PublicType()
export class PresentationPayload {
  @Field(() => PresentationType, { nullable: true, description: 'The presentation; null when nothing was written.' })
  presentation?: PresentationType | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}

@ObjectType({ description: 'The presentation, and one outcome for each trainee of the call.' })
@PublicType()
export class AddToRosterPayload {
  @Field(() => PresentationType, { nullable: true, description: 'The presentation; null when nothing was written.' })
  presentation?: PresentationType | null;

  @Field(() => [RosterEntryOutcome], {
    nullable: true,
    description: 'One outcome per id of the call, in its order; null when nothing was written.',
  })
  outcomes?: RosterEntryOutcome[] | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
