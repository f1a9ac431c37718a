import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { enumOf, PublicType, ReadScope, UserErrorsField, UserErrorType } from '#platform';
import { GradeLabelEnum, SessionGradeType } from '../session-grades/session-grade.types.js';
import { AgreementType, EstimateType, FindingAgreementType } from './agreement.types.js';
import type { PartShortfall } from './prefill-rule.js';

const PartShortfallEnum = enumOf<PartShortfall>(
  'CalibrationShortfall',
  'What a part of a rubric lacks for pre-filling.',
  {
    TOO_FEW_SESSIONS: 'Fewer sessions than the threshold asks for were graded by both.',
    BELOW_THRESHOLD: 'The quadratic weighted kappa is below the threshold.',
    NO_VARIANCE: 'Nobody ever gave another level: agreement is not shown.',
  },
);

@ObjectType('CalibrationThreshold', {
  description: 'From which agreement on a reviewer may see a grader’s proposal before a review of their own.',
})
@ReadScope('calibration:read')
export class CalibrationThresholdType {
  @Field(() => Float, {
    description: 'Quadratic weighted kappa that each competency and the outcome must reach, 0.6 to 1.',
  })
  weightedKappa: number;

  @Field(() => Int, {
    description: 'Sessions that the grader and a blind reviewer must both have given a level to, from 50.',
  })
  sessions: number;

  @Field(() => ID, { nullable: true, description: 'Who set it: global id of a member; null for the product’s own.' })
  setById: string | null;

  @Field(() => Date, { nullable: true, description: 'Since when; null for the product’s own.' })
  setAt: Date | null;
}

@ObjectType('CalibratedPart', { description: 'Agreement on one competency of a rubric version, or on the outcome.' })
@ReadScope('calibration:read')
export class CalibratedPartType {
  @Field(() => String, { description: 'Code of the competency; OUTCOME for the outcome band.' })
  code: string;

  @Field(() => AgreementType, {
    description: 'The grader beside signed levels of reviewers who had not seen the proposal.',
  })
  grader: AgreementType;

  @Field(() => AgreementType, {
    description: 'Two reviewers of one session beside each other, neither having seen the proposal.',
  })
  reviewers: AgreementType;

  @Field(() => PartShortfallEnum, {
    nullable: true,
    description:
      'What this part lacks for pre-filling, counted over the agency’s newest 1,000 signed sessions that count as evidence; null when it meets the threshold.',
  })
  shortfall: string | null;
}

@ObjectType('CalibratedCriticalFail', { description: 'Agreement on whether one critical fail was found.' })
@ReadScope('calibration:read')
export class CalibratedCriticalFailType {
  @Field(() => String, { description: 'Its code in the rubric version.' })
  code: string;

  @Field(() => FindingAgreementType, { description: 'The grader beside signed reviews.' })
  grader: FindingAgreementType;

  @Field(() => FindingAgreementType, { description: 'Two reviewers beside each other.' })
  reviewers: FindingAgreementType;
}

@ObjectType('SubgroupPart', { description: 'Agreement with people on one part of a rubric in one group of sessions.' })
@ReadScope('calibration:read')
export class SubgroupPartType {
  @Field(() => String, { description: 'Code of the competency; OUTCOME for the outcome band.' })
  code: string;

  @Field(() => Int, { description: 'Sessions of the group that both gave a level to, at least 10.' })
  pairs: number;

  @Field(() => EstimateType, { description: 'Quadratic weighted kappa in the group.' })
  weightedKappa: EstimateType;

  @Field(() => EstimateType, {
    nullable: true,
    description:
      'Kappa of the group less kappa of all other sessions, -2 to 2; null where the others are fewer than 10.',
  })
  gap: EstimateType | null;
}

@ObjectType('CalibrationSubgroup', { description: 'A group of sessions that have something in common.' })
@ReadScope('calibration:read')
export class CalibrationSubgroupType {
  @Field(() => String, {
    nullable: true,
    description:
      'What they have in common: an origin, an engine kind, or the global id of a scenario or org unit; null for trainees in no org unit.',
  })
  value: string | null;

  @Field(() => Int, { description: 'Sessions in the group, at least 10.' })
  sessions: number;

  @Field(() => [SubgroupPartType], { description: 'Without parts of fewer than 10 pairs.' })
  parts: SubgroupPartType[];
}

@ObjectType('GraderCalibration', {
  description: 'How well one version of a grader agrees with people on one rubric version.',
})
@ReadScope('calibration:read')
export class GraderCalibrationType {
  @Field(() => String, { description: 'Which grader.' })
  grader: string;

  @Field(() => String, { description: 'Its version, which names a judge’s model and prompt too.' })
  graderVersion: string;

  @Field(() => GradeLabelEnum, { description: 'What its proposals may be used for.' })
  label: string;

  @Field(() => ID, { description: 'Global id of the rubric version.' })
  rubricVersionId: string;

  @Field(() => Int, {
    description: 'Signed sessions that it and a reviewer who had not seen its proposal have both graded.',
  })
  sessions: number;

  @Field(() => Int, { description: 'Sessions under this rubric version that two such reviewers have reviewed.' })
  reviewedTwice: number;

  @Field(() => Boolean, {
    description:
      'Whether reviewers may open its proposals before their own review: it is CERTIFYING and no part has a shortfall. Counted over the agency’s newest 1,000 signed sessions that count as evidence, whatever `since` says.',
  })
  mayPrefill: boolean;

  @Field(() => [CalibratedPartType], { description: 'Each competency in the rubric’s order, then the outcome.' })
  parts: CalibratedPartType[];

  @Field(() => [CalibratedCriticalFailType], { description: 'Each critical fail of the rubric.' })
  criticalFails: CalibratedCriticalFailType[];

  @Field(() => [CalibrationSubgroupType], {
    description: 'The groups asked for, the largest first; empty when none were.',
  })
  subgroups: CalibrationSubgroupType[];

  @Field(() => Int, { description: 'Groups of fewer than 10 sessions, which are not shown.' })
  subgroupsTooSmall: number;
}

@ObjectType('Calibration', { description: 'How well graders agree with people, and reviewers with each other.' })
@ReadScope('calibration:read')
export class CalibrationType {
  @Field(() => CalibrationThresholdType, { description: 'From which agreement on proposals may be pre-filled.' })
  threshold: CalibrationThresholdType;

  @Field(() => [GraderCalibrationType], { description: 'Each grader’s version with each rubric version, at most 20.' })
  graders: GraderCalibrationType[];
}

@ObjectType({ description: 'The threshold in force, or why it was not set.' })
@PublicType()
export class SetCalibrationThresholdPayload {
  @Field(() => CalibrationThresholdType, { nullable: true, description: 'What is in force now; null after a failure.' })
  threshold: CalibrationThresholdType | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}

@ObjectType({ description: 'The grading with its proposal, or why it stays hidden.' })
@PublicType()
export class PrefillReviewPayload {
  @Field(() => SessionGradeType, {
    nullable: true,
    description: 'How the grading stands, with the proposal; null after a failure.',
  })
  sessionGrade: SessionGradeType | null;

  @UserErrorsField()
  userErrors: UserErrorType[];
}
