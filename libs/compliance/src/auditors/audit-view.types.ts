import { ArgsType, Field, Float, ID, ObjectType } from '@nestjs/graphql';
import { Connection, DateTime, LocalDate, PageArgs, ReadScope } from '#platform';
import { RosterStateEnum, type RosterState } from '#trainees';
import { IsString } from 'class-validator';

@ObjectType('AuditedMember', {
  description: 'A member as a state auditor sees them: who they are, and nothing by which to reach them.',
})
@ReadScope('board:read')
export class AuditedMemberType {
  @Field(() => ID, { description: 'Global id of the member, for `auditView.member`.' })
  memberId: string;

  @Field(() => String, { description: 'Given name.' })
  givenName: string;

  @Field(() => String, { description: 'Family name.' })
  familyName: string;

  @Field(() => String, { nullable: true, description: 'Name of their org unit; null for none.' })
  orgUnitName: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'By what the board knows them; null where the agency has recorded nothing, or shows no such id.',
  })
  boardId: string | null;
}

export const AuditedMemberConnection = Connection(AuditedMemberType);

@ObjectType('AuditedPresentation', {
  description: 'A presentation whose roster went to the board, as a state auditor sees it.',
})
@ReadScope('board:read')
export class AuditedPresentationType {
  @Field(() => ID, { description: 'Global id of the presentation, for `auditView.roster`.' })
  presentationId: string;

  @Field(() => String, { description: 'What the course is called.' })
  courseTitle: string;

  @Field(() => String, { description: 'The code of the course.' })
  courseCode: string;

  @Field(() => String, { description: 'The board that approved the course.' })
  board: string;

  @Field(() => String, { nullable: true, description: 'The board’s number of the approval; null for none.' })
  controlNumber: string | null;

  @Field(() => Float, { description: 'The course’s approved hours.' })
  hours: number;

  @Field(() => LocalDate, { description: 'First day.' })
  startsOn: string;

  @Field(() => LocalDate, { description: 'Last day.' })
  endsOn: string;

  @Field(() => String, { description: 'Where it took place.' })
  location: string;

  @Field(() => String, { description: 'Name of the member who instructed.' })
  instructorName: string;

  @Field(() => RosterStateEnum, { description: 'Where its roster stands with the state board.' })
  rosterState: RosterState;
}

export const AuditedPresentationConnection = Connection(AuditedPresentationType);

@ArgsType()
export class AuditedRosterArgs extends PageArgs {
  @Field(() => ID, { description: 'Global id of the presentation.' })
  @IsString()
  presentationId: string;
}

@ObjectType('AuditView', {
  description: 'What the agency shows a state auditor. Each request is put on record with whom it showed.',
})
@ReadScope('board:read')
export class AuditViewType {
  @Field(() => String, { description: 'The agency’s name.' })
  agencyName: string;

  @Field(() => String, { description: 'The state auditor’s name.' })
  auditorName: string;

  @Field(() => String, { description: 'Where the state auditor comes from.' })
  organisation: string;

  @Field(() => [String], { description: 'Codes of the mandates shown; no other mandate is.' })
  mandateCodes: string[];

  @Field(() => [String], {
    description: 'Names of the org units whose members are shown, with all below them; empty for the whole agency.',
  })
  orgUnitNames: string[];

  @Field(() => LocalDate, { description: 'First day of the records shown.' })
  recordsFrom: string;

  @Field(() => LocalDate, { nullable: true, description: 'Last day of the records shown; null for no end.' })
  recordsTo: string | null;

  @Field(() => LocalDate, {
    description: 'The day that reports are about unless they are asked for another: today, or the last day shown.',
  })
  asOf: string;

  @Field(() => DateTime, { description: 'When the view is over.' })
  expiresAt: Date;

  @Field(() => DateTime, { description: 'When this was read; all of an answer is of this moment.' })
  readAt: Date;
}
