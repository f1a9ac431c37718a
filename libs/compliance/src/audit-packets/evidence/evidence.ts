import type { ComplianceStatus, EvaluationNode } from '../../evaluation/evaluation.js';
import type { LocalDate } from '../../evaluation/local-date.js';

/**
 * What a packet proves, as JSON of its own: the files for machines hold it and the pages for people are drawn from it, so the two cannot
 * differ. Days are local dates of the agency; instants are ISO 8601 in UTC; ids are UUIDs.
 */

export interface PersonNamed {
  familyName: string;
  givenName: string;
  badgeNumber: string | null;
}

export interface RequirementEvidence {
  id: string;
  /** How far below the top of the tree: 0 for the top. */
  depth: number;
  kind: EvaluationNode['kind'];
  label: string;
  unit: EvaluationNode['unit'];
  needed: number;
  earned: number;
  pending: number;
  short: number;
  status: EvaluationNode['status'];
  dueOn: LocalDate | null;
}

/** A recorded exemption, waiver or consequence of a missed window, whatever days it is for; both days are inclusive. */
export interface DecisionEvidence {
  kind: 'EXEMPTION' | 'WAIVER' | 'CONSEQUENCE';
  code: string;
  validFrom: LocalDate;
  validTo: LocalDate | null;
  reason: string;
  decidedBy: string;
  decidedAt: string;
}

/** What an entry of the ledger is worth under the mandate: it counts toward some requirements, or not, for a reason. */
export interface JudgedEntry {
  recordId: string;
  countsToward: string[];
  exclusionReason: string | null;
  explanation: string;
}

export interface MandateStanding {
  code: string;
  version: string;
  title: string;
  digest: string;
  status: ComplianceStatus;
  explanation: string;
  windowFrom: LocalDate | null;
  windowTo: LocalDate | null;
  dueOn: LocalDate | null;
  nextChangeOn: LocalDate | null;
  nextStatus: ComplianceStatus | null;
  requirements: RequirementEvidence[];
  missing: string[];
  entries: JudgedEntry[];
  decisions: DecisionEvidence[];
  /** Data without which the mandate cannot be judged. */
  problems: string[];
}

export interface LedgerEvidence {
  id: string;
  completedOn: LocalDate;
  courseCode: string;
  categories: string[];
  delivery: string;
  provider: string;
  hours: number;
  score: number | null;
  rosterState: string | null;
  source: string;
  correctsId: string | null;
  reason: string | null;
  recordedBy: string;
  recordedAt: string;
}

export interface OfficerEvidence extends PersonNamed {
  id: string;
  boardId: string | null;
  state: string;
  orgUnit: string | null;
  facts: { fact: string; value: string; from: LocalDate; to: LocalDate | null }[];
  standings: MandateStanding[];
  ledger: LedgerEvidence[];
}

/** A line of a sign-in sheet: what is said later of the same trainee is a line of its own, and counts instead. */
export interface SignInLine extends PersonNamed {
  traineeId: string;
  attended: boolean;
  capacity: string;
  score: number | null;
  testPassed: boolean | null;
  recordedBy: string;
  recordedAt: string;
  /** Whether a later line of the same trainee counts instead. */
  replaced: boolean;
}

export interface PresentationEvidence {
  id: string;
  courseTitle: string;
  courseCode: string;
  courseVersion: number;
  board: string;
  controlNumber: string | null;
  approvedHours: number;
  approvedAt: string | null;
  categories: string[];
  delivery: string;
  startsOn: LocalDate;
  endsOn: LocalDate;
  location: string;
  openedAt: string;
  cancelledAt: string | null;
  cancelReason: string | null;
  rosterState: string;
  instructor: PersonNamed & {
    id: string;
    state: string;
    roles: string[];
    facts: { fact: string; value: string; from: LocalDate; to: LocalDate | null }[];
  };
  states: { state: string; reason: string | null; decidedBy: string; decidedAt: string }[];
  roster: (PersonNamed & { traineeId: string; boardId: string | null; addedAt: string; removedAt: string | null })[];
  corrections: (PersonNamed & { change: string; reason: string; recordedBy: string; recordedAt: string })[];
  signIn: SignInLine[];
  earned: (PersonNamed & LedgerEvidence & { traineeId: string })[];
  instruments: { title: string; code: string; version: string; digest: string; competencies: number }[];
  documents: AttachedDocument[];
}

/** A document that somebody attached to the presentation. */
export interface AttachedDocument {
  id: string;
  kind: string;
  fileName: string;
  mediaType: string;
  bytes: number;
  digest: string;
  attachedBy: string;
  attachedAt: string;
}

/** How many had each status at the end of a month, as stored. */
export interface TrendPoint {
  day: LocalDate;
  counts: Partial<Record<ComplianceStatus, number>>;
}

/** What is told of everybody in one packet. */
export interface PacketSummary {
  agency: { name: string; timezone: string };
  subject: 'PRESENTATION' | 'MEMBER' | 'MANDATE';
  title: string;
  orgUnit: string | null;
  asOf: LocalDate;
  /** When everything was read, as one moment. */
  readAt: string;
  mandates: {
    code: string;
    version: string;
    title: string;
    authority: string;
    citation: string[];
    verifiedOn: LocalDate | null;
    digest: string;
    policy: object;
    counts: Partial<Record<ComplianceStatus, number>>;
    trend: TrendPoint[];
  }[];
  presentation: PresentationEvidence | null;
  officers: number;
  /** SHA-256 of the canonical JSON of each volume of officers' evidence, in order. */
  volumes: { officers: number; first: string; last: string; digest: string }[];
}
