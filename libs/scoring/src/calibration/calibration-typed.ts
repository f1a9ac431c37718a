import { toGlobalId } from '#platform';
import type { AgreementType, EstimateType, FindingAgreementType } from './agreement.types.js';
import type { CalibrationReport } from './calibration.service.js';
import type { ThresholdInForce } from './calibration-threshold.queries.js';
import type { CalibrationThresholdType, CalibrationType, CalibrationSubgroupType } from './calibration.types.js';
import type { SubgroupDimension } from './pair-counts.queries.js';
import type { Agreement, FindingAgreement } from './statistics/agreement.js';
import type { Estimate } from './statistics/estimate.js';
import type { SubgroupCalibration } from './subgroup-report.js';

export const calibrationTyped = (
  { threshold, graders }: CalibrationReport,
  dimension: SubgroupDimension | null,
): CalibrationType => ({
  threshold: thresholdTyped(threshold),
  graders: graders.map(({ parts, criticalFails, subgroups, ...grader }) => ({
    ...grader,
    rubricVersionId: toGlobalId('RubricVersion', grader.rubricVersionId),
    parts: parts.map((part) => ({
      ...part,
      grader: agreementTyped(part.grader),
      reviewers: agreementTyped(part.reviewers),
    })),
    criticalFails: criticalFails.map((fail) => ({
      code: fail.code,
      grader: findingTyped(fail.grader),
      reviewers: findingTyped(fail.reviewers),
    })),
    subgroups: (subgroups?.shown ?? []).map((group) => subgroupTyped(group, dimension)),
    subgroupsTooSmall: subgroups?.hidden ?? 0,
  })),
});

export const thresholdTyped = ({ weightedKappa, sessions, set }: ThresholdInForce): CalibrationThresholdType => ({
  weightedKappa,
  sessions,
  setById: set && toGlobalId('Member', set.by),
  setAt: set && set.at,
});

function subgroupTyped(
  { value, sessions, parts }: SubgroupCalibration,
  dimension: SubgroupDimension | null,
): CalibrationSubgroupType {
  return {
    value: value === null ? null : valueOf(dimension, value),
    sessions,
    parts: parts.map(({ weightedKappa, gap, ...part }) => ({
      ...part,
      weightedKappa: estimateTyped(weightedKappa),
      gap: gap && estimateTyped(gap),
    })),
  };
}

function valueOf(dimension: SubgroupDimension | null, value: string): string {
  if (dimension === 'SCENARIO') return toGlobalId('Scenario', value);
  return dimension === 'ORG_UNIT' ? toGlobalId('OrgUnit', value) : value;
}

const agreementTyped = ({ table, weightedKappa, icc, ...agreement }: Agreement): AgreementType => ({
  ...agreement,
  weightedKappa: estimateTyped(weightedKappa),
  icc: estimateTyped(icc),
  confusion: table.flatMap((row, first) =>
    row.flatMap((sessions, second) => (sessions > 0 ? [{ first, second, sessions }] : [])),
  ),
});

const findingTyped = ({ kappa, sensitivity, specificity, ...found }: FindingAgreement): FindingAgreementType => ({
  ...found,
  kappa: estimateTyped(kappa),
  sensitivity: estimateTyped(sensitivity),
  specificity: estimateTyped(specificity),
});

const estimateTyped = ({ value, low, high, missing }: Estimate): EstimateType => ({ value, low, high, missing });
