import { MOST_GAPS } from './limits.js';

/** Why a record is kept but does not count. */
export const QUARANTINE_CODES = [
  'PREV_MISMATCH',
  'REVOKED_DEVICE',
  'UNKNOWN_ASSIGNMENT',
  'ASSIGNMENT_DONE',
  'PACK_UNKNOWN',
  'CLOCK_IMPOSSIBLE',
  'SCHEMA',
  'SEQ_FORK',
  'POISON',
] as const;
export type QuarantineCode = (typeof QUARANTINE_CODES)[number];

export interface Gap {
  from: number;
  to: number;
}

/**
 * What the server holds of one epoch, from the sorted sequence numbers it has stored.
 * @returns the highest number up to which nothing is missing, and the lowest gaps above it, at most `MOST_GAPS`
 */
export function gapsOf(stored: readonly number[]): { contiguousThrough: number; missing: Gap[] } {
  let contiguousThrough = 0;
  const missing: Gap[] = [];
  let last = 0;
  for (const seq of stored) {
    if (seq > last + 1) missing.push({ from: last + 1, to: seq - 1 });
    if (missing.length === 0) contiguousThrough = seq;
    if (missing.length === MOST_GAPS) break;
    last = seq;
  }
  return { contiguousThrough, missing };
}

const CLOCK_TOLERANCE_MS = 60_000;

/**
 * A device's own clock may be wrong by years, but no session closed after the server received it, by the server's own times.
 * @param heldServerTimes times of the server that the device held when it closed the session
 */
export const clockIsImpossible = (heldServerTimes: readonly string[], receivedAt: Date): boolean =>
  heldServerTimes.some((time) => Date.parse(time) > receivedAt.getTime() + CLOCK_TOLERANCE_MS);
