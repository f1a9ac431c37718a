import type { TenantTx } from '#platform';

/** Those of these sessions that are proof sessions of the agency, with whether they wait for reviewers. Others are left out. */
export function sessionsToAssign(
  tx: TenantTx,
  sessionIds: readonly string[],
): Promise<{ id: string; traineeId: string; waits: boolean }[]> {
  return tx.query(
    `select s.id, s.trainee_id as "traineeId", q.session_id is not null and q.closed_at is null as waits from scenario_sessions s
     left join review_queue q on q.agency_id = s.agency_id and q.session_id = s.id
     where s.agency_id = $1 and s.id = any($2::uuid[]) and s.mode = 'PROOF'`,
    [tx.agencyId, sessionIds],
  );
}

/** The most pressing sessions that nobody has reviewed, claimed, or been assigned from outside, at most `count`; never this member's own. */
export async function shareOfQueue(tx: TenantTx, reviewerId: string, count: number): Promise<string[]> {
  const rows = await tx.query<{ sessionId: string }>(
    `select q.session_id as "sessionId" from review_queue q
     join scenario_sessions s on s.agency_id = q.agency_id and s.id = q.session_id
     where q.agency_id = $1 and q.closed_at is null and q.decided_at is null and s.state = 'COMPLETED' and s.trainee_id <> $2
       and (q.claimed_until is null or q.claimed_until <= now())
       and not exists (select from reviews r where r.agency_id = $1 and r.session_id = q.session_id and r.purpose = 'CERTIFICATION')
       and not exists (select from external_assignments a
         join external_reviewers e on e.agency_id = a.agency_id and e.id = a.reviewer_id
         where a.agency_id = $1 and a.session_id = q.session_id and e.revoked_at is null and e.expires_at > now())
     order by q.place, q.waiting_since, q.session_id limit $3`,
    [tx.agencyId, reviewerId, count],
  );
  return rows.map(({ sessionId }) => sessionId);
}

/** @returns those that were not theirs before */
export async function addAssignments(
  tx: TenantTx,
  reviewerId: string,
  sessionIds: readonly string[],
  assignedBy: string,
): Promise<string[]> {
  const rows = await tx.query<{ sessionId: string }>(
    `insert into external_assignments (agency_id, reviewer_id, session_id, assigned_by)
     select $1, $2, session, $4 from unnest($3::uuid[]) session
     on conflict (agency_id, session_id, reviewer_id) do nothing returning session_id as "sessionId"`,
    [tx.agencyId, reviewerId, sessionIds, assignedBy],
  );
  return rows.map(({ sessionId }) => sessionId);
}
