import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Connection, enumOf, LocalDate, PublicType, ReadScope } from '#platform';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { CompliancePolicyInput } from '../adoptions/mandate.types.js';
import type { LapseChange } from '../evaluation-changes/compare-standings.js';
import type { ComplianceStatus } from '../evaluation/evaluation.js';
import { ComplianceStatusEnum } from '../reports/compliance-enums.js';
import {
  ComplianceCountType,
  ComplianceProblemType,
  MissingRequirementType,
} from '../reports/compliance-report.types.js';

const LapseChangeEnum = enumOf<LapseChange>('LapseChange', 'What becomes of a member’s next lapse.', {
  LAPSES: 'Becomes OVERDUE where they did not, or earlier.',
  RECOVERS: 'Does not become OVERDUE any more, or later.',
  SAME: 'Becomes OVERDUE on the same day, or never, as before.',
});

@InputType({ description: 'Which mandate version to try: `agencyMandateId`, or `code` and `version`.' })
export class MandateDryRunInput {
  @Field(() => ID, { nullable: true, description: 'A version that the agency wrote, a draft too.' })
  @IsOptional()
  @IsString()
  agencyMandateId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Code of a mandate of the library, or of one that the agency published; with `version`.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  code?: string | null;

  @Field(() => String, { nullable: true, description: 'Its version, for example `1.0.0`; with `code`.' })
  @IsOptional()
  @IsString()
  @MaxLength(50)
  version?: string | null;

  @Field(() => CompliancePolicyInput, { description: 'How the agency would apply it.' })
  policy: CompliancePolicyInput;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The day to judge; today, where the agency is, when left out. A text that begins later shows on a later day.',
  })
  @IsOptional()
  @IsString()
  asOf?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Only members of this org unit and those below it; all in reach when left out. Needed above 2,000 members.',
  })
  @IsOptional()
  @IsString()
  orgUnitId?: string | null;
}

@ObjectType('TriedStanding', { description: 'How a member stands on the day, and when they lapse.' })
@ReadScope('compliance:read')
export class TriedStandingType {
  @Field(() => ComplianceStatusEnum, { description: 'The status on the day.' })
  status: ComplianceStatus;

  @Field(() => LocalDate, { nullable: true, description: 'The last day in time; null when nothing is due.' })
  dueOn: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'First day from then on that is OVERDUE if nothing new is recorded; null when none within ten years is.',
  })
  lapsesOn: string | null;

  @Field(() => [MissingRequirementType], { description: 'What is missing on the day.' })
  missing: MissingRequirementType[];
}

@ObjectType('DryRunChange', { description: 'A member whom adopting the version would concern.' })
@ReadScope('compliance:read')
export class DryRunChangeType {
  @Field(() => ID, { description: 'Global id of the member.' })
  memberId: string;

  @Field(() => TriedStandingType, { nullable: true, description: 'As it is; null for who is not judged now.' })
  before: TriedStandingType | null;

  @Field(() => TriedStandingType, { nullable: true, description: 'As it would be; null for who would not be judged.' })
  after: TriedStandingType | null;

  @Field(() => LapseChangeEnum, { description: 'What becomes of the member’s next lapse.' })
  lapse: LapseChange;
}

@ObjectType('MandateProblemCount', { description: 'Data without which members cannot be judged.' })
@ReadScope('compliance:read')
export class MandateProblemCountType extends ComplianceProblemType {
  @Field(() => Int, { description: 'How many members lack it.' })
  members: number;
}

@ObjectType('DryRunChangeConnection', {
  description: 'What adopting a mandate version would change: who is concerned, by family name, and counts over all.',
})
@PublicType()
export class DryRunChangeConnection extends Connection(DryRunChangeType) {
  @Field(() => LocalDate, { description: 'The day judged, where the agency is.' })
  asOf: string;

  @Field(() => Date, { description: 'When the records were read: how fresh the answer is.' })
  evaluatedAt: Date;

  @Field(() => Int, { description: 'Members judged: who is in service and in reach.' })
  members: number;

  @Field(() => Int, { description: 'Of them, those whose status, deadline or lapse differs.' })
  changed: number;

  @Field(() => Int, { description: 'Of them, those who would become OVERDUE where they do not now, or earlier.' })
  lapsing: number;

  @Field(() => [ComplianceCountType], { description: 'Members by status as it is; empty when nothing is in force.' })
  before: ComplianceCountType[];

  @Field(() => [ComplianceCountType], { description: 'Members by status as it would be.' })
  after: ComplianceCountType[];

  @Field(() => [MandateProblemCountType], { description: 'What is missing to judge by the version.' })
  problems: MandateProblemCountType[];
}
