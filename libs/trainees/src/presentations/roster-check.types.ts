import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Connection, enumOf, PublicType, ReadScope, UserErrorsField, UserErrorType } from '#platform';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { RosterChange } from './roster-correction.entity.js';
import type { RosterProblemCode } from './roster-problems.js';

const RosterProblemCodeEnum = enumOf<RosterProblemCode>('RosterProblemCode', 'What can be wrong with a roster.', {
  CANCELLED: 'The presentation was cancelled.',
  EMPTY_ROSTER: 'Nobody is on it.',
  INSTRUCTOR_NOT_ACTIVE: 'The instructor is suspended, has left or is no longer one.',
  NO_CONTROL_NUMBER: 'The course has no control number of the board.',
  LATE_REQUEST: 'The presentation was opened later than the board asks for.',
  MISSING_STATE_ID: 'The board does not know a trainee by any id.',
  ATTENDANCE_MISSING: 'Neither attendance nor a signed proof session of a trainee is on record.',
  HOURS_DIFFER: 'A trainee has other hours than the board approved.',
  HOURS_OFF_ROSTER: 'Somebody who is not on it has hours of it.',
  HOURS_DO_NOT_ADD_UP: 'The hours in the ledger are not the sum that the board works out.',
});
const RosterChangeEnum = enumOf<RosterChange>('RosterChange', 'How a sign-in sheet was corrected.', {
  ADDED: 'They were there and the sheet did not say so.',
  REMOVED: 'They are on the sheet by mistake.',
});

@ObjectType('RosterProblem', { description: 'What is wrong with a roster, and where.' })
@ReadScope('presentation:read')
export class RosterProblemType {
  @Field(() => RosterProblemCodeEnum, { description: 'What it is.' })
  code: RosterProblemCode;

  @Field(() => String, {
    description: 'Where, for example `roster[2].stateId`: rows are numbered from 0 in the order of the roster.',
  })
  field: string;

  @Field(() => ID, { nullable: true, description: 'Global id of the member it concerns; null for the whole.' })
  memberId: string | null;

  @Field(() => String, { description: 'What it is, in words.' })
  message: string;

  @Field(() => Boolean, { description: 'Whether the roster cannot be submitted with it.' })
  blocking: boolean;
}

@ObjectType('RosterRequirements', { description: 'What the board of the agency asks of a roster.' })
@ReadScope('presentation:read')
export class RosterRequirementsType {
  @Field(() => String, {
    nullable: true,
    description: 'The system of external ids by which the board knows a trainee; null where it asks for none.',
  })
  stateIdSystem: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Days before its first day by which a presentation must be opened; null where it asks for none.',
  })
  requestDaysBefore: number | null;
}

@InputType({ description: 'What the board of the agency asks of a roster. Safe to repeat.' })
export class SetRosterRequirementsInput {
  @Field(() => String, {
    nullable: true,
    description: 'The system of external ids by which the board knows a trainee, 1 to 60 characters; none: no id.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  stateIdSystem?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Days before its first day by which a presentation must be opened, 1 to 365; none: any day.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(365)
  requestDaysBefore?: number | null;
}

@ObjectType({ description: 'What the board asks for now.' })
@PublicType()
export class RosterRequirementsPayload {
  @Field(() => RosterRequirementsType, { nullable: true, description: 'What is in force; null after a failure.' })
  rosterRequirements?: RosterRequirementsType | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}

@InputType({ description: 'A correction of a sign-in sheet. Safe to repeat.' })
export class CorrectRosterEntryInput {
  @Field(() => ID, { description: 'Global id of the presentation; its roster must be DRAFT or CORRECTED.' })
  @IsString()
  presentationId: string;

  @Field(() => ID, { description: 'Global id of the member on the sheet, or missing from it.' })
  @IsString()
  traineeId: string;

  @Field(() => RosterChangeEnum, { description: 'What to correct.' })
  change: RosterChange;

  @Field(() => String, { description: 'Why, 1 to 1000 characters. It stays on record.' })
  @IsString()
  @MaxLength(4_000)
  reason: string;
}

@ObjectType('RosterCorrection', { description: 'A correction of a sign-in sheet, on a line of its own.' })
@ReadScope('presentation:read')
export class RosterCorrectionType {
  @Field(() => ID, { description: 'Global id of the member.' })
  traineeId: string;

  @Field(() => RosterChangeEnum, { description: 'What was corrected.' })
  change: RosterChange;

  @Field(() => String, { description: 'Why.' })
  reason: string;

  @Field(() => ID, { description: 'Global id of the member who recorded it.' })
  recordedById: string;

  @Field(() => Date, { description: 'When it was recorded.' })
  recordedAt: Date;
}

export const RosterCorrectionConnection = Connection(RosterCorrectionType);
