/** Raised whenever the same response may be read or rated otherwise: another version is another grade. */
export const RESPONSE_FEATURES_VERSION = '1.0.0';
