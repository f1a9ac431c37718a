import type { Tasks, TenantTx } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { evaluateStandings, evaluateStandingsInBulk } from './evaluate-standings-tasks.js';
import { addMarks, addMarksForAll } from './stale-members.queries.js';

/** So many are evaluated within a second or two: more of them must not keep others waiting. */
const MOST_AT_ONCE = 50;

/** An import of many rows marks in one transaction many times, and needs one task. */
const taskOf = new WeakMap<TenantTx, string>();

/**
 * Marks that something about these members was recorded, in the transaction that records it, and adds the task that evaluates them.
 * A mark too many costs a moment; one too few tells somebody the wrong thing until `verify-compliance` finds it.
 * @param marked.mandateCode left out: under every mandate that the agency has adopted
 */
export async function markStale(
  tx: TenantTx,
  tasks: Tasks,
  marked: { memberIds: readonly string[]; mandateCode?: string },
): Promise<void> {
  const memberIds = [...new Set(marked.memberIds)];
  if (memberIds.length === 0) return;
  const bulk = memberIds.length > MOST_AT_ONCE;
  await addMarks(tx, memberIds, marked.mandateCode ?? null, bulk);
  if (bulk) return void (await tasks.add(tx, evaluateStandingsInBulk, { operationId: null }));
  const id = taskOf.get(tx) ?? uuidv7();
  taskOf.set(tx, id);
  await tasks.add(tx, evaluateStandings, {}, { id });
}

/**
 * The same for every member who is in service or has a ledger, as when a mandate version lands.
 * @param operationId an operation that was started in this transaction, and tells how far it is
 * @returns how many they are
 */
export async function markAllStale(
  tx: TenantTx,
  tasks: Tasks,
  { mandateCode, operationId }: { mandateCode: string; operationId: string },
): Promise<number> {
  const members = await addMarksForAll(tx, mandateCode, operationId);
  await tasks.add(tx, evaluateStandingsInBulk, { operationId });
  return members;
}
