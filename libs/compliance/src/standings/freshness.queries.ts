import type { TenantTx } from '#platform';

/** How far the stored statuses of an agency are behind its records. */
export interface Freshness {
  /** When this was read. */
  readAt: Date;
  /** What was recorded before this instant is in them; `readAt` when nothing waits. */
  upToDateAt: Date;
  /** Members about whom something was recorded that is not in them yet. */
  waiting: number;
}

/** @param mandateCode null: under any mandate */
export async function freshness(tx: TenantTx, mandateCode: string | null = null): Promise<Freshness> {
  const [row] = await tx.query<Freshness>(
    `select transaction_timestamp() as "readAt", coalesce(min(s.since), transaction_timestamp()) as "upToDateAt",
       count(distinct s.member_id)::int as waiting
     from stale_members s where s.agency_id = $1 and ($2::text is null or s.mandate_code is null or s.mandate_code = $2)`,
    [tx.agencyId, mandateCode],
  );
  return row!;
}
