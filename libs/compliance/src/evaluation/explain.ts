import type { ComplianceStatus, EvaluationNode, ExclusionReason } from './evaluation.js';

/** Why an entry earns nothing, in words for the officer and for an auditor. */
export function explainExclusion(reason: ExclusionReason): string {
  switch (reason) {
    case 'CORRECTED':
      return 'Replaced by a later correction.';
    case 'ROSTER_REJECTED':
      return 'The roster was rejected.';
    case 'ROSTER_NOT_SUBMITTED':
      return 'The roster is a draft or awaits approval after a correction.';
    case 'OUTSIDE_WINDOW':
      return 'Dated outside the window; hours are not carried over.';
    case 'FUTURE_DATED':
      return 'Dated after the day of this answer.';
    case 'INSTRUCTED_HOURS':
      return 'Hours taught, which this mandate does not count.';
    case 'EXCLUDED_CATEGORY':
      return 'Of a category that this mandate never counts.';
    case 'ALLOCATED_ELSEWHERE':
      return 'Used for a purpose that excludes this mandate.';
    case 'DELIVERY_NOT_ALLOWED':
      return 'Delivered in a way that the requirement does not allow.';
    case 'MIN_SCORE':
      return 'Below the minimum score, or without a score.';
    case 'NO_ASSESSMENT':
      return 'Without an assessment, which this mandate demands.';
    case 'REPEAT_CAP':
      return 'The same course was already counted as often as allowed in this window.';
    case 'NOT_VALID_AT_PERIOD_END':
      return 'The credential is not valid on the last day of the window.';
    case 'NO_MATCHING_REQUIREMENT':
      return 'Matches no requirement of this mandate.';
  }
}

/** What a status means, in one sentence. */
export function explainStatus(status: ComplianceStatus): string {
  switch (status) {
    case 'NOT_APPLICABLE':
      return 'The mandate does not apply.';
    case 'EXEMPT':
      return 'Excused for the window by a recorded exemption.';
    case 'WAIVED':
      return 'A recorded waiver is in force.';
    case 'LAPSED':
      return 'The consequence of a missed window was recorded.';
    case 'OVERDUE':
      return 'The deadline has passed and something is missing.';
    case 'IN_GRACE':
      return 'The deadline has passed; the grace period has not.';
    case 'AT_RISK':
      return 'The deadline or expiry is near and no planned class covers what is missing, or the data does not allow an answer.';
    case 'DUE_SOON':
      return 'The deadline or expiry is near; planned classes cover what is missing.';
    case 'ON_TRACK':
      return 'Not met yet; the deadline is not near.';
    case 'PENDING_VERIFICATION':
      return 'Met only with rosters that are not decided yet.';
    case 'COMPLIANT':
      return 'Met.';
  }
}

/** A requirement in one line: `Continuing education: 18 of 20 hours, 2 missing`. */
export function explainNode(node: EvaluationNode): string {
  const unit = { HOUR: ' hours', CREDIT: ' credits', COUNT: '' }[node.unit];
  const pending = node.pending > 0 ? `, ${node.pending} pending` : '';
  const short = node.short > 0 ? `, ${node.short} missing` : '';
  return `${node.label}: ${node.earned} of ${node.needed}${unit}${pending}${short}`;
}
