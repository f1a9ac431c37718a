import { reachPredicate, type ReachOf, type TenantTx } from '#platform';

export interface AllocationRow {
  id: string;
  /** Whose training record it is. */
  memberId: string;
  recordId: string;
  purpose: string;
  reason: string;
  allocatedAt: Date;
  /** null while it holds. */
  releasedAt: Date | null;
  releaseReason: string | null;
}

type AllocationReach = ReachOf<'compliance:read' | 'compliance:write'>;

const COLUMNS = `a.id, a.member_id as "memberId", a.training_record_id as "recordId", a.purpose, a.reason,
  a.allocated_at as "allocatedAt", r.released_at as "releasedAt", r.reason as "releaseReason"`;
const FROM = 'allocations a left join allocation_releases r on r.agency_id = a.agency_id and r.allocation_id = a.id';

/** Makes other allocations of this member's training wait for this one. */
export async function lockAllocations(tx: TenantTx, memberId: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`allocate ${tx.agencyId} ${memberId}`]);
}

/** Whose training record it is; null for none in reach. */
export async function traineeOfRecord(
  tx: TenantTx,
  reach: ReachOf<'compliance:write'>,
  recordId: string,
): Promise<string | null> {
  const [row] = await tx.query<{ traineeId: string }>(
    `select t.trainee_id as "traineeId" from training_records t
     where t.agency_id = $1 and t.id = $3 and ${reachPredicate(reach, 't.trainee_id', '$2')}`,
    [tx.agencyId, reach.principalId, recordId],
  );
  return row?.traineeId ?? null;
}

export async function addAllocation(
  tx: TenantTx,
  allocation: Pick<AllocationRow, 'id' | 'memberId' | 'recordId' | 'purpose' | 'reason'> & { allocatedBy: string },
): Promise<void> {
  await tx.query(
    `insert into allocations (agency_id, id, member_id, training_record_id, purpose, reason, allocated_by)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      tx.agencyId,
      allocation.id,
      allocation.memberId,
      allocation.recordId,
      allocation.purpose,
      allocation.reason,
      allocation.allocatedBy,
    ],
  );
}

/** @returns false when it was released already */
export async function addRelease(
  tx: TenantTx,
  release: { allocationId: string; reason: string; releasedBy: string },
): Promise<boolean> {
  const added = await tx.query(
    `insert into allocation_releases (agency_id, allocation_id, reason, released_by) values ($1, $2, $3, $4)
     on conflict (agency_id, allocation_id) do nothing returning id`,
    [tx.agencyId, release.allocationId, release.reason, release.releasedBy],
  );
  return added.length > 0;
}

export async function allocationById(tx: TenantTx, reach: AllocationReach, id: string): Promise<AllocationRow | null> {
  const [row] = await tx.query<AllocationRow>(
    `select ${COLUMNS} from ${FROM} where a.agency_id = $1 and a.id = $3 and ${reachPredicate(reach, 'a.member_id', '$2')}`,
    [tx.agencyId, reach.principalId, id],
  );
  return row ?? null;
}

/** Also what was released, in the order in which they were made. @param asked.memberId null for all members in reach */
export function listAllocations(
  tx: TenantTx,
  reach: ReachOf<'compliance:read'>,
  asked: { memberId: string | null; after: string | null; limit: number },
): Promise<AllocationRow[]> {
  return tx.query<AllocationRow>(
    `select ${COLUMNS} from ${FROM} where a.agency_id = $1 and ${reachPredicate(reach, 'a.member_id', '$2')}
       and ($3::uuid is null or a.member_id = $3) and ($4::uuid is null or a.id > $4) order by a.id limit $5`,
    [tx.agencyId, reach.principalId, asked.memberId, asked.after, asked.limit],
  );
}

/** What of these members' training is used for something else and was not released. The caller decides who may see the answer. */
export function allocationsOfMembers(tx: TenantTx, memberIds: readonly string[]): Promise<AllocationRow[]> {
  return tx.query<AllocationRow>(
    `select ${COLUMNS} from ${FROM}
     where a.agency_id = $1 and a.member_id = any($2::uuid[]) and r.id is null order by a.id`,
    [tx.agencyId, memberIds],
  );
}
