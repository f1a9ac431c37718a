import { ArgsType, Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { LocalDate, ReadScope } from '#platform';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import type { ComplianceStatus } from '../../evaluation/evaluation.js';
import { ComplianceStatusEnum } from '../compliance-enums.js';
import { MissingRequirementType } from '../compliance-report.types.js';
import { ReportedMandateType, ReportFreshnessType } from '../report.types.js';
import { MOST_CLASSES, MOST_MEMBERS } from './course-gap.service.js';

@ArgsType()
export class CourseGapArgs {
  @Field(() => String, { description: 'Code of a mandate, for example `US-GA-ANNUAL`.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  mandateCode: string;

  @Field(() => LocalDate, { description: 'The day by which the training is needed, not before the day of the report.' })
  @IsString()
  dueBy: string;

  @Field(() => String, {
    nullable: true,
    description: 'Only this requirement of the mandate, for example `DE_ESCALATION`; all when left out.',
  })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(80)
  requirementId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only requirements that count this category of training; not together with `requirementId`.',
  })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(80)
  category?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Only members of this org unit and of all units below it, as they are now.',
  })
  @IsOptional()
  @IsString()
  orgUnitId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only members who are enrolled in this cohort now.' })
  @IsOptional()
  @IsString()
  cohortId?: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day that is asked about; today, where the agency is, when left out.',
  })
  @IsOptional()
  @IsString()
  asOf?: string | null;
}

@ObjectType('CourseGapMember', { description: 'A member who needs training.' })
@ReadScope('compliance:read')
export class CourseGapMemberType {
  @Field(() => ID, { description: 'Global id of the member.' })
  memberId: string;

  @Field(() => String, { description: 'Given name of the member.' })
  givenName: string;

  @Field(() => String, { description: 'Family name of the member.' })
  familyName: string;

  @Field(() => ComplianceStatusEnum, { description: 'How the member stands on the day.' })
  status: ComplianceStatus;

  @Field(() => LocalDate, { nullable: true, description: 'The next deadline; null when it was due at once.' })
  dueOn: string | null;

  @Field(() => [MissingRequirementType], { description: 'What is missing, of what was asked about.' })
  missing: MissingRequirementType[];
}

@ObjectType('CourseGapClass', {
  description:
    'A planned class, and what it would do for the members: as if each had attended and passed it, on an approved roster. It does nothing for a member whose deadline is before its last day.',
})
@ReadScope('presentation:read')
export class CourseGapClassType {
  @Field(() => ID, { description: 'Global id of the presentation.' })
  presentationId: string;

  @Field(() => String, { description: 'Title of the course.' })
  courseTitle: string;

  @Field(() => String, { description: 'The board’s code of the course.' })
  courseCode: string;

  @Field(() => [String], { description: 'Categories of training that its hours count in.' })
  categories: string[];

  @Field(() => Float, { description: 'Approved hours of the course.' })
  hours: number;

  @Field(() => LocalDate, { description: 'Its first day.' })
  startsOn: string;

  @Field(() => LocalDate, { description: 'Its last day.' })
  endsOn: string;

  @Field(() => String, { description: 'Where it is held.' })
  location: string;

  @Field(() => Int, { description: 'Trainees on its roster, whoever they are.' })
  rosterSize: number;

  @Field(() => Int, { nullable: true, description: 'How many more it takes; null when nobody said.' })
  freeSeats: number | null;

  @Field(() => [ID], { description: 'Members to whom nothing that was asked about is missing after it alone.' })
  coversFully: string[];

  @Field(() => [ID], { description: 'Members to whom less is missing after it.' })
  coversPartly: string[];

  @Field(() => [ID], { description: 'Which of the members are on its roster already.' })
  onRoster: string[];
}

@ObjectType('SuggestedClass', { description: 'A planned class that is suggested, and who should sit in it.' })
@ReadScope('presentation:read')
export class SuggestedClassType {
  @Field(() => ID, { description: 'Global id of the presentation.' })
  presentationId: string;

  @Field(() => [ID], {
    description: 'The members whom it would help, those on its roster first; of others as many as it has seats for.',
  })
  memberIds: string[];
}

@ObjectType('CourseGapSuggestion', {
  description:
    'A small set of planned classes that covers many of the members. Found by taking the class that completes most members, again and again: a smaller set may exist.',
})
@ReadScope('presentation:read')
export class CourseGapSuggestionType {
  @Field(() => [SuggestedClassType], { description: 'The classes, the one that helps most first.' })
  classes: SuggestedClassType[];

  @Field(() => Int, { description: 'Members to whom nothing is missing after all that is suggested to them.' })
  covered: number;

  @Field(() => [ID], { description: 'Members, of those who were looked at, to whom something is still missing then.' })
  leftIds: string[];
}

@ObjectType('CourseGap', { description: 'Who needs which training by when, and which planned classes would give it.' })
@ReadScope('compliance:read')
export class CourseGapType {
  @Field(() => ReportFreshnessType, { description: 'The day, and how fresh the answer is.' })
  freshness: ReportFreshnessType;

  @Field(() => ReportedMandateType, { description: 'The mandate version in force on the day.' })
  mandate: ReportedMandateType;

  @Field(() => LocalDate, { description: 'The day by which the training is needed.' })
  dueBy: string;

  @Field(() => [String], { description: 'The requirements that were asked about.' })
  requirementIds: string[];

  @Field(() => Int, { description: 'How many members need the training.' })
  membersInNeed: number;

  @Field(() => [CourseGapMemberType], {
    description: `The members, the earliest deadline first; of more than ${MOST_MEMBERS} only these, and classes are compared for these alone.`,
  })
  members: CourseGapMemberType[];

  @Field(() => [CourseGapClassType], {
    description: `The classes that end from the day on and by \`dueBy\`, the earliest first; of more than ${MOST_CLASSES} only these.`,
  })
  classes: CourseGapClassType[];

  @Field(() => Boolean, { description: 'Whether there are more classes than were looked at.' })
  moreClasses: boolean;

  @Field(() => CourseGapSuggestionType, { description: 'Which of the classes to hold, and who should sit in them.' })
  suggestion: CourseGapSuggestionType;
}
