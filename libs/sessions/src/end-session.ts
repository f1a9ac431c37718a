import { audit, type Actor, type Events, type Live, type TenantTx } from '#platform';
import type { InvalidReason, ScenarioSessionEntity } from './scenario-session.entity.js';
import { closeSession, markInvalid } from './session-end.queries.js';
import { sessionCompleted } from './session-events.js';
import { announceProgress } from './session-topic.js';
import type { SessionEnd } from './session.queries.js';
import { officerSpoke } from './turn.queries.js';

/** Who is told that a session has ended. */
export interface EndListeners {
  events: Events;
  live: Live;
}

/**
 * Closes an open session and says so, as one fact: a handler that fails leaves the session open.
 * @returns the session as closed by this call; null when it was not open, and then nothing is said a second time
 */
export async function endSession(
  tx: TenantTx,
  { events, live }: EndListeners,
  actor: Actor,
  sessionId: string,
  end: SessionEnd,
): Promise<ScenarioSessionEntity | null> {
  const session = await closeSession(tx, sessionId, end);
  if (!session) return null;
  await auditProof(tx, actor, session, 'session.completed', { ...end });
  await events.publish(tx, actor, sessionCompleted, { sessionId });
  announceProgress(live, tx, sessionId);
  return session;
}

/**
 * As `endSession`, but for a session in which the officer may have said nothing: then there is nothing to grade, it counts for nothing
 * and may be sat again.
 */
export async function endWhateverWasSaid(
  tx: TenantTx,
  told: EndListeners,
  actor: Actor,
  session: ScenarioSessionEntity,
  end: SessionEnd,
): Promise<void> {
  if (await officerSpoke(tx, session.id)) await endSession(tx, told, actor, session.id, end);
  else await invalidate(tx, told, actor, session, 'NOTHING_SAID');
}

/** Makes a session count for nothing by the product's own rule, audited. */
export async function invalidate(
  tx: TenantTx,
  { live }: EndListeners,
  actor: Actor,
  session: ScenarioSessionEntity,
  reason: Exclude<InvalidReason, 'INSTRUCTOR'>,
): Promise<void> {
  if (!(await invalidateSession(tx, live, session.id, reason))) return;
  await auditProof(tx, actor, session, 'session.invalidated', { reason, state: session.state });
}

/**
 * Makes a session count for nothing, open or completed, and tells who watches it. Who may decide so, and what is audited of it, is
 * the caller's. @returns false when it was invalidated already or is not there
 */
export async function invalidateSession(
  tx: TenantTx,
  live: Live,
  id: string,
  reason: InvalidReason = 'INSTRUCTOR',
): Promise<boolean> {
  if (!(await markInvalid(tx, id, reason))) return false;
  announceProgress(live, tx, id);
  return true;
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
