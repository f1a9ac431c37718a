import type { TenantTx } from '#platform';

/** A task that failed or crashed too often and is not tried again unless a person says so. */
export interface StuckTask {
  id: string;
  name: string;
  /** Where it waited: `general`, or the lane of the engines that it needs. */
  lane: string;
  /** What it carries: ids only. */
  payload: Record<string, unknown>;
  attempts: number;
  crashes: number;
  /** Made to be read by an admin; null when its workers crashed and nobody could say why. */
  lastError: string | null;
  addedAt: Date;
  since: Date;
}

const COLUMNS = `id, name, lane, payload, attempts, crashes, last_error as "lastError", created_at as "addedAt", stuck_at as since`;

/** A page in the order in which the tasks were added: at most `limit` after the id. */
export function stuckTasksAfter(tx: TenantTx, afterId: string | null, limit: number): Promise<StuckTask[]> {
  return tx.query<StuckTask>(
    `select ${COLUMNS} from tasks where agency_id = $1 and state = 'POISON' and ($2::uuid is null or id > $2) order by id limit $3`,
    [tx.agencyId, afterId, limit],
  );
}

export async function stuckTaskById(tx: TenantTx, id: string): Promise<StuckTask | null> {
  const [task] = await tx.query<StuckTask>(
    `select ${COLUMNS} from tasks where agency_id = $1 and id = $2 and state = 'POISON'`,
    [tx.agencyId, id],
  );
  return task ?? null;
}

/**
 * Makes a stuck task due at once, as if it had never been tried; its lease token goes on rising.
 * @returns the task as it was; null when there is no such stuck task
 */
export async function makeDueAgain(tx: TenantTx, id: string): Promise<StuckTask | null> {
  const task = await lockStuckTask(tx, id);
  if (!task) return null;
  await tx.query(
    `update tasks set state = 'READY', stuck_at = null, attempts = 0, crashes = 0, last_error = null, lease_until = null, due_at = now()
     where agency_id = $1 and id = $2`,
    [tx.agencyId, id],
  );
  return task;
}

/** @returns the task as it was; null when there is no such stuck task */
export async function removeStuckTask(tx: TenantTx, id: string): Promise<StuckTask | null> {
  const task = await lockStuckTask(tx, id);
  if (task) await tx.query('delete from tasks where agency_id = $1 and id = $2', [tx.agencyId, id]);
  return task;
}

async function lockStuckTask(tx: TenantTx, id: string): Promise<StuckTask | null> {
  const [task] = await tx.query<StuckTask>(
    `select ${COLUMNS} from tasks where agency_id = $1 and id = $2 and state = 'POISON' for update`,
    [tx.agencyId, id],
  );
  return task ?? null;
}
