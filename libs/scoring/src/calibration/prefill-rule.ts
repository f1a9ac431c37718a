import type { GradeLabel } from '../grade-state.js';
import type { CalibrationThreshold } from './calibration-threshold.js';
import type { Agreement } from './statistics/agreement.js';

/** Why a part of a rubric keeps a grader's proposals from being pre-filled. */
export const PART_SHORTFALLS = ['TOO_FEW_SESSIONS', 'BELOW_THRESHOLD', 'NO_VARIANCE'] as const;
export type PartShortfall = (typeof PART_SHORTFALLS)[number];

/** What one competency, or the outcome, lacks; null when its agreement meets the threshold. The estimate counts, not its bounds. */
export function shortfallOf(
  { pairs, weightedKappa }: Pick<Agreement, 'pairs' | 'weightedKappa'>,
  threshold: CalibrationThreshold,
): PartShortfall | null {
  if (pairs < threshold.sessions) return 'TOO_FEW_SESSIONS';
  // Nobody ever gave anything else: that they would agree on something else is not shown.
  if (weightedKappa.value === null) return 'NO_VARIANCE';
  return weightedKappa.value >= threshold.weightedKappa ? null : 'BELOW_THRESHOLD';
}

/**
 * Whether a grader's proposals may be pre-filled at all. All or nothing: a reviewer who sees one competency's proposal is led in the others
 * too, so that every part of the rubric must meet the threshold.
 */
export const mayPrefill = (label: GradeLabel, shortfalls: readonly (PartShortfall | null)[]): boolean =>
  label === 'CERTIFYING' && shortfalls.length > 0 && shortfalls.every((one) => one === null);

/** Why one reviewer may not open one proposal before a review of their own. */
export const PREFILL_REFUSALS = [
  'OWN_SESSION',
  'DECIDED',
  'NOT_GRADED',
  'FORMATIVE',
  'SECOND_REVIEW',
  'NOT_CALIBRATED',
] as const;
export type PrefillRefusal = (typeof PREFILL_REFUSALS)[number];

export interface PrefillRequest {
  /** The caller played the session. */
  played: boolean;
  decided: boolean;
  /** Of the standing proposal; null where there is none. */
  label: GradeLabel | null;
  /** The session is to be reviewed by two people, or by one after an appeal: both are there to be compared, and stay blind. */
  independent: boolean;
}

/** What can be told without looking at agreement; null when that alone decides. */
export function prefillRefusal({ played, decided, label, independent }: PrefillRequest): PrefillRefusal | null {
  if (played) return 'OWN_SESSION';
  if (decided) return 'DECIDED';
  if (label === null) return 'NOT_GRADED';
  if (label === 'FORMATIVE') return 'FORMATIVE';
  return independent ? 'SECOND_REVIEW' : null;
}
