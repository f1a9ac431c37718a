import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { Connection, LocalDate, PublicType, ReadScope } from '#platform';
import { RosterStateEnum, type RosterState } from '#trainees';
import { MandateType } from '../adoptions/mandate.types.js';
import type { ComplianceStatus, EvaluationNode, EvaluationProblem, ExclusionReason } from '../evaluation/evaluation.js';
import {
  ComplianceStatusEnum,
  ExclusionReasonEnum,
  ProblemCodeEnum,
  RequirementKindEnum,
  RequirementUnitEnum,
} from './compliance-enums.js';

@ObjectType('RequirementStanding', {
  description:
    'One requirement of a mandate as a member stands. The tree is a flat list, each parent before its children.',
})
@ReadScope('compliance:read')
export class RequirementStandingType {
  @Field(() => String, { description: 'Its id within the mandate, for example `DE_ESCALATION`.' })
  requirementId: string;

  @Field(() => String, { nullable: true, description: 'Id of the requirement it stands under; null at the top.' })
  parentId: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Id of the requirement of hours inside which what it earns counts too; null for none.',
  })
  within: string | null;

  @Field(() => RequirementKindEnum, { description: 'What it asks for.' })
  kind: EvaluationNode['kind'];

  @Field(() => String, { description: 'What people call it.' })
  label: string;

  @Field(() => Float, { description: 'How much is needed, in `unit`; for groups how many of the requirements below.' })
  needed: number;

  @Field(() => Float, { description: 'Earned on approved rosters, in `unit`; not capped at what is needed.' })
  earned: number;

  @Field(() => Float, { description: 'On rosters submitted and not decided yet, on top of `earned`, in `unit`.' })
  pending: number;

  @Field(() => RequirementUnitEnum, { description: 'What `needed`, `earned`, `pending` and `short` count.' })
  unit: EvaluationNode['unit'];

  @Field(() => Boolean, { description: 'Whether it is met on approved rosters, with everything below it.' })
  met: boolean;

  @Field(() => Float, { description: 'What is missing here on approved rosters, in `unit`; 0 when nothing is.' })
  short: number;

  @Field(() => ComplianceStatusEnum, { description: 'How it stands by itself.' })
  status: ComplianceStatus;

  @Field(() => LocalDate, { nullable: true, description: 'First day of its window; null when anything before counts.' })
  windowFrom: string | null;

  @Field(() => LocalDate, { description: 'Last day of its window.' })
  windowTo: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Last day on which it can be met, or on which what is held suffices; null when it was due at once.',
  })
  dueOn: string | null;

  @Field(() => Boolean, { description: 'False below a choice: it is one way to meet what stands above it.' })
  obligatory: boolean;

  @Field(() => String, { description: 'The whole in one line: `De-escalation: 0 of 1 hours, 1 missing`.' })
  explanation: string;
}

@ObjectType('MissingRequirement', { description: 'An obligatory requirement that is short on approved rosters.' })
@ReadScope('compliance:read')
export class MissingRequirementType {
  @Field(() => String, { description: 'Its id within the mandate.' })
  requirementId: string;

  @Field(() => String, { description: 'What people call it.' })
  label: string;

  @Field(() => Float, { description: 'How much is missing, in `unit`.' })
  short: number;

  @Field(() => RequirementUnitEnum, { description: 'What `short` counts.' })
  unit: EvaluationNode['unit'];
}

@ObjectType('JudgedTrainingRecord', {
  description: 'A training record of the member, with what it counts toward or why it does not count.',
})
@ReadScope('compliance:read')
export class JudgedTrainingRecordType {
  @Field(() => ID, { description: 'Global id of the training record.' })
  trainingRecordId: string;

  @Field(() => String, { description: 'The board’s code of the course.' })
  courseCode: string;

  @Field(() => [String], { description: 'Categories of training that the hours count in.' })
  categories: string[];

  @Field(() => LocalDate, { description: 'Day on which it was completed, where the agency is.' })
  completedOn: string;

  @Field(() => Float, { description: 'Approved hours of the course.' })
  hours: number;

  @Field(() => RosterStateEnum, { nullable: true, description: 'Where its roster stands now; null without a class.' })
  rosterState: RosterState | null;

