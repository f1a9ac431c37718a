import type { DeviceState } from '../device.entity.js';
import { clockIsImpossible, type QuarantineCode } from './outcome.js';
import { NO_PREDECESSOR } from './limits.js';
import type { RecordClaims } from './record.js';
import type { TicketClaims } from './ticket.js';

/** What the server knows when it judges one authenticated record. */
export interface KnownAtReceipt {
  agencyId: string;
  deviceId: string;
  deviceEpoch: number;
  deviceState: DeviceState;
  lastTrustedSeq: number | null;
  /** Digest of the stored record with the number before; null when it has not arrived yet. */
  predecessorDigest: string | null;
  /** What the stored record with the number after names as its predecessor; null when it has not arrived yet. */
  successorPrevHash: string | null;
  ownDigest: string;
  ticket: TicketClaims | null;
  receivedAt: Date;
}

/** Why an authenticated record must wait for a person; null when it counts. The first reason that holds. */
export function quarantineReason(claims: RecordClaims, known: KnownAtReceipt): QuarantineCode | null {
  if (known.deviceState === 'REVOKED' && claims.seq > (known.lastTrustedSeq ?? 0)) return 'REVOKED_DEVICE';
  if (known.deviceState === 'FROZEN') return 'SEQ_FORK';
  if (claims.epoch > known.deviceEpoch || !turnsAreInOrder(claims)) return 'SCHEMA';
  if (claims.seq === 1 && claims.prevHash !== NO_PREDECESSOR) return 'PREV_MISMATCH';
  if (known.predecessorDigest !== null && known.predecessorDigest !== claims.prevHash) return 'PREV_MISMATCH';
  if (known.successorPrevHash !== null && known.successorPrevHash !== known.ownDigest) return 'PREV_MISMATCH';
  const { ticket } = known;
  if (!ticket || ticket.agency !== known.agencyId || ticket.device !== known.deviceId) return 'UNKNOWN_ASSIGNMENT';
  if (ticket.scenarioDigest !== claims.scenarioDigest || ticket.rubricDigest !== claims.rubricDigest)
    return 'PACK_UNKNOWN';
  if (clockIsImpossible(claims.lastServerTime, known.receivedAt)) return 'CLOCK_IMPOSSIBLE';
  return null;
}

/** Numbered from 1 without a gap, and somebody other than the civilian spoke. */
function turnsAreInOrder({ session }: RecordClaims): boolean {
  return (
    session.turns.every((turn, index) => turn.number === index + 1) &&
    session.turns.some((turn) => turn.speaker === 'OFFICER')
  );
}
