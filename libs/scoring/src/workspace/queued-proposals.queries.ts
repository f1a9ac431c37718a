import type { TenantTx } from '#platform';
import type { GradedSession } from '../grading/graded-session.queries.js';
import { placeOf, pressingOf, type QueuedProposal } from './queue-place.js';

/** What graders propose for a session under its own rubric version, the standing proposal first. */
function proposalsOf(tx: TenantTx, session: GradedSession): Promise<QueuedProposal[]> {
  return tx.query<QueuedProposal>(
    `select g.label, g.critical_fails as "criticalFails", g.abstained, g.proposal -> 'levels' as levels from grades g
     where g.agency_id = $1 and g.session_id = $2 and g.rubric_version_id = $3 and g.regrade_id is null
     order by g.label = 'CERTIFYING' desc, g.id desc`,
    [tx.agencyId, session.id, session.rubricVersionId],
  );
}

/**
 * Puts a proof session into the queue of reviewers, or where its proposals put it now. For the transaction that stored a proposal; the
 * session is locked.
 * @returns whether it is new in the queue; never for a session that was decided
 */
export async function queueForReview(tx: TenantTx, session: GradedSession): Promise<boolean> {
  const proposals = await proposalsOf(tx, session);
  if (proposals.length === 0) return false;
  const pressing = pressingOf(proposals);
  const [row] = await tx.query<{ added: boolean }>(
    `insert into review_queue (agency_id, session_id, critical_fails, abstained, disagreement, place, waiting_since)
     select s.agency_id, s.id, $3, $4, $5, $6, s.completed_at from scenario_sessions s
     where s.agency_id = $1 and s.id = $2 and s.completed_at is not null
       and not exists (select from grade_decisions d where d.agency_id = $1 and d.session_id = $2)
     on conflict (agency_id, session_id) do update set critical_fails = excluded.critical_fails, abstained = excluded.abstained,
       disagreement = excluded.disagreement, place = excluded.place
     returning xmax = 0 as added`,
    [tx.agencyId, session.id, pressing.criticalFails, pressing.abstained, pressing.disagreement, placeOf(pressing)],
  );
  return row?.added ?? false;
}
