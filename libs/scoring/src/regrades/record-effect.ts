import type { Finding, Outlook } from './compare-grades.js';

/** What would become of the trainee's ledger if the new proposal were signed. Nothing does by itself. */
export const RECORD_EFFECTS = ['WOULD_BE_LOST', 'IN_DOUBT', 'MIGHT_BE_EARNED', 'SCORE_WOULD_CHANGE', 'NONE'] as const;
export type RecordEffect = (typeof RECORD_EFFECTS)[number];

export interface EffectInput {
  /** Of the official decision; null before there is one. */
  decided: { passed: boolean } | null;
  after: { outlook: Outlook; final: number | null };
  /** What this session earned, as it stands. */
  record: { hours: number; score: number | null } | null;
  /** The session counts towards a class whose hours the trainee has not earned. */
  couldEarn: boolean;
}

export function recordEffect({ decided, after, record, couldEarn }: EffectInput): RecordEffect {
  if (!decided) return 'NONE';
  if (record && record.hours > 0) {
    if (after.outlook === 'FAIL') return 'WOULD_BE_LOST';
    if (after.outlook === 'OPEN') return 'IN_DOUBT';
    return after.final === record.score ? 'NONE' : 'SCORE_WOULD_CHANGE';
  }
  return couldEarn && !decided.passed && after.outlook === 'PASS' ? 'MIGHT_BE_EARNED' : 'NONE';
}

const FINDING_WEIGHTS: Record<Finding, number> = {
  CRITICAL_FAIL_APPEARS: 7,
  WOULD_FAIL: 6,
  CRITICAL_FAIL_DISAPPEARS: 5,
  WOULD_PASS: 4,
  LEFT_OPEN: 3,
  DIFFERS: 2,
  SAME: 0,
  NOTHING_BEFORE: 0,
};
const EFFECT_WEIGHTS: Record<RecordEffect, number> = {
  WOULD_BE_LOST: 30,
  IN_DOUBT: 20,
  MIGHT_BE_EARNED: 10,
  SCORE_WOULD_CHANGE: 0,
  NONE: 0,
};

/**
 * Where a comparison stands in the report: what is official first, in it the ledger, then the finding. 0 is no change. What nobody has
 * decided is 1 whatever it says: its place would tell a reviewer what is proposed.
 */
export function severityOf(finding: Finding, effect: RecordEffect, decided: boolean): number {
  const weight = FINDING_WEIGHTS[finding];
  if (!decided) return weight > 0 ? 1 : 0;
  // Effects without a finding are none.
  return weight > 0 ? weight + EFFECT_WEIGHTS[effect] : 0;
}
