import type { LocalDate } from '../evaluation/local-date.js';

/** Whom or what a packet is about. Exactly one of the first three is not null. */
export interface PacketSelection {
  presentationId: string | null;
  memberId: string | null;
  mandateCode: string | null;
  /** With a mandate: only members of this org unit and below; null for all in service. */
  orgUnitId: string | null;
  /** The agency's day as of which it is told. */
  asOf: LocalDate;
}

/** A packet's document is of one size up to so many officers; of more their evidence is in volumes of so many each. */
export const OFFICERS_A_VOLUME = 100;
