/** Limits of protocol 1, told to every device in each answer. */
export const PROTOCOL = 1;
export const MOST_RECORDS = 100;
/** Of one record, in bytes of its compact JWS. */
export const MOST_RECORD_BYTES = 512 * 1024;
/** Of all records of one push together. */
export const MOST_PUSH_BYTES = 4 * 1024 * 1024;
export const MOST_JSON_DEPTH = 32;

/** What the first record of an epoch names as its predecessor. */
export const NO_PREDECESSOR = '0'.repeat(64);
