import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Connection, LocalDate, PublicType, ReadScope } from '#platform';
import type { ComplianceStatus } from '../../evaluation/evaluation.js';
import { ComplianceStatusEnum } from '../compliance-enums.js';
import { MissingRequirementType } from '../compliance-report.types.js';
import { ReportedMandateType, ReportFreshnessType } from '../report.types.js';

@ObjectType('MemberStatus', { description: 'How a member stands under a mandate on the day, as it is stored.' })
@ReadScope('compliance:read')
export class MemberStatusType {
  @Field(() => ID, { description: 'Global id of the member.' })
  memberId: string;

  @Field(() => String, { description: 'Given name of the member.' })
  givenName: string;

  @Field(() => String, { description: 'Family name of the member.' })
  familyName: string;

  @Field(() => ID, { nullable: true, description: 'Global id of the org unit that the member is in now.' })
  orgUnitId: string | null;

  @Field(() => ReportedMandateType, { description: 'The mandate version judged by.' })
  mandate: ReportedMandateType;

  @Field(() => ComplianceStatusEnum, { description: 'The status.' })
  status: ComplianceStatus;

  @Field(() => LocalDate, { description: 'First day of the status, or from which it is known.' })
  since: string;

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

  @Field(() => [MissingRequirementType], { description: 'What is missing; empty when nothing is owed.' })
  missing: MissingRequirementType[];
}

@ObjectType('MemberStatusConnection', {
  description: 'One page of how members in service stand, of those whom the caller may see.',
})
@PublicType()
export class MemberStatusConnection extends Connection(MemberStatusType) {
  @Field(() => ReportFreshnessType, { description: 'The day, and how fresh the answer is.' })
  freshness: ReportFreshnessType;
}

@ObjectType('ExpiringStatus', {
  description: 'A day on which a member’s status turns for the worse, if nothing new is recorded.',
})
@ReadScope('compliance:read')
export class ExpiringStatusType {
  @Field(() => ID, { description: 'Global id of the member.' })
  memberId: string;

  @Field(() => String, { description: 'Given name of the member.' })
  givenName: string;

  @Field(() => String, { description: 'Family name of the member.' })
  familyName: string;

  @Field(() => ID, { nullable: true, description: 'Global id of the org unit that the member is in now.' })
  orgUnitId: string | null;

  @Field(() => ReportedMandateType, { description: 'The mandate version judged by.' })
  mandate: ReportedMandateType;

  @Field(() => ComplianceStatusEnum, { description: 'The status until then.' })
  status: ComplianceStatus;

  @Field(() => LocalDate, { description: 'First day of the worse status.' })
  turnsOn: string;

  @Field(() => ComplianceStatusEnum, { description: 'The worse status.' })
  turnsInto: ComplianceStatus;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The deadline that stands on that day; null for none, or when it was due at once.',
  })
  dueOn: string | null;

  @Field(() => [MissingRequirementType], { description: 'What is missing on that day.' })
  missing: MissingRequirementType[];
}

@ObjectType('ExpiringStatusConnection', {
  description: 'One page of the changes for the worse that are ahead, the earliest first.',
})
@PublicType()
export class ExpiringStatusConnection extends Connection(ExpiringStatusType) {
  @Field(() => ReportFreshnessType, { description: 'The day, and how fresh the answer is.' })
  freshness: ReportFreshnessType;
}
