import type { TenantTx } from '#platform';
import type { TimelineInterval } from '../evaluation/timeline.js';
import type { IntervalChanges, StoredInterval } from './interval-changes.js';

/** The intervals of these members that are not superseded, by date. The caller decides who may see them. */
export async function currentIntervals(
  tx: TenantTx,
  mandateCode: string,
  memberIds: readonly string[],
): Promise<Map<string, StoredInterval[]>> {
  const rows = await tx.query<StoredInterval & { memberId: string }>(
    `select s.id, s.member_id as "memberId", s.adoption_id as "adoptionId", s.valid_from::text as "from", s.valid_to::text as "to",
       s.status, s.due_on::text as "dueOn", s.missing
     from status_intervals s
     where s.agency_id = $1 and s.mandate_code = $2 and s.member_id = any($3::uuid[]) and s.superseded_at is null
     order by s.valid_from`,
    [tx.agencyId, mandateCode, memberIds],
  );
  const byMember = new Map<string, StoredInterval[]>(memberIds.map((id) => [id, []]));
  for (const { memberId, ...row } of rows) byMember.get(memberId)!.push(row);
  return byMember;
}

/**
 * Supersedes and adds, at one instant for all of it. The caller holds these members: the instant is read after they were locked, or
 * an answer could be known before the one that it replaces.
 */
export async function storeChanges(
  tx: TenantTx,
  mandateCode: string,
  changes: ReadonlyMap<string, IntervalChanges>,
): Promise<void> {
  const superseded = [...changes.values()].flatMap((each) => each.superseded.map(({ id }) => id));
  const added = [...changes].flatMap(([memberId, each]) => each.added.map((interval) => rowOf(memberId, interval)));
  if (superseded.length + added.length === 0) return;
  const [clock] = await tx.query<{ at: string }>('select clock_timestamp()::text as at');
  if (superseded.length > 0) {
    await tx.query(
      // A clock that was set back must not stop the work.
      `update status_intervals set superseded_at = greatest($3::timestamptz, recorded_at)
       where agency_id = $1 and id = any($2::uuid[]) and superseded_at is null`,
      [tx.agencyId, superseded, clock!.at],
    );
  }
  if (added.length > 0) {
    await tx.query(
      `insert into status_intervals (agency_id, member_id, mandate_code, adoption_id, valid_from, valid_to, status, due_on, missing, recorded_at)
       select $1, member_id, $2, adoption_id, valid_from, valid_to, status, due_on, missing, $4::timestamptz
       from jsonb_to_recordset($3::jsonb) added(member_id uuid, adoption_id uuid, valid_from date, valid_to date, status text,
         due_on date, missing jsonb)`,
      [tx.agencyId, mandateCode, JSON.stringify(added), clock!.at],
    );
  }
}

const rowOf = (memberId: string, { adoptionId, from, to, status, dueOn, missing }: TimelineInterval) => ({
  member_id: memberId,
  adoption_id: adoptionId,
  valid_from: from,
  valid_to: to,
  status,
  due_on: dueOn,
  missing,
});

/** Makes whoever else evaluates one of these members wait until this transaction ends. */
export async function lockStandings(tx: TenantTx, memberIds: readonly string[]): Promise<void> {
  await tx.query(
    `select pg_advisory_xact_lock(hashtextextended('standings ' || $1::text || ' ' || id, 0)) from unnest($2::text[]) id`,
    // In one order everywhere, so that no two wait for each other.
    [tx.agencyId, [...memberIds].sort()],
  );
}
