import type { TenantTx } from '#platform';
import type { InvalidReason, ScenarioSessionEntity } from './scenario-session.entity.js';
import { SESSION_COLUMNS, type SessionEnd } from './session.queries.js';

/** Closes an open session. @returns it as closed by this call; null when it was not open */
export async function closeSession(
  tx: TenantTx,
  sessionId: string,
  end: SessionEnd,
): Promise<ScenarioSessionEntity | null> {
  const [row] = await tx.query<ScenarioSessionEntity>(
    `update scenario_sessions s
     set state = 'COMPLETED', outcome_path = $3, end_reason = $4, end_note = $5, paused_at = null, completed_at = now()
     where s.agency_id = $1 and s.id = $2 and s.state = 'OPEN' returning ${SESSION_COLUMNS}`,
    [tx.agencyId, sessionId, end.outcomePath, end.endReason, end.endNote],
  );
  return row ?? null;
}

/** @returns false when it was invalidated already or is not there */
export async function markInvalid(tx: TenantTx, id: string, reason: InvalidReason): Promise<boolean> {
  const rows = await tx.query(
    `update scenario_sessions
     set state = 'INVALIDATED', invalid_reason = $3, paused_at = null, completed_at = coalesce(completed_at, now())
     where agency_id = $1 and id = $2 and state <> 'INVALIDATED' returning id`,
    [tx.agencyId, id, reason],
  );
  return rows.length > 0;
}

/** Stops the clock of an open session. @returns false when it stands still already */
export async function pauseClock(tx: TenantTx, id: string): Promise<boolean> {
  const rows = await tx.query(
    `update scenario_sessions set paused_at = now()
     where agency_id = $1 and id = $2 and state = 'OPEN' and paused_at is null returning id`,
    [tx.agencyId, id],
  );
  return rows.length > 0;
}

/** Has the clock of an open session go on: what it stood still is added to its time. @returns null when it did not stand still */
export async function resumeClock(tx: TenantTx, id: string): Promise<{ deadline: Date | null } | null> {
  const [row] = await tx.query<{ deadline: Date | null }>(
    // To the millisecond, as JavaScript has it: a task that is due at the deadline must not find that it is not over yet.
    `update scenario_sessions
     set deadline = date_trunc('milliseconds', deadline + (now() - paused_at)), paused_at = null
     where agency_id = $1 and id = $2 and state = 'OPEN' and paused_at is not null returning deadline`,
    [tx.agencyId, id],
  );
  return row ?? null;
}

/** Whether the session's time is over, on the database's clock, and it is not paused. Meant for a session that is locked. */
export async function isOverdue(tx: TenantTx, id: string): Promise<boolean> {
  const rows = await tx.query(
    `select from scenario_sessions
     where agency_id = $1 and id = $2 and state = 'OPEN' and paused_at is null and deadline <= now()`,
    [tx.agencyId, id],
  );
  return rows.length > 0;
}
