import type { TenantTx } from '#platform';

export interface AuditorAccess {
  id: string;
  principalId: string;
  at: Date;
  operationName: string | null;
  fields: string[];
  outcome: string;
  membersSeen: number;
}

/** Latest first. @param before only those before this one @param grantId only those of this grant; null for all */
export function listAccesses(
  tx: TenantTx,
  page: { limit: number; before: string | null; grantId: string | null },
): Promise<AuditorAccess[]> {
  return tx.query<AuditorAccess>(
    `select a.id, a.principal_id as "principalId", a.at, a.operation_name as "operationName", a.fields, a.outcome,
       a.members_seen as "membersSeen" from auditor_accesses a
     where a.agency_id = $1 and ($2::uuid is null or a.principal_id = $2) and ($3::uuid is null or a.id < $3)
     order by a.id desc limit $4`,
    [tx.agencyId, page.grantId, page.before, page.limit],
  );
}

/** The first of the members that each of these requests showed, at most `most` of each. */
export async function membersSeenIn(
  tx: TenantTx,
  accessIds: readonly string[],
  most: number,
): Promise<Map<string, string[]>> {
  const rows = await tx.query<{ accessId: string; memberIds: string[] }>(
    `select access.id as "accessId", array(
       select distinct v.member_id::text from record_views v
       where v.agency_id = $1 and v.access_id = access.id order by 1 limit $3
     ) as "memberIds" from unnest($2::uuid[]) access (id)`,
    [tx.agencyId, accessIds, most],
  );
  return new Map(rows.map(({ accessId, memberIds }) => [accessId, memberIds]));
}
