/** Why a record is kept but does not count. */
export type QuarantineCode =
  | 'PREV_MISMATCH'
  | 'REVOKED_DEVICE'
  | 'UNKNOWN_ASSIGNMENT'
  | 'ASSIGNMENT_DONE'
  | 'PACK_UNKNOWN'
  | 'CLOCK_IMPOSSIBLE'
  | 'SCHEMA'
  | 'SEQ_FORK';

export interface Gap {
  from: number;
  to: number;
}

/**
 * What the server holds of one epoch, from the sorted sequence numbers it has stored.
 * @returns the highest number up to which nothing is missing, and every gap above it
 */
export function gapsOf(stored: readonly number[]): { contiguousThrough: number; missing: Gap[] } {
  let contiguousThrough = 0;
  const missing: Gap[] = [];
  let last = 0;
  for (const seq of stored) {
    if (seq > last + 1) missing.push({ from: last + 1, to: seq - 1 });
    if (missing.length === 0) contiguousThrough = seq;
    last = seq;
  }
  return { contiguousThrough, missing };
}

/** A device may have a wrong clock, but a session cannot have ended after the server received it, by the server's own times. */
export function clockIsImpossible(lastServerTime: string, receivedAt: Date): boolean {
  return Date.parse(lastServerTime) > receivedAt.getTime() + 60_000;
}
