import type { TenantTx } from '#platform';

/** Those of the members that hold the role and are ACTIVE; the rest are unknown, inactive or something else, and look alike. */
export async function activeMembersWithRole(
  tx: TenantTx,
  role: 'TRAINEE' | 'INSTRUCTOR',
  memberIds: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }>(
    `select m.id from members m join role_assignments r on r.agency_id = m.agency_id and r.principal_id = m.id
     where m.agency_id = $1 and m.id = any($2::uuid[]) and m.state = 'ACTIVE' and r.role = $3`,
    [tx.agencyId, memberIds, role],
  );
  return new Set(rows.map((row) => row.id));
}
