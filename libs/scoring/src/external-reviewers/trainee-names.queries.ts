import type { TenantTx } from '#platform';

/** What a trainee is called, so that it can be covered: names and badge number. In no reach; none of it is for an answer. */
export async function namesOf(tx: TenantTx, traineeId: string): Promise<string[]> {
  const [row] = await tx.query<{ names: (string | null)[] }>(
    `select array[m.given_name, m.family_name, m.badge_number] as names from members m where m.agency_id = $1 and m.id = $2`,
    [tx.agencyId, traineeId],
  );
  return (row?.names ?? []).filter((name) => name !== null);
}
