import { digestOf } from '#platform';

/**
 * What a version says it contains: SHA-256, in hex, over the canonical JSON of its body.
 * The same content has the same digest whatever order its keys stand in and whatever spaces lie between them.
 */
export const contentDigest = (json: unknown): string => digestOf(json);
