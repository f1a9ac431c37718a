import type { TenantTx } from '#platform';

/** What a proof session has earned in the ledger, as it stands after corrections. */
export interface EarnedRecord {
  recordId: string;
  /** 0 where a correction took it away. */
  hours: number;
  /** Percent. */
  score: number | null;
}

/**
 * The entry that this very session earned, or the last of those that correct it. In no reach: the caller decides who may see it.
 * @returns null for a session that earned nothing, or whose class another session had earned before
 */
export async function recordEarnedBy(tx: TenantTx, sessionId: string): Promise<EarnedRecord | null> {
  const [row] = await tx.query<EarnedRecord>(
    `with recursive entries as (
       select id, hours, score, 0 as corrections from training_records
       where agency_id = $1 and source = 'SESSION' and source_id = $2
       union all
       select r.id, r.hours, r.score, e.corrections + 1 from entries e
       join training_records r on r.agency_id = $1 and r.source = 'CORRECTION' and r.source_id = e.id
     )
     select id as "recordId", hours::float8 as hours, score::float8 as score from entries order by corrections desc limit 1`,
    [tx.agencyId, sessionId],
  );
  return row ?? null;
}
