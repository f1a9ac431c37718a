import { MOST_RECORD_BYTES, MOST_TURNS } from '#edge-sync';

// base64url adds a third. A last exchange of 4,000 characters twice, each escaped in JSON, and what stands around the turns need 64 KiB.
const MOST_TURN_BYTES = Math.floor((MOST_RECORD_BYTES * 3) / 4) - 64 * 1024;

/**
 * Whether one more turn and its answer fit into the record of a session: past this it is closed, for a record that no server
 * takes would be a session lost.
 * @param bytes of the turns so far as JSON
 */
export const hasRoom = (turns: number, bytes: number): boolean => turns + 2 <= MOST_TURNS && bytes <= MOST_TURN_BYTES;
