import type { DeviceState } from '../device.entity.js';
import { NO_PREDECESSOR } from './limits.js';
import { clockIsImpossible, type QuarantineCode } from './outcome.js';
import type { RecordClaims } from './record.js';
import type { VerifiedTicket } from './ticket.js';

/** An assignment as it stands when a record of it arrives. */
export interface StandingAssignment {
  deviceId: string | null;
  traineeId: string;
  scenarioVersionId: string;
  rubricVersionId: string;
}

/** What the server knows when it judges one authenticated record. */
export interface KnownAtReceipt {
  agencyId: string;
  deviceId: string;
  deviceEpoch: number;
  deviceState: DeviceState;
  /** Of the device's current epoch. */
  lastTrustedSeq: number | null;
  /** Digest of the stored record with the number before; null when it has not arrived yet. */
  predecessorDigest: string | null;
  /** What the stored record with the number after names as its predecessor; null when it has not arrived yet. */
  successorPrevHash: string | null;
  ownDigest: string;
  /** null when it is not the server's. */
  ticket: VerifiedTicket | null;
  /** The ticket's; null when the device cannot see it. */
  assignment: StandingAssignment | null;
  receivedAt: Date;
}

/** Why an authenticated record must wait for a person; null when it counts. The first reason that holds. */
export function quarantineReason(claims: RecordClaims, known: KnownAtReceipt): QuarantineCode | null {
  if (known.deviceState === 'REVOKED' && !isTrusted(claims, known)) return 'REVOKED_DEVICE';
  if (known.deviceState === 'FROZEN') return 'SEQ_FORK';
  if (claims.agency !== known.agencyId || claims.device !== known.deviceId) return 'SCHEMA';
  if (claims.epoch > known.deviceEpoch) return 'SCHEMA';
  return chainReason(claims, known) ?? ticketReason(claims, known);
}

/** What an earlier installation signed and never sent is not trusted either: its number says nothing about this epoch's. */
const isTrusted = (claims: RecordClaims, known: KnownAtReceipt): boolean =>
  claims.epoch === known.deviceEpoch && claims.seq <= (known.lastTrustedSeq ?? 0);

function chainReason(claims: RecordClaims, known: KnownAtReceipt): QuarantineCode | null {
  const { predecessorDigest, successorPrevHash } = known;
  if ((claims.seq === 1) !== (claims.prevHash === NO_PREDECESSOR)) return 'PREV_MISMATCH';
  if (predecessorDigest !== null && predecessorDigest !== claims.prevHash) return 'PREV_MISMATCH';
  if (successorPrevHash !== null && successorPrevHash !== known.ownDigest) return 'PREV_MISMATCH';
  return null;
}

function ticketReason(claims: RecordClaims, known: KnownAtReceipt): QuarantineCode | null {
  const { ticket, assignment } = known;
  if (!ticket || ticket.agency !== known.agencyId || ticket.device !== known.deviceId) return 'UNKNOWN_ASSIGNMENT';
  if (assignment?.deviceId !== known.deviceId || assignment.traineeId !== ticket.trainee) return 'UNKNOWN_ASSIGNMENT';
  if (
    ticket.scenarioDigest !== claims.scenarioDigest ||
    ticket.rubricDigest !== claims.rubricDigest ||
    ticket.scenarioVersion !== assignment.scenarioVersionId ||
    ticket.rubricVersion !== assignment.rubricVersionId
  ) {
    return 'PACK_UNKNOWN';
  }
  return clockIsImpossible([claims.lastServerTime, ticket.issuedAt], known.receivedAt) ? 'CLOCK_IMPOSSIBLE' : null;
}
