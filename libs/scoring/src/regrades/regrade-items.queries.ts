import type { OperationCounts, TenantTx } from '#platform';
import type { RegradeFailure } from './regrade-failure.js';
import type { RegradeItemEntity, RegradeItemState } from './regrade-item.entity.js';

export interface RegradeItem {
  id: string;
  regradeId: string;
  sessionId: string;
  state: RegradeItemState;
}

/** @param lock keeps others from ending it meanwhile */
export async function regradeItemById(tx: TenantTx, id: string, lock = false): Promise<RegradeItem | null> {
  const [row] = await tx.query<RegradeItem>(
    `select id, regrade_id as "regradeId", session_id as "sessionId", state from regrade_items
     where agency_id = $1 and id = $2 ${lock ? 'for update' : ''}`,
    [tx.agencyId, id],
  );
  return row ?? null;
}

/** Ids of the items that tasks stand for; few, as no more are handed out at once. */
export async function handedOutItems(tx: TenantTx, regradeId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select id from regrade_items where agency_id = $1 and regrade_id = $2 and state = 'HANDED_OUT' order by id`,
    [tx.agencyId, regradeId],
  );
  return rows.map(({ id }) => id);
}

/** Marks the next items as handed out. @returns their ids */
export async function handOutItems(tx: TenantTx, regradeId: string, limit: number): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `with next as (
       select id from regrade_items where agency_id = $1 and regrade_id = $2 and state = 'WAITING' order by id limit $3 for update
     )
     update regrade_items i set state = 'HANDED_OUT' from next where i.agency_id = $1 and i.id = next.id returning i.id`,
    [tx.agencyId, regradeId, limit],
  );
  return rows.map(({ id }) => id);
}

/** Ends items without a proposal; those that have ended meanwhile stay as they are. */
export async function failItems(tx: TenantTx, ids: readonly string[], failure: RegradeFailure): Promise<void> {
  await tx.query(
    `update regrade_items set state = 'FAILED', failure = $3, ended_at = now()
     where agency_id = $1 and id = any($2::uuid[]) and state = 'HANDED_OUT'`,
    [tx.agencyId, [...ids], failure],
  );
}

export type ComparedItem = Required<
  Pick<
    RegradeItemEntity,
    'gradeId' | 'decisionId' | 'beforeGradeId' | 'recordId' | 'finding' | 'recordEffect' | 'severity' | 'comparison'
  >
>;

/** Ends an item with its proposal and what it was compared with. */
export async function storeComparison(tx: TenantTx, id: string, compared: ComparedItem): Promise<void> {
  await tx.query(
    `update regrade_items set state = 'PROPOSED', grade_id = $3, decision_id = $4, before_grade_id = $5, record_id = $6, finding = $7,
       record_effect = $8, severity = $9, comparison = $10, ended_at = now()
     where agency_id = $1 and id = $2 and state = 'HANDED_OUT'`,
    [
      tx.agencyId,
      id,
      compared.gradeId,
      compared.decisionId,
      compared.beforeGradeId,
      compared.recordId,
      compared.finding,
      compared.recordEffect,
      compared.severity,
      JSON.stringify(compared.comparison),
    ],
  );
}

/** How far a regrade is, once all its items are there: they are ended or open, and their sum is the total. */
export async function itemCounts(tx: TenantTx, regradeId: string): Promise<OperationCounts & { total: number }> {
  const [row] = await tx.query<{ done: number; failed: number; total: number }>(
    `select count(*)::int as total, count(*) filter (where state in ('PROPOSED', 'FAILED'))::int as done,
       count(*) filter (where state = 'FAILED')::int as failed
     from regrade_items where agency_id = $1 and regrade_id = $2`,
    [tx.agencyId, regradeId],
  );
  return row ?? { done: 0, failed: 0, total: 0 };
}
