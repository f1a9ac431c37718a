import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { LocalDate, ReadScope, toGlobalId } from '#platform';
import type { EvaluationNode } from '../evaluation/evaluation.js';
import { STATUSES } from './compliance-enums.js';
import type { ComplianceCountType, MissingRequirementType } from './compliance-report.types.js';
import type { ReportMoment } from './report-moment.js';
import type { ReportedMandate } from './reported-mandates.queries.js';

@ObjectType('ReportedMandate', { description: 'The mandate version that a report was judged by.' })
@ReadScope('compliance:read')
export class ReportedMandateType {
  @Field(() => ID, { description: 'Global id of the mandate, for its sources and the agency’s policy.' })
  mandateId: string;

  @Field(() => String, { description: 'Its code, for example `US-GA-ANNUAL`.' })
  code: string;

  @Field(() => String, { description: 'Version of its text.' })
  version: string;

  @Field(() => String, { description: 'What people call it.' })
  title: string;

  @Field(() => String, { description: 'The state board or other body that demands it.' })
  authority: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Day on which a person checked every figure against the text in force; null: not verified.',
  })
  verifiedOn: string | null;

  @Field(() => String, { nullable: true, description: 'What to know before relying on it; null for a verified one.' })
  caution: string | null;
}

/** How fresh an answer is. */
export interface FreshnessFields {
  asOf: string;
  knownAt: Date | null;
  upToDateAt: Date;
  waiting: number;
}

@ObjectType('ReportFreshness', { description: 'The day that a report is about, and how fresh what it read is.' })
@ReadScope('compliance:read')
export class ReportFreshnessType implements FreshnessFields {
  @Field(() => LocalDate, { description: 'The day, where the agency is.' })
  asOf: string;

  @Field(() => Date, { nullable: true, description: 'As known at this instant; null: as known now.' })
  knownAt: Date | null;

  @Field(() => Date, { description: 'Whatever was recorded before this instant is taken into account.' })
  upToDateAt: Date;

  @Field(() => Int, {
    description: 'Members of the agency about whom something was recorded since, and who are being judged anew.',
  })
  waiting: number;
}

export const freshnessTyped = ({ asOf, knownAt, upToDateAt, waiting }: ReportMoment): ReportFreshnessType => ({
  asOf,
  knownAt,
  upToDateAt,
  waiting,
});

const NOT_VERIFIED = 'Nobody has checked the figures of this mandate against the text in force.';

export const reportedMandateTyped = ({ id, ...mandate }: ReportedMandate): ReportedMandateType => ({
  ...mandate,
  mandateId: toGlobalId('Mandate', id),
  caution: mandate.verifiedOn === null ? NOT_VERIFIED : null,
});

/** Counts as the API lists them: what needs somebody to act first, without statuses that nobody has. */
export const countsTyped = (members: ReadonlyMap<string, number>): ComplianceCountType[] =>
  STATUSES.flatMap((status) => {
    const count = members.get(status) ?? 0;
    return count > 0 ? [{ status, members: count }] : [];
  });

/** What is missing, as it is stored with a status. */
export interface StoredMissing {
  nodeId: string;
  label: string;
  short: number;
  unit: EvaluationNode['unit'];
}

export const missingTyped = (missing: readonly StoredMissing[]): MissingRequirementType[] =>
  missing.map(({ nodeId, ...rest }) => ({ requirementId: nodeId, ...rest }));
