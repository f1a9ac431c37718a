import type { ComplianceStatus } from '../../src/evaluation/evaluation.js';
import type { EvaluationInput } from '../../src/evaluation/input.js';
import type { MandateVersion } from '../../src/mandates/mandate.js';
import { dayText, toDay } from './naive-days.js';
import { naiveJudgement } from './naive-evaluation.js';

/** The first of the `horizon` days after `asOf` on which the status differs, by asking each of them; null when none does. */
export function naiveNextChange(
  input: EvaluationInput,
  mandate: MandateVersion,
  asOf: string,
  horizon: number,
): { on: string; status: ComplianceStatus } | null {
  const today = naiveJudgement(input, mandate, asOf).status;
  for (let ahead = 1; ahead <= horizon; ahead++) {
    const on = dayText(toDay(asOf) + ahead);
    const { status } = naiveJudgement(input, mandate, on);
    if (status !== today) return { on, status };
  }
  return null;
}
