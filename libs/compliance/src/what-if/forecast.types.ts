import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Connection, enumOf, LocalDate, PublicType, ReadScope } from '#platform';
import type { ComplianceStatus } from '../evaluation/evaluation.js';
import { ComplianceStatusEnum } from '../reports/compliance-enums.js';
import { ComplianceCountType } from '../reports/compliance-report.types.js';
import { ReportFreshnessType } from '../reports/report.types.js';
import type { Verdict } from './forecast-difference.js';

const ForecastVerdictEnum = enumOf<Verdict>('ForecastVerdict', 'Which way changes would take a member.', {
  WORSE: 'A deadline is missed that would be met, or sooner; or, with deadlines as before, a worse status.',
  BETTER: 'The other way round.',
  OTHER: 'Another status, and no worse: a mandate that no longer applies, for example.',
});

@ObjectType('ForecastDifference', { description: 'A member whose status would differ on some day, and how.' })
@ReadScope('compliance:read')
export class ForecastDifferenceType {
  @Field(() => ID, { description: 'Global id of the member.' })
  memberId: string;

  @Field(() => String, { description: 'Given name.' })
  givenName: string;

  @Field(() => String, { description: 'Family name.' })
  familyName: string;

  @Field(() => String, { description: 'Code of the mandate.' })
  mandateCode: string;

  @Field(() => ForecastVerdictEnum, { description: 'Which way it goes.' })
  verdict: Verdict;

  @Field(() => LocalDate, { description: 'The first day on which the status differs.' })
  differsFrom: string;

  @Field(() => ComplianceStatusEnum, {
    nullable: true,
    description: 'The status on that day without the changes; null where the mandate is not in force then.',
  })
  statusBefore: ComplianceStatus | null;

  @Field(() => ComplianceStatusEnum, {
    nullable: true,
    description: 'The status on that day with the changes; null where the mandate is not in force then.',
  })
  statusAfter: ComplianceStatus | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'First day on which the member lapses without the changes: OVERDUE or LAPSED; null when on no day looked at.',
  })
  overdueFromBefore: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'First day on which the member lapses with the changes: OVERDUE or LAPSED; null when on no day looked at.',
  })
  overdueFromAfter: string | null;

  @Field(() => ComplianceStatusEnum, { nullable: true, description: 'The status on the last day without the changes.' })
  lastBefore: ComplianceStatus | null;

  @Field(() => ComplianceStatusEnum, { nullable: true, description: 'The status on the last day with the changes.' })
  lastAfter: ComplianceStatus | null;

  @Field(() => String, { description: 'The same in one sentence, with what would be missing.' })
  explanation: string;
}

@ObjectType('ForecastCount', { description: 'How many members stand how under a mandate on a day.' })
@ReadScope('compliance:read')
export class ForecastCountType {
  @Field(() => String, { description: 'Code of the mandate.' })
  mandateCode: string;

  @Field(() => LocalDate, { description: 'Today, the end of a month, or the last day looked at.' })
  day: string;

  @Field(() => [ComplianceCountType], { description: 'Without the changes, planned classes taken as held.' })
  before: ComplianceCountType[];

  @Field(() => [ComplianceCountType], { description: 'With the changes, planned classes taken as held.' })
  after: ComplianceCountType[];
}

@ObjectType('ForecastTotals', { description: 'How many members times mandates the changes would take which way.' })
@ReadScope('compliance:read')
export class ForecastTotalsType {
  @Field(() => Int, { description: 'For the worse.' })
  worse: number;

  @Field(() => Int, { description: 'For the better.' })
  better: number;

  @Field(() => Int, { description: 'Neither.' })
  other: number;

  @Field(() => Int, { description: 'Worked out, and the same on every day.' })
  unchanged: number;
}

@ObjectType('ForecastDifferenceConnection', {
  description: 'Who would stand otherwise if some things were on record: those who lapse first. Nothing is written.',
})
@PublicType()
export class ForecastConnection extends Connection(ForecastDifferenceType) {
  @Field(() => ReportFreshnessType, { description: 'Today, and how fresh the records are.' })
  freshness: ReportFreshnessType;

  @Field(() => LocalDate, { description: 'The last day looked at.' })
  until: string;

  @Field(() => ForecastTotalsType, { description: 'Over all pages.' })
  totals: ForecastTotalsType;

  @Field(() => [ForecastCountType], { description: 'By mandate and day, over everybody whom the filter leaves.' })
  counts: ForecastCountType[];

  @Field(() => [String], { description: 'What to know before relying on the answer.' })
  warnings: string[];
}
