import { enumOf } from '#platform';
import {
  EXCLUSION_REASONS,
  type ComplianceStatus,
  type EvaluationNode,
  type ExclusionReason,
} from '../evaluation/evaluation.js';
import { explainExclusion, explainStatus } from '../evaluation/explain.js';

/** In the order in which counts are given: first what needs somebody to act. */
export const STATUSES: readonly ComplianceStatus[] = [
  'LAPSED',
  'OVERDUE',
  'IN_GRACE',
  'AT_RISK',
  'DUE_SOON',
  'ON_TRACK',
  'PENDING_VERIFICATION',
  'COMPLIANT',
  'WAIVED',
  'EXEMPT',
  'NOT_APPLICABLE',
];

const meaningsOf = <Value extends string>(values: readonly Value[], explain: (value: Value) => string) =>
  Object.fromEntries(values.map((value) => [value, explain(value)])) as Record<Value, string>;

export const ComplianceStatusEnum = enumOf<ComplianceStatus>(
  'ComplianceStatus',
  'How a member stands under a mandate on a day.',
  meaningsOf(STATUSES, explainStatus),
);

export const ExclusionReasonEnum = enumOf<ExclusionReason>(
  'ExclusionReason',
  'Why a training record earns nothing under a mandate.',
  meaningsOf(EXCLUSION_REASONS, explainExclusion),
);

export const RequirementKindEnum = enumOf<EvaluationNode['kind']>('RequirementKind', 'What a requirement asks for.', {
  HOURS: 'Hours or credits in categories of training.',
  COURSE: 'One of some courses.',
  TEST: 'A passed test.',
  EVENT: 'Something done a number of times, for example a qualification shoot.',
  CREDENTIAL: 'A credential that is valid at the end of the window.',
  ALL: 'All requirements below it.',
  ANY: 'One of the requirements below it.',
  N_OF: 'Some number of the requirements below it.',
});

export const RequirementUnitEnum = enumOf<EvaluationNode['unit']>('RequirementUnit', 'What a requirement counts.', {
  HOUR: 'Approved hours.',
  CREDIT: 'Credits.',
  COUNT: 'How many.',
});

export const ProblemCodeEnum = enumOf<'FACT_MISSING' | 'POLICY_MISSING'>(
  'ComplianceProblemCode',
  'What is missing to judge a member.',
  {
    FACT_MISSING: 'The member has no such fact on the day.',
    POLICY_MISSING: 'The agency’s policy does not say.',
  },
);
