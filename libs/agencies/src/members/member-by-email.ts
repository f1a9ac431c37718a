import type { TenantTx } from '#platform';

/** The member with this e-mail address, in whatever case; null when there is none. */
export async function memberIdByEmail(tx: TenantTx, email: string): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(
    'select id from members where agency_id = $1 and lower(email) = lower($2)',
    [tx.agencyId, email],
  );
  return row?.id ?? null;
}
