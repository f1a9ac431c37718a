import type { Live, LiveBody, TenantTx } from '#platform';
import type { SpokenSoFar } from './live-speech.js';

/** What the live channel calls one scenario session. */
export const sessionTopic = (sessionId: string): string => `session:${sessionId}`;

/** Tells who watches a session that there is something new in it. What it is they read themselves, under their own rights. */
export const announceProgress = (live: Live, tx: TenantTx, sessionId: string): void =>
  live.announce(tx, sessionTopic(sessionId));

/** Tells who watches a session what the civilian has said so far. No row holds it: it may be withdrawn. */
export const tellSpeech = (live: Live, agencyId: string, sessionId: string, spoken: SpokenSoFar): void =>
  live.publish(agencyId, sessionTopic(sessionId), { ...spoken });

/** @returns null for a message of another kind */
export function speechIn({ turn, attempt, text, final }: LiveBody): SpokenSoFar | null {
  if (typeof turn !== 'number' || typeof attempt !== 'number' || typeof text !== 'string') return null;
  return { turn, attempt, text, final: final === true };
}
