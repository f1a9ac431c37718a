import { ArgsType, Field, ID } from '@nestjs/graphql';
import { MemberRoleEnum, type MemberRole } from '#identity';
import { fromGlobalId, LocalDate } from '#platform';
import { ArrayMaxSize, IsArray, IsDate, IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import type { ReportFilter } from './report-filter.js';

/** Whose standings a report reads, on which day, as known when. */
@ArgsType()
export class ReportArgs {
  @Field(() => [String], {
    nullable: true,
    description: 'Only mandates with these codes, at most 20; every adopted mandate when left out.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @IsNotEmpty({ each: true })
  @MaxLength(100, { each: true })
  mandateCodes?: string[] | null;

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

  @Field(() => MemberRoleEnum, { nullable: true, description: 'Only members who hold this role now.' })
  @IsOptional()
  @IsIn(Object.values(MemberRoleEnum))
  role?: MemberRole | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day that is asked about; today, where the agency is, when left out.',
  })
  @IsOptional()
  @IsString()
  asOf?: string | null;

  @Field(() => Date, {
    nullable: true,
    description:
      'Statuses as they were known at this instant, though something was recorded or corrected since; as known now when left out.',
  })
  @IsOptional()
  @IsDate()
  knownAt?: Date | null;
}

export const filterOf = (args: ReportArgs): ReportFilter => ({
  orgUnitId: args.orgUnitId == null ? null : fromGlobalId('OrgUnit', args.orgUnitId, 'orgUnitId'),
  cohortId: args.cohortId == null ? null : fromGlobalId('Cohort', args.cohortId, 'cohortId'),
  role: args.role ?? null,
  mandateCodes: args.mandateCodes ?? null,
});

export const askedDay = (args: ReportArgs): { asOf: string | null; knownAt: Date | null } => ({
  asOf: args.asOf ?? null,
  knownAt: args.knownAt ?? null,
});
