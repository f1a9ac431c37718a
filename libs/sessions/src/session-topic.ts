import type { Live, TenantTx } from '#platform';

/** What the live channel calls one scenario session. */
export const sessionTopic = (sessionId: string): string => `session:${sessionId}`;

/** Tells who watches a session that there is something new in it. What it is they read themselves, under their own rights. */
export const announceProgress = (live: Live, tx: TenantTx, sessionId: string): void =>
  live.announce(tx, sessionTopic(sessionId));
