import type { OfficialDecision } from '../../decisions/grade-decision.entity.js';
import { points } from './result-section.js';

/** What a decision said, in a few words: `not passed, 44.2 of 100 points`. @param final points of 100; null for INVALIDATED */
export const decisionInWords = ({
  decision,
  final,
  passed,
}: {
  decision: OfficialDecision;
  final: number | null;
  passed: boolean | null;
}): string =>
  decision === 'INVALIDATED' || final === null
    ? 'invalidated'
    : `${passed ? 'passed' : 'not passed'}, ${points(final)} of 100 points`;
