import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { LocalDate, ReadScope } from '#platform';
import { ComplianceCountType } from '../compliance-report.types.js';
import { ReportedMandateType, ReportFreshnessType } from '../report.types.js';
import type { Dashboard } from './dashboard.service.js';

@ObjectType('OrgUnitCompliance', {
  description: 'How the members of an org unit and of all units below it stand under a mandate.',
})
@ReadScope('compliance:read')
export class OrgUnitComplianceType {
  @Field(() => ID, { description: 'Global id of the org unit.' })
  orgUnitId: string;

  @Field(() => ID, { nullable: true, description: 'Global id of the org unit above it; null at the top.' })
  parentId: string | null;

  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => [ComplianceCountType], { description: 'Members by status; a status without members is left out.' })
  counts: ComplianceCountType[];
}

@ObjectType('ComplianceOnDay', { description: 'How many members had which status on a day.' })
@ReadScope('compliance:read')
export class ComplianceOnDayType {
  @Field(() => LocalDate, { description: 'The day, where the agency is.' })
  on: string;

  @Field(() => [ComplianceCountType], {
    description: 'Members by status; empty for a day before the mandate was tracked.',
  })
  counts: ComplianceCountType[];
}

@ObjectType('ComplianceWeekAhead', {
  description: 'How many members turn into which status in an ISO week, if nothing new is recorded.',
})
@ReadScope('compliance:read')
export class ComplianceWeekAheadType {
  @Field(() => LocalDate, { description: 'The Monday of the week.' })
  from: string;

  @Field(() => LocalDate, { description: 'The Sunday of the week.' })
  to: string;

  @Field(() => [ComplianceCountType], {
    description: 'By the status that they turn into. A member who turns twice in the week counts for each status.',
  })
  turns: ComplianceCountType[];
}

@ObjectType('MandateDashboard', { description: 'How the members stand under one mandate.' })
@ReadScope('compliance:read')
export class MandateDashboardType {
  @Field(() => ReportedMandateType, { description: 'The mandate version in force on the day.' })
  mandate: ReportedMandateType;

  @Field(() => Int, { description: 'Members who are counted.' })
  members: number;

  @Field(() => [ComplianceCountType], { description: 'Members by status; a status without members is left out.' })
  counts: ComplianceCountType[];

  @Field(() => [OrgUnitComplianceType], {
    description:
      'The org units directly below the one asked about, or at the top, each with all units below it. One without members is left out, and members of no such unit are in `counts` alone.',
  })
  orgUnits: OrgUnitComplianceType[];

  /** What `trend` and `ahead` are read from. */
  dashboard: Dashboard;
}

@ObjectType('ComplianceDashboard', {
  description: 'How many members in service, of those whom the caller may see, stand how under which mandate.',
})
@ReadScope('compliance:read')
export class ComplianceDashboardType {
  @Field(() => ReportFreshnessType, { description: 'The day, and how fresh the answer is.' })
  freshness: ReportFreshnessType;

  @Field(() => [MandateDashboardType], {
    description: 'By the code of the mandate; those of which the agency has adopted a version in force on the day.',
  })
  mandates: MandateDashboardType[];
}
