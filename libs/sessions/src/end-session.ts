import { audit, type Actor, type Events, type TenantTx } from '#platform';
import type { ScenarioSessionEntity } from './scenario-session.entity.js';
import { sessionCompleted } from './session-events.js';
import { closeSession, type SessionEnd } from './session.queries.js';

/**
 * Closes an open session and says so, as one fact: a handler that fails leaves the session open.
 * @returns the session as closed by this call; null when it was not open, and then nothing is said a second time
 */
export async function endSession(
  tx: TenantTx,
  events: Events,
  actor: Actor,
  sessionId: string,
  end: SessionEnd,
): Promise<ScenarioSessionEntity | null> {
  const session = await closeSession(tx, sessionId, end);
  if (!session) return null;
  await auditProof(tx, actor, session, 'session.completed', { ...end });
  await events.publish(tx, actor, sessionCompleted, { sessionId });
  return session;
}

/** Practice leaves no trace in the audit trail, which the agency reads: that somebody practised is theirs alone to know. */
export async function auditProof(
  tx: TenantTx,
  actor: Actor,
  session: Pick<ScenarioSessionEntity, 'id' | 'mode'>,
  action: string,
  details: Record<string, unknown>,
): Promise<void> {
  if (session.mode === 'PROOF') {
    await audit(tx, actor, { action, entityType: 'ScenarioSession', entityId: session.id, details });
  }
}
