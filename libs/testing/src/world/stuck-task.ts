import { Actor, TenantDb, toGlobalId } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import type { TestApp } from '../test-app.js';
import type { People } from './agency-people.js';

/** A task that waits for a person. No call of the API makes work fail eight times, so the row is written as a worker leaves it. */
export async function addStuckTask(app: TestApp, { agencyId, ids }: People, marker: string): Promise<void> {
  const id = uuidv7();
  const worker = new Actor({ agencyId, principalId: id, kind: 'TASK', scopes: new Map(), requestId: 'world' });
  await app.get(TenantDb).run(worker, (tx) =>
    tx.query(
      `insert into tasks (agency_id, id, name, payload, priority, state, stuck_at, attempts, last_error)
       values ($1, $2, 'world-task', $3, 50, 'POISON', now(), 8, $4)`,
      [agencyId, id, JSON.stringify({ of: marker }), `INTERNAL: ${marker} failed`],
    ),
  );
  ids.StuckTask = toGlobalId('StuckTask', id);
}
