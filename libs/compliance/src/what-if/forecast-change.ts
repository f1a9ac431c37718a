import type { MandateVersion } from '../mandates/mandate.js';
import type { CompliancePolicy } from '../evaluation/input.js';
import type { LocalDate } from '../evaluation/local-date.js';
import type { PlannedRow } from '../reports/planned-classes.queries.js';

/** A class as a roster would promise it. */
export type PlannedCredit = Omit<PlannedRow, 'memberId'>;

/** One thing that might be on record about members, and is not. */
export type RecordsChange =
  | { kind: 'CLASS_CANCELLED'; presentationId: string }
  /** @param endsOn its last day after the move */
  | { kind: 'CLASS_MOVED'; presentationId: string; endsOn: LocalDate }
  | { kind: 'TAKEN_OFF'; presentationId: string; memberIds: ReadonlySet<string> }
  | { kind: 'PUT_ON'; planned: PlannedCredit; memberIds: ReadonlySet<string> }
  | {
      kind: 'FACT';
      fact: string;
      /** null: nothing holds on these days. */
      value: string | null;
      from: LocalDate;
      /** Last day; null until further notice. */
      to: LocalDate | null;
      /** Whether other values of the fact go on holding. */
      alongside: boolean;
      memberIds: ReadonlySet<string>;
    };

/** A mandate version that might be adopted today, as the latest adoption of its code. */
export interface AdoptionChange {
  kind: 'ADOPTION';
  code: string;
  version: string;
  mandate: MandateVersion;
  policy: CompliancePolicy;
}

export type ForecastChange = RecordsChange | AdoptionChange;

export const isRecordsChange = (change: ForecastChange): change is RecordsChange => change.kind !== 'ADOPTION';
