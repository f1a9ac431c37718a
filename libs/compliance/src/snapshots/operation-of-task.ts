import type { Actor, Lease, Operations, TenantDb, Tasks, TenantTx } from '#platform';

const MOST_ATTEMPTS = 5;
const TOLD_EVERY_MS = 1_000;

/** A person ended the operation, or another worker has the task. */
export class Unwanted extends Error {}

/** Tells how far an operation has come, once a second at most. @throws Unwanted when it should not go on */
export function teller(
  { db, operations }: { db: TenantDb; operations: Operations },
  actor: Actor,
  operationId: string,
  lease: Lease,
): (done: number, total: number) => Promise<void> {
  let last = 0;
  return async (done, total) => {
    if (Date.now() - last < TOLD_EVERY_MS) return;
    last = Date.now();
    const wanted = await db.run(actor.inAgency(actor.agencyId!), async (tx) => {
      await operations.progress(tx, operationId, { done, failed: 0, total });
      return operations.isWanted(tx, operationId);
    });
    if (lease.signal.aborted || !wanted) throw new Unwanted();
  };
}

/**
 * Runs work and stores what came of it together with the end of its task; an operation of which nobody wants it any more stores nothing,
 * one that failed often fails.
 */
export async function finishOperation<Made>(
  { db, operations, tasks }: { db: TenantDb; operations: Operations; tasks: Tasks },
  actor: Actor,
  operationId: string,
  lease: Lease,
  work: { make: () => Promise<Made>; store: (tx: TenantTx, made: Made) => Promise<void>; failure: string },
): Promise<void> {
  const writer = actor.inAgency(actor.agencyId!);
  try {
    const wanted = await db.run(writer, (tx) => operations.isWanted(tx, operationId));
    const made = wanted ? await work.make() : null;
    await db.run(writer, async (tx) => {
      if (made !== null && (await operations.isWanted(tx, operationId))) await work.store(tx, made);
      await tasks.finish(tx, lease);
    });
  } catch (error) {
    const cancelled = error instanceof Unwanted && !lease.signal.aborted;
    if (!cancelled && (lease.signal.aborted || lease.attempt < MOST_ATTEMPTS)) throw error;
    await db.run(writer, async (tx) => {
      await operations.fail(tx, actor, operationId, work.failure);
      await tasks.finish(tx, lease);
    });
  }
}
