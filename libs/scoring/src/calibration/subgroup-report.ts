import { partAgreement, partsOf, sessionsIn, type CalibratedRubric } from './calibration-report.js';
import type { PairCountRow } from './pair-counts.queries.js';
import type { Estimate } from './statistics/estimate.js';
import { kappaGap, type Kappa } from './statistics/weighted-kappa.js';

/** A group of fewer sessions is not shown: its figures would be about persons, and say nothing. */
export const FEWEST_SHOWN = 10;

export interface SubgroupPart {
  code: string;
  /** Sessions of the group that both gave a level to. */
  pairs: number;
  weightedKappa: Kappa;
  /** Kappa of the group less that of all other sessions; null where either has fewer than ten pairs. */
  gap: Estimate | null;
}

export interface SubgroupCalibration {
  /** What the group's sessions have in common; null for those that have nothing of the kind. */
  value: string | null;
  sessions: number;
  /** Without those of fewer than ten pairs. */
  parts: SubgroupPart[];
}

/**
 * How far a grader agrees with people in each group, beside all other sessions. From the largest group down.
 * @returns also how many groups are too small to be shown
 */
export function subgroupsOf(
  rubric: CalibratedRubric,
  counts: readonly PairCountRow[],
): { shown: SubgroupCalibration[]; hidden: number } {
  const values = [...new Set(counts.map(({ subgroup }) => subgroup))];
  const groups = values.map((value) => {
    const own = counts.filter(({ subgroup }) => subgroup === value);
    const others = counts.filter(({ subgroup }) => subgroup !== value);
    return { value, sessions: sessionsIn(own), own, others };
  });
  const shown = groups
    .filter(({ sessions }) => sessions >= FEWEST_SHOWN)
    .sort((one, other) => other.sessions - one.sessions || String(one.value).localeCompare(String(other.value)))
    .map(({ value, sessions, own, others }) => ({ value, sessions, parts: partsBeside(rubric, own, others) }));
  return { shown, hidden: groups.length - shown.length };
}

function partsBeside(
  rubric: CalibratedRubric,
  own: readonly PairCountRow[],
  others: readonly PairCountRow[],
): SubgroupPart[] {
  return partsOf(rubric).flatMap((code) => {
    const { pairs, weightedKappa } = partAgreement(rubric, code, own);
    if (pairs < FEWEST_SHOWN) return [];
    const rest = partAgreement(rubric, code, others);
    // With few others the gap would tell their figures.
    const gap = rest.pairs < FEWEST_SHOWN ? null : kappaGap(weightedKappa, rest.weightedKappa);
    return [{ code, pairs, weightedKappa, gap }];
  });
}
