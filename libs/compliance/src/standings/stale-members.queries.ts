import type { TenantTx } from '#platform';

export interface StaleMark {
  memberId: string;
  /** null: under every mandate that the agency has adopted. */
  mandateCode: string | null;
}

export async function addMarks(
  tx: TenantTx,
  memberIds: readonly string[],
  mandateCode: string | null,
  bulk: boolean,
): Promise<void> {
  await tx.query(
    'insert into stale_members (agency_id, member_id, mandate_code, bulk) select $1, id, $3, $4 from unnest($2::uuid[]) id',
    [tx.agencyId, memberIds, mandateCode, bulk],
  );
}

/** @returns how many were marked */
export async function addMarksForAll(tx: TenantTx, mandateCode: string, operationId: string): Promise<number> {
  const [row] = await tx.query<{ members: number }>(
    `with marked as (
       insert into stale_members (agency_id, member_id, mandate_code, bulk, operation_id)
       select m.agency_id, m.id, $2, true, $3 from members m
       where m.agency_id = $1
         and (m.state <> 'LEFT' or exists (select from training_records r where r.agency_id = $1 and r.trainee_id = m.id))
       returning id)
     select count(*)::int as members from marked`,
    [tx.agencyId, mandateCode, operationId],
  );
  return row!.members;
}

/**
 * Takes the oldest marks away for good, unless the transaction rolls back. What another worker is taking is left to it.
 * @param from those of single facts, or the bulk of one operation, or of none
 */
export function claimMarks(
  tx: TenantTx,
  from: 'SINGLE' | { operationId: string | null },
  limit: number,
): Promise<StaleMark[]> {
  const single = from === 'SINGLE';
  return tx.query<StaleMark>(
    `delete from stale_members where agency_id = $1 and id in (
       select s.id from stale_members s
       where s.agency_id = $1 and s.bulk = $2 and ($3::uuid is null and s.operation_id is null or s.operation_id = $3)
       order by s.id limit $4 for update skip locked)
     returning member_id as "memberId", mandate_code as "mandateCode"`,
    [tx.agencyId, !single, single ? null : from.operationId, limit],
  );
}

/** How many of them wait, those included that another worker is taking. */
export async function countMarks(tx: TenantTx, from: 'SINGLE' | { operationId: string | null }): Promise<number> {
  const single = from === 'SINGLE';
  const [row] = await tx.query<{ marks: number }>(
    `select count(*)::int as marks from stale_members s
     where s.agency_id = $1 and s.bulk = $2 and ($3::uuid is null and s.operation_id is null or s.operation_id = $3)`,
    [tx.agencyId, !single, single ? null : from.operationId],
  );
  return row!.marks;
}

/** The marks of these members. */
export function markedMembers(tx: TenantTx, memberIds: readonly string[]): Promise<StaleMark[]> {
  return tx.query<StaleMark>(
    `select distinct s.member_id as "memberId", s.mandate_code as "mandateCode" from stale_members s
     where s.agency_id = $1 and s.member_id = any($2::uuid[])`,
    [tx.agencyId, memberIds],
  );
}

/** Whoever is evaluated: those in service, those with a ledger, and those whose statuses are stored; by id. */
export async function membersWithStandings(
  tx: TenantTx,
  { after, limit }: { after: string | null; limit: number },
): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select m.id from members m
     where m.agency_id = $1 and ($2::uuid is null or m.id > $2) and (m.state <> 'LEFT'
       or exists (select from training_records r where r.agency_id = $1 and r.trainee_id = m.id)
       or exists (select from status_intervals s where s.agency_id = $1 and s.member_id = m.id and s.superseded_at is null))
     order by m.id limit $3`,
    [tx.agencyId, after, limit],
  );
  return rows.map(({ id }) => id);
}
