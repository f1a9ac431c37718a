import { createHash } from 'node:crypto';

/**
 * What to call the trainee of a session where no name may be said. It comes from the session alone: two sessions of one trainee cannot be
 * put together by it.
 * @param sessionId UUID
 */
export const pseudonymOf = (sessionId: string): string =>
  `Officer ${createHash('sha256').update(`pseudonym ${sessionId}`).digest('hex').slice(0, 6).toUpperCase()}`;
