import type { TenantTx } from '#platform';

/** The name under which the agency gives training: the provider of its ledger entries. */
export async function agencyName(tx: TenantTx): Promise<string> {
  const [row] = await tx.query<{ name: string }>('select name from agencies where agency_id = $1', [tx.agencyId]);
  if (!row) throw new Error('the agency has no profile');
  return row.name;
}
