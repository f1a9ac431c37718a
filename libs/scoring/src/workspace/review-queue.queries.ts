import type { ReachOf, TenantTx } from '#platform';
import { sessionReached } from '../external-reviewers/assigned-sessions.js';

/** What a caller may do next with a session in the queue. */
export type NeededWork = 'REVIEW' | 'SECOND_REVIEW' | 'SIGNATURE';

export interface QueuedSession {
  sessionId: string;
  traineeId: string;
  scenarioTitle: string;
  completedAt: Date;
  needs: NeededWork;
  /** Until when a reviewer has claimed it; null where nobody has. */
  claimedUntil: Date | null;
  claimedBy: string | null;
}

/** Where a page goes on; the instant with PostgreSQL's microseconds. */
export interface QueuePosition {
  place: number;
  waitingSince: string;
  sessionId: string;
}

export interface QueueFilter {
  /** And all units below it. */
  orgUnitId: string | null;
  scenarioId: string | null;
  waitingBefore: Date | null;
}

/** $2 is the caller. */
const REVIEWED = `exists (select from reviews r where r.agency_id = $1 and r.session_id = q.session_id
  and r.purpose = 'CERTIFICATION' and r.reviewer_id = $2)`;
const OWES_SECOND = `(q.second_due_at is not null and q.first_reviewer_id <> $2 and not ${REVIEWED})`;

/** Where a session stands in the queue, though it was decided since; null for one that the caller may not review. */
export async function queuePosition(
  tx: TenantTx,
  reach: ReachOf<'grade:review'>,
  sessionId: string,
): Promise<QueuePosition | null> {
  const [row] = await tx.query<QueuePosition>(
    `select q.place, q.waiting_since::text as "waitingSince", q.session_id as "sessionId" from review_queue q
     join scenario_sessions s on s.agency_id = q.agency_id and s.id = q.session_id
     where q.agency_id = $1 and q.session_id = $3 and ${sessionReached(reach, 's', '$2')}`,
    [tx.agencyId, reach.principalId, sessionId],
  );
  return row ?? null;
}

/** Proof sessions that wait for something that the caller may do, not the caller's own: the most pressing first, then the oldest. */
export async function listReviewQueue(
  tx: TenantTx,
  reach: ReachOf<'grade:review'>,
  filter: QueueFilter,
  page: { limit: number; after: QueuePosition | null },
): Promise<QueuedSession[]> {
  return tx.query<QueuedSession>(
    `select q.session_id as "sessionId", s.trainee_id as "traineeId", c.title as "scenarioTitle", s.completed_at as "completedAt",
       case when ${OWES_SECOND} then 'SECOND_REVIEW' when ${REVIEWED} then 'SIGNATURE' else 'REVIEW' end as needs,
       case when q.claimed_until > now() then q.claimed_until end as "claimedUntil",
       case when q.claimed_until > now() then q.claimed_by end as "claimedBy"
     from review_queue q
     join scenario_sessions s on s.agency_id = q.agency_id and s.id = q.session_id
     join scenario_versions v on v.agency_id = q.agency_id and v.id = s.scenario_version_id
     join scenarios c on c.agency_id = q.agency_id and c.id = v.scenario_id
     where q.agency_id = $1 and q.closed_at is null and s.state = 'COMPLETED' and s.trainee_id <> $2
       and ${sessionReached(reach, 's', '$2')} and (q.decided_at is null or ${OWES_SECOND})
       and ($3::uuid is null or (q.place, q.waiting_since, q.session_id) > ($4::integer, $5::timestamptz, $3::uuid))
       and ($6::uuid is null or v.scenario_id = $6) and ($7::timestamptz is null or q.waiting_since < $7)
       and ($8::uuid is null or exists (select from members m where m.agency_id = $1 and m.id = s.trainee_id and m.org_unit_id = any(array(
         with recursive units as (
           select u.id from org_units u where u.agency_id = $1 and u.id = $8
           union select below.id from org_units below join units on below.parent_id = units.id where below.agency_id = $1
         ) select id from units))))
     order by q.place, q.waiting_since, q.session_id limit $9`,
    [
      tx.agencyId,
      reach.principalId,
      page.after?.sessionId ?? null,
      page.after?.place ?? null,
      page.after?.waitingSince ?? null,
      filter.scenarioId,
      filter.waitingBefore,
      filter.orgUnitId,
      page.limit,
    ],
  );
}

/** What the caller may do next with this session, which they may review; null where it waits for nothing of theirs. */
export async function neededWork(tx: TenantTx, callerId: string, sessionId: string): Promise<NeededWork | null> {
  const [row] = await tx.query<{ needs: NeededWork | null }>(
    `select case when ${OWES_SECOND} then 'SECOND_REVIEW' when q.decided_at is not null then null
       when ${REVIEWED} then 'SIGNATURE' else 'REVIEW' end as needs
     from review_queue q where q.agency_id = $1 and q.session_id = $3 and q.closed_at is null`,
    [tx.agencyId, callerId, sessionId],
  );
  return row?.needs ?? null;
}

/** @returns until when the caller has it, on the database's clock; null while another has it */
export async function claimSession(
  tx: TenantTx,
  callerId: string,
  sessionId: string,
  minutes: number,
): Promise<Date | null> {
  const [row] = await tx.query<{ claimedUntil: Date }>(
    `update review_queue set claimed_by = $2, claimed_until = now() + make_interval(mins => $4)
     where agency_id = $1 and session_id = $3 and closed_at is null
       and (claimed_by is null or claimed_by = $2 or claimed_until <= now()) returning claimed_until as "claimedUntil"`,
    [tx.agencyId, callerId, sessionId, minutes],
  );
  return row?.claimedUntil ?? null;
}

/** @returns false when the caller had not claimed it */
export async function releaseSession(tx: TenantTx, callerId: string, sessionId: string): Promise<boolean> {
  const released = await tx.query(
    `update review_queue set claimed_by = null, claimed_until = null
     where agency_id = $1 and session_id = $3 and claimed_by = $2 returning session_id`,
    [tx.agencyId, callerId, sessionId],
  );
  return released.length > 0;
}
