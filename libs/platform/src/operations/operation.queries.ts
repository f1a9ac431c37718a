import { reachPredicate, type ReachOf } from '../actor/actor.js';
import type { TenantTx } from '../database/tenant-tx.js';
import type { OperationCounts, OperationState } from './operation.js';

export interface Operation extends OperationCounts {
  id: string;
  kind: string;
  state: OperationState;
  startedBy: string;
  result: Record<string, unknown> | null;
  error: string | null;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
}

export type OperationReach = ReachOf<'operation:read' | 'operation:cancel'>;

const OPERATION = `o.id, o.kind, o.state, o.done, o.failed, o.total, o.started_by as "startedBy", o.result, o.error,
  o.created_at as "createdAt", o.started_at as "startedAt", o.ended_at as "endedAt"`;

export async function addOperation(
  tx: TenantTx,
  operation: Pick<Operation, 'id' | 'kind' | 'startedBy'>,
): Promise<void> {
  await tx.query('insert into operations (agency_id, id, kind, started_by) values ($1, $2, $3, $4)', [
    tx.agencyId,
    operation.id,
    operation.kind,
    operation.startedBy,
  ]);
}

/** Those of these operations that the reach shows; others are left out as if they did not exist. */
export function operationsByIds(tx: TenantTx, reach: OperationReach, ids: readonly string[]): Promise<Operation[]> {
  return tx.query<Operation>(
    `select ${OPERATION} from operations o
     where o.agency_id = $1 and o.id = any($3::uuid[]) and ${reachPredicate(reach, 'o.started_by', '$2')}`,
    [tx.agencyId, reach.principalId, [...ids]],
  );
}

/** Newest first. @param page.before only those started before this one */
export function listOperations(
  tx: TenantTx,
  reach: OperationReach,
  page: { before: string | null; limit: number },
): Promise<Operation[]> {
  return tx.query<Operation>(
    `select ${OPERATION} from operations o
     where o.agency_id = $1 and ${reachPredicate(reach, 'o.started_by', '$2')} and ($3::uuid is null or o.id < $3)
     order by o.id desc limit $4`,
    [tx.agencyId, reach.principalId, page.before, page.limit],
  );
}

/** Locked until the end of the transaction: it cannot be cancelled meanwhile, and a cancellation under way is waited for. */
export async function operationStateKept(tx: TenantTx, id: string): Promise<OperationState | null> {
  const [row] = await tx.query<{ state: OperationState }>(
    'select state from operations where agency_id = $1 and id = $2 for share',
    [tx.agencyId, id],
  );
  return row?.state ?? null;
}

/** Moves counts forwards, never back, whoever comes late. Does nothing to one that is done or has failed. @returns its state now */
export async function moveOperation(
  tx: TenantTx,
  id: string,
  { done, failed, total }: OperationCounts,
): Promise<OperationState | null> {
  const [row] = await tx.query<{ state: OperationState }>(
    `update operations set done = greatest(done, $3), failed = greatest(failed, $4), total = greatest(total, $5),
       started_at = case state when 'QUEUED' then now() else started_at end,
       state = case state when 'QUEUED' then 'RUNNING' else state end
     where agency_id = $1 and id = $2 and state in ('QUEUED', 'RUNNING', 'CANCELLED') returning state`,
    [tx.agencyId, id, done, failed, total],
  );
  return row?.state ?? null;
}

/** @returns whether it had not ended before */
export async function closeOperation(
  tx: TenantTx,
  id: string,
  end: { state: 'DONE' | 'FAILED' | 'CANCELLED'; result?: Record<string, unknown>; error?: string },
): Promise<boolean> {
  const ended = await tx.query(
    `update operations set state = $3, result = $4, error = $5, ended_at = now()
     where agency_id = $1 and id = $2 and state in ('QUEUED', 'RUNNING') returning id`,
    [tx.agencyId, id, end.state, end.result ? JSON.stringify(end.result) : null, end.error ?? null],
  );
  return ended.length > 0;
}
