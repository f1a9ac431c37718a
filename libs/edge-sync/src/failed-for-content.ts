// PostgreSQL error classes that say something about the values: 22 data exception, 23 integrity constraint violation.
const OF_VALUES = /^(22|23)/;

/**
 * Whether storing a record failed for what it says, so that it would fail again however often it is sent. What fails for want of
 * a connection, a lock or space may work the next time.
 */
export function failedForContent(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError) return true;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' && code.length === 5 && OF_VALUES.test(code);
}