  @Field(() => [String], {
    description: 'Ids of the requirements that it counts toward; empty when it does not count.',
  })
  countsToward: string[];

  @Field(() => ExclusionReasonEnum, { nullable: true, description: 'Why it does not count; null when it does.' })
  exclusionReason: ExclusionReason | null;

  @Field(() => String, { description: 'The same in words.' })
  explanation: string;
}

@ObjectType('ComplianceProblem', { description: 'Something missing without which no window can be named.' })
@ReadScope('compliance:read')
export class ComplianceProblemType {
  @Field(() => ProblemCodeEnum, { description: 'What kind of thing is missing.' })
  code: EvaluationProblem['code'];

  @Field(() => String, { description: 'Its name, for example the fact `certifiedOn`.' })
  name: string;
}

@ObjectType('ComplianceReport', {
  description: 'How one member stands under a mandate on a day, and why. Worked out from what is on record now.',
})
@ReadScope('compliance:read')
export class ComplianceReportType {
  @Field(() => ID, { description: 'Global id of the member.' })
  memberId: string;

  @Field(() => MandateType, { description: 'The mandate version judged by, as adopted.' })
  mandate: MandateType;

  @Field(() => ComplianceStatusEnum, { description: 'How the member stands; of several requirements the worst shows.' })
  status: ComplianceStatus;

  @Field(() => String, { description: 'What the status means, in one sentence.' })
  explanation: string;

  @Field(() => LocalDate, { nullable: true, description: 'First day of the window; null for none.' })
  windowFrom: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Last day of the window, in time; null for none.' })
  windowTo: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The next deadline; null for none, or when it was due at once.',
  })
  dueOn: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'First later day on which the status differs if nothing new is recorded; null when it never does.',
  })
  nextChangeOn: string | null;

  @Field(() => ComplianceStatusEnum, { nullable: true, description: 'The status from that day on.' })
  nextStatus: ComplianceStatus | null;

  @Field(() => LocalDate, { description: 'The day judged, where the agency is.' })
  asOf: string;

  @Field(() => Date, { description: 'When the records were read: how fresh the answer is.' })
  evaluatedAt: Date;

  @Field(() => [RequirementStandingType], {
    description: 'The requirements as a flat tree; empty when nothing is asked.',
  })
  nodes: RequirementStandingType[];

  @Field(() => [MissingRequirementType], { description: 'What is missing; empty when nothing is owed.' })
  missing: MissingRequirementType[];

  @Field(() => [JudgedTrainingRecordType], { description: 'Every training record of the member, by date.' })
  entries: JudgedTrainingRecordType[];

  @Field(() => [ComplianceProblemType], { description: 'What is missing to judge; the status is then AT_RISK.' })
  problems: ComplianceProblemType[];
}

@ObjectType('ComplianceCount', { description: 'How many members have a status.' })
@ReadScope('compliance:read')
export class ComplianceCountType {
  @Field(() => ComplianceStatusEnum, { description: 'The status.' })
  status: ComplianceStatus;

  @Field(() => Int, { description: 'How many members have it.' })
  members: number;
}

@ObjectType('AgencyComplianceConnection', {
  description: 'How the members stand under a mandate, by family name, with counts over all who are in service.',
})
@PublicType()
export class AgencyComplianceConnection extends Connection(ComplianceReportType) {
  @Field(() => MandateType, { description: 'The mandate version judged by, as adopted.' })
  mandate: MandateType;

  @Field(() => LocalDate, { description: 'The day judged, where the agency is.' })
  asOf: string;

  @Field(() => Date, { description: 'When the records were read: how fresh the answer is.' })
  evaluatedAt: Date;

  @Field(() => Date, {
    description:
      'What was recorded before this instant is in `counts` and in the choice of a page: `evaluatedAt` when nobody waits. The rows themselves are as fresh as `evaluatedAt` says.',
  })
  upToDateAt: Date;

  @Field(() => Int, {
    description:
      'Members about whom something was recorded that is not in `counts` yet, as while a mandate version that was just adopted is applied to everybody.',
  })
  waiting: number;

  @Field(() => [ComplianceCountType], {
    description:
      'Members by status, over the whole agency whatever the page and filter; a status without members is left out.',
  })
  counts: ComplianceCountType[];
}
