import type { Live, TenantTx } from '#platform';
import type { InvalidReason } from './scenario-session.entity.js';
import { announceProgress } from './session-topic.js';
import { markInvalid } from './session.queries.js';

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
