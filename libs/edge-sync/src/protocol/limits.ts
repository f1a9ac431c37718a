/** Limits of protocol 1, told to every device in each answer. */
export const PROTOCOL = 1;
export const MOST_RECORDS = 100;
/** Of one record, in bytes of its compact JWS. */
export const MOST_RECORD_BYTES = 512 * 1024;
/** Of all records of one push together: a request body holds 4 MiB, and the JSON around the records needs some of it. */
export const MOST_PUSH_BYTES = 4 * 1024 * 1024 - 64 * 1024;
export const MOST_JSON_DEPTH = 32;
/** GraphQL's Int ends here, and one number that it cannot carry would fail the whole answer. */
export const MOST_SEQ = 2_147_483_647;
export const MOST_TURNS = 1_000;
/** Characters of one turn. */
export const MOST_TURN_LENGTH = 4_000;
/** Gaps told in one answer, the lowest first: the others follow when these are closed. */
export const MOST_GAPS = 100;
/** Milliseconds to wait before records with the outcome RETRY are sent again. */
export const RETRY_AFTER_MS = 5_000;

/** What the first record of an epoch names as its predecessor. */
export const NO_PREDECESSOR = '0'.repeat(64);
