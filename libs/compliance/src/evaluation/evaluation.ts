import type { LocalDate } from './local-date.js';

export type ComplianceStatus =
  | 'NOT_APPLICABLE'
  | 'EXEMPT'
  | 'WAIVED'
  | 'LAPSED'
  | 'OVERDUE'
  | 'IN_GRACE'
  | 'AT_RISK'
  | 'DUE_SOON'
  | 'ON_TRACK'
  | 'PENDING_VERIFICATION'
  | 'COMPLIANT';

/** The states of a requirement, the worst first: of several the worst shows. */
export const REQUIREMENT_STATUSES = [
  'OVERDUE',
  'IN_GRACE',
  'AT_RISK',
  'DUE_SOON',
  'ON_TRACK',
  'PENDING_VERIFICATION',
  'COMPLIANT',
] as const;

export type RequirementStatus = (typeof REQUIREMENT_STATUSES)[number];

/** Why an entry earns nothing; when several fit, the first of this list is given. */
export const EXCLUSION_REASONS = [
  'CORRECTED',
  'ROSTER_REJECTED',
  'ROSTER_NOT_SUBMITTED',
  'OUTSIDE_WINDOW',
  'FUTURE_DATED',
  'INSTRUCTED_HOURS',
  'EXCLUDED_CATEGORY',
  'ALLOCATED_ELSEWHERE',
  'DELIVERY_NOT_ALLOWED',
  'MIN_SCORE',
  'NO_ASSESSMENT',
  'REPEAT_CAP',
  'NOT_VALID_AT_PERIOD_END',
  'NO_MATCHING_REQUIREMENT',
] as const;

export type ExclusionReason = (typeof EXCLUSION_REASONS)[number];

/** One requirement as it stands; the tree is flat, with parent ids. */
export interface EvaluationNode {
  id: string;
  parentId: string | null;
  kind: 'HOURS' | 'COURSE' | 'TEST' | 'EVENT' | 'CREDENTIAL' | 'ALL' | 'ANY' | 'N_OF';
  label: string;
  /** HOURS: in `unit`. Groups: how many of the children. Otherwise a count. */
  needed: number;
  /** From approved rosters, not capped at `needed`. */
  earned: number;
  /** From rosters submitted or pending, on top of `earned`. */
  pending: number;
  unit: 'HOUR' | 'CREDIT' | 'COUNT';
  /** On approved rosters, with everything below it. */
  met: boolean;
  /** What is missing here, on approved rosters; 0 when nothing. */
  short: number;
  status: RequirementStatus;
  windowFrom: LocalDate | null;
  windowTo: LocalDate;
  /** The last day on which it can be met, or on which what is held still suffices; null when it was due at once. */
  dueOn: LocalDate | null;
  /** False below an ANY or N_OF: a choice, not an obligation. */
  obligatory: boolean;
}

/** Data without which no window can be named. The status is then AT_RISK: unknown is never shown as fine. */
export interface EvaluationProblem {
  code: 'FACT_MISSING' | 'POLICY_MISSING';
  name: string;
}

export interface Judgement {
  status: ComplianceStatus;
  windowFrom: LocalDate | null;
  windowTo: LocalDate | null;
  dueOn: LocalDate | null;
  nodes: EvaluationNode[];
  /** Obligatory requirements short on approved rosters; empty when nothing is owed. */
  missing: { nodeId: string; short: number }[];
  excluded: { entryId: string; reason: ExclusionReason }[];
  /** The requirements that each entry counts toward. */
  counted: { entryId: string; nodes: string[] }[];
  problems: EvaluationProblem[];
}

export interface Evaluation extends Judgement {
  /** The first later day on which the status differs if nothing new is recorded; null when it never does. */
  nextChangeOn: LocalDate | null;
  nextStatus: ComplianceStatus | null;
}
