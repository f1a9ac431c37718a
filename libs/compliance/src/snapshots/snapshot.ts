import type { CompliancePolicy, EvaluationInput } from '../evaluation/input.js';
import type { LocalDate } from '../evaluation/local-date.js';
import type { MandateVersion } from '../mandates/mandate.js';

export const SNAPSHOT_KINDS = ['DASHBOARD', 'STATUS_LIST', 'MEMBER'] as const;
export type SnapshotKind = (typeof SNAPSHOT_KINDS)[number];

/** What a snapshot is of. */
export interface SnapshotParameters {
  /** null: every mandate in force on the day. */
  mandateCodes: readonly string[] | null;
  /** And all units below it; null for the whole agency. */
  orgUnitId: string | null;
  /** Only of a MEMBER. */
  memberId: string | null;
}

export interface AskedSnapshot extends SnapshotParameters {
  kind: SnapshotKind;
  asOf: LocalDate;
}

/** The first line of a snapshot's inputs: all that its result depends on besides the members. */
export interface SnapshotHead extends AskedSnapshot {
  agency: { name: string; timezone: string };
  /** ISO 8601: what was recorded before this instant is in it. */
  knownAt: string;
  mandates: { code: string; version: string; digest: string; body: MandateVersion; policy: CompliancePolicy }[];
}

/** A further line: a member with what was on record about them. */
export interface SnapshotMember {
  id: string;
  boardId: string | null;
  familyName: string;
  givenName: string;
  badgeNumber: string | null;
  orgUnit: string | null;
  facts: EvaluationInput['facts'];
  entries: EvaluationInput['entries'];
  planned: EvaluationInput['planned'];
  /** What is recorded under each mandate by its code, and whatever else its answer depends on. */
  under: Record<string, Omit<EvaluationInput, 'facts' | 'entries' | 'planned' | 'policy' | 'timezone'>>;
}
