import type { TenantTx } from '../database/tenant-tx.js';

/**
 * Of these tasks, by id, those that no worker will do any more: they are done, were given up, or wait for a person. Ask it of pieces that
 * count as open, and end only those that are open still: a piece that ended meanwhile has ended in the transaction that removed its task.
 */
export async function tasksNobodyDoes(tx: TenantTx, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select asked.id from unnest($2::uuid[]) asked(id)
     where not exists (select from tasks t where t.agency_id = $1 and t.id = asked.id and t.state = 'READY')`,
    [tx.agencyId, [...ids]],
  );
  return rows.map(({ id }) => id);
}
