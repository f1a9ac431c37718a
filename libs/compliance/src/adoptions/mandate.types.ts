import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import {
  Connection,
  enumOf,
  LocalDate,
  Node,
  OperationType,
  PublicType,
  ReadScope,
  UserErrorsField,
  UserErrorType,
} from '#platform';
import { ArrayMaxSize, IsArray, IsInt, IsNotEmpty, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { MandateVersion } from '../mandates/mandate.js';
import { ExemptionParameterInput, ExemptionParameterType } from './exemption-parameter.types.js';

type Mark = MandateVersion['confidence'][number]['mark'];

export const CONFIDENCE_MEANINGS: Record<Mark, string> = {
  V: 'The text of an official or regulator’s page was seen.',
  S: 'A secondary page was seen, not the regulator’s own.',
  M: 'From general knowledge; no page was seen. Check it before relying on it.',
  DERIVED: 'Worked out from another figure.',
  NOT_FOUND: 'Looked for and not found.',
};
const ConfidenceMarkEnum = enumOf<Mark>('ConfidenceMark', 'How sure a figure of a mandate is.', CONFIDENCE_MEANINGS);

@ObjectType('FigureConfidence', { description: 'How sure some figures of a mandate are.' })
@ReadScope('compliance:read')
export class FigureConfidenceType {
  @Field(() => String, { description: 'Which figures.' })
  about: string;

  @Field(() => ConfidenceMarkEnum, { description: 'How sure they are.' })
  mark: Mark;

  @Field(() => String, { description: 'What the mark means, in one sentence.' })
  meaning: string;

  @Field(() => String, { nullable: true, description: 'More about it; null for nothing.' })
  note: string | null;
}

@ObjectType('CycleCohort', {
  description: 'Officers whose names begin with some letters, and when their windows begin.',
})
@ReadScope('compliance:read')
export class CycleCohortType {
  @Field(() => String, { description: 'The letters, for example `A-M` or `N,P,Q`.' })
  initials: string;

  @Field(() => LocalDate, { description: 'First day of one of their windows.' })
  from: string;
}

@ObjectType('CompliancePolicy', { description: 'How the agency applies a mandate.' })
@ReadScope('compliance:read')
export class CompliancePolicyType {
  @Field(() => Int, { description: 'Days before a deadline from which what is missing shows as DUE_SOON or AT_RISK.' })
  warnDays: number;

  @Field(() => Int, { description: 'Days after a deadline that show as IN_GRACE before OVERDUE.' })
  graceDays: number;

  @Field(() => LocalDate, { description: 'Windows that ended before this day are not judged.' })
  trackedFrom: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The start of a cycle that the mandate leaves to the agency; null for the mandate’s own.',
  })
  anchor: string | null;

  @Field(() => [CycleCohortType], { description: 'When the windows of which officers begin; empty for most mandates.' })
  cohorts: CycleCohortType[];

  @Field(() => [ExemptionParameterType], {
    description: 'What the agency decided of exemption rules; as a rule empty.',
  })
  exemptions: ExemptionParameterType[];
}

@ObjectType('Mandate', {
  implements: () => [Node],
  description:
    'A rule about training, a state’s or the agency’s own, as the agency adopted it: one version, with its sources and the policy.',
})
@ReadScope('compliance:read')
export class MandateType extends Node {
  @Field(() => String, { description: 'Code of the mandate, for example `US-GA-ANNUAL`.' })
  code: string;

  @Field(() => String, { description: 'Version of its text.' })
  version: string;

  @Field(() => String, { description: 'What people call it.' })
  title: string;

  @Field(() => String, { description: 'The state board or other body that demands it.' })
  authority: string;

  @Field(() => [String], { description: 'Statutes and rules that it stands in.' })
  citations: string[];

  @Field(() => [String], { description: 'Pages that its figures were read from.' })
  sources: string[];

  @Field(() => [FigureConfidenceType], { description: 'How sure its figures are.' })
  confidence: FigureConfidenceType[];

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Day on which a person checked every figure against the text in force; null: not verified.',
  })
  verifiedOn: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'First day of this text; null when no source says.' })
  effectiveFrom: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Last day of this text; null until further notice.' })
  effectiveTo: string | null;

  @Field(() => [String], { description: 'What is known and not modelled, and what was corrected.' })
  notes: string[];

  @Field(() => String, { description: 'SHA-256 of its content, in hex.' })
  digest: string;

  @Field(() => CompliancePolicyType, { description: 'How the agency applies it.' })
  policy: CompliancePolicyType;

  @Field(() => Date, { description: 'When the agency adopted it with this policy.' })
  adoptedAt: Date;
}

export const MandateConnection = Connection(MandateType);

@InputType({ description: 'Officers whose names begin with some letters, and when their windows begin.' })
export class CycleCohortInput {
  @Field(() => String, { description: 'The letters, for example `A-M` or `N,P,Q`; at most 60 characters.' })
  @IsString()
  @MaxLength(60)
  initials: string;

  @Field(() => LocalDate, { description: 'First day of one of their windows.' })
  @IsString()
  from: string;
}

@InputType({ description: 'How the agency applies a mandate.' })
export class CompliancePolicyInput {
  @Field(() => Int, {
    description: 'Days before a deadline from which what is missing shows as DUE_SOON or AT_RISK, 0 to 1,000.',
  })
  @IsInt()
  @Min(0)
  @Max(1_000)
  warnDays: number;

  @Field(() => Int, { description: 'Days after a deadline that show as IN_GRACE before OVERDUE, 0 to 1,000.' })
  @IsInt()
  @Min(0)
  @Max(1_000)
  graceDays: number;

  @Field(() => LocalDate, { description: 'Windows that ended before this day are not judged.' })
  @IsString()
  trackedFrom: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The start of a cycle that the mandate leaves to the agency; refused by mandates that leave none.',
  })
  @IsOptional()
  @IsString()
  anchor?: string | null;

  @Field(() => [CycleCohortInput], {
    nullable: true,
    description: 'When the windows of which officers begin, at most 26; refused by mandates without cohorts.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(26)
  cohorts?: CycleCohortInput[] | null;

  @Field(() => [ExemptionParameterInput], {
    nullable: true,
    description: 'Parameters of exemption rules, at most 20; refused by mandates whose rules leave none.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  exemptions?: ExemptionParameterInput[] | null;
}

@InputType({ description: 'Which mandate version to adopt, and how the agency applies it.' })
export class AdoptMandateInput {
  @Field(() => String, { description: 'Code of the mandate, for example `US-GA-ANNUAL`.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  code: string;

  @Field(() => String, { description: 'Version in the library, or published by the agency, for example `1.0.0`.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(50)
  version: string;

  @Field(() => CompliancePolicyInput, { description: 'How the agency applies it.' })
  policy: CompliancePolicyInput;

  @Field(() => String, { description: 'Names this request, 1 to 200 characters: a repeat gives the first answer.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  idempotencyKey: string;
}

@ObjectType({ description: 'The adopted mandate, or why it was not adopted.' })
@PublicType()
export class MandatePayload {
  @Field(() => MandateType, { nullable: true, description: 'The mandate as adopted; null after a failure.' })
  mandate: MandateType | null;

  @Field(() => OperationType, {
    nullable: true,
    description:
      'The evaluation of all members under it, of the kind `REEVALUATION`: how many of them are done. Null after a failure, where nothing was new, and for a caller without `operation:read`.',
  })
  reevaluation?: OperationType | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
