import { reachPredicate, type ReachOf, type TenantTx } from '#platform';

type WriteReach = ReachOf<'cohort:write' | 'presentation:write' | 'assignment:write'>;

/** Those of the members who are trainees, ACTIVE and in reach; the rest are unknown or something else, and look alike. */
export async function activeTrainees(
  tx: TenantTx,
  reach: WriteReach,
  memberIds: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }>(
    `select m.id from members m join role_assignments r on r.agency_id = m.agency_id and r.principal_id = m.id
     where m.agency_id = $1 and m.id = any($3::uuid[]) and m.state = 'ACTIVE' and r.role = 'TRAINEE'
       and ${reachPredicate(reach, 'm.id', '$2')}`,
    [tx.agencyId, reach.principalId, memberIds],
  );
  return new Set(rows.map((row) => row.id));
}

/** Whether the member is an instructor, of the agency or of a unit, and ACTIVE. */
export async function isActiveInstructor(tx: TenantTx, memberId: string): Promise<boolean> {
  const rows = await tx.query(
    `select m.id from members m join role_assignments r on r.agency_id = m.agency_id and r.principal_id = m.id
     where m.agency_id = $1 and m.id = $2 and m.state = 'ACTIVE' and r.role = 'INSTRUCTOR'`,
    [tx.agencyId, memberId],
  );
  return rows.length > 0;
}
