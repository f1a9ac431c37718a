import type { LocalDate } from './local-date.js';

/** One effective-dated fact of a member; both ends are inclusive, `to` null is open. */
export interface Fact {
  fact: string;
  value: string;
  from: LocalDate;
  to: LocalDate | null;
}

export type RosterStatus = 'DRAFT' | 'SUBMITTED' | 'PENDING' | 'APPROVED' | 'REJECTED' | 'CORRECTED';

/** What a class gives the member who attended it. `hours` are the course's approved hours, never elapsed time. */
export interface Credit {
  id: string;
  date: LocalDate;
  categories: string[];
  course: string | null;
  /** Topics the course covered. */
  topics: string[];
  hours: number | null;
  /** College credit, converted to hours by the mandate's table. */
  collegeCredit: { unit: string; amount: number } | null;
  delivery: string | null;
  provider: string | null;
  /** A test that may stand in for a requirement, and whether it was passed. */
  test: { code: string; passed: boolean } | null;
  credential: { type: string; validTo: LocalDate | null } | null;
  capacity: 'STUDENT' | 'INSTRUCTOR';
}

/** A line of the member's training ledger. */
export interface LedgerEntry extends Credit {
  /** Percent. */
  score: number | null;
  rosterStatus: RosterStatus;
  /** The entry this one replaces entirely; its hours are the new total, 0 removes it. */
  corrects: string | null;
}

/** A class the member is enrolled in and that has no ledger entry yet. */
export type PlannedClass = Credit;

/** A recorded exemption under one of the mandate's rules: on a day, or over a range with both ends inclusive. */
export interface Exemption {
  code: string;
  on: LocalDate | null;
  from: LocalDate | null;
  to: LocalDate | null;
}

/** A recorded waiver of the whole mandate; both ends inclusive, `to` null is open. */
export interface Waiver {
  from: LocalDate;
  to: LocalDate | null;
}

/** A consequence that the authority imposed for the window that contains `on`; `endedOn` is the day of reinstatement. */
export interface Consequence {
  on: LocalDate;
  recordedOn: LocalDate;
  endedOn: LocalDate | null;
}

/** An entry that was used elsewhere, for instance for salary incentive pay. */
export interface Allocation {
  entryId: string;
  to: string;
}

export interface CompliancePolicy {
  warnDays: number;
  graceDays: number;
  /** Windows that ended before this day are not judged. */
  trackedFrom: LocalDate;
  /** The start of a configurable FIXED_CYCLE. */
  anchor: LocalDate | null;
  /** COHORT_CYCLE: initials (`A-M`, `N,P,Q`) -> first day of a window. */
  cohorts: { initials: string; from: LocalDate }[];
  /** Parameters of exemption rules by code: excuse only dates after this `MM-DD`. */
  exemptions: Record<string, { afterMonthDay: string }>;
}

/** Everything an answer depends on, besides the mandate version and the day. */
export interface EvaluationInput {
  facts: Fact[];
  entries: LedgerEntry[];
  exemptions: Exemption[];
  waivers: Waiver[];
  planned: PlannedClass[];
  policy: CompliancePolicy;
  /** The agency's IANA timezone: every date here is a local date in it. */
  timezone: string;
  consequences?: Consequence[];
  allocations?: Allocation[];
}
