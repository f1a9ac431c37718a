import { v7 as uuidv7 } from 'uuid';
import { Actor } from '../src/actor/actor.js';
import type { TenantDb } from '../src/database/tenant-db.js';
import { defineTask, type Lease, type TaskHandler } from '../src/tasks/task.js';
import type { Tasks } from '../src/tasks/tasks.js';
import pg from 'pg';

/** A task whose only effect is a row. Nothing keeps the row from being written twice: a second effect would be seen. */
export const leaveEffect = defineTask<{ label: string }>('test-leave-effect', { priority: 10 });

export const actorOf = (agencyId: string): Actor =>
  new Actor({ agencyId, principalId: uuidv7(), kind: 'MEMBER', scopes: new Map(), requestId: 'test' });

export async function createEffects(superuserUrl: string): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    await client.query('set role owner');
    await client.query(`create table effects (agency_id uuid not null, id uuid not null default uuidv7(), label text not null,
      by text not null, primary key (agency_id, id))`);
    await client.query(`select app.protect('effects')`);
  });
}

/** @param meanwhile what the handler does before its last transaction */
export const effectHandler = (
  db: TenantDb,
  tasks: Tasks,
  by: string,
  meanwhile: (label: string, lease: Lease) => Promise<void> = () => Promise.resolve(),
): TaskHandler<{ label: string }> => ({
  task: leaveEffect,
  handle: async (actor, { label }, lease) => {
    await meanwhile(label, lease);
    await db.run(actor, async (tx) => {
      await tx.query('insert into effects (agency_id, label, by) values ($1, $2, $3)', [tx.agencyId, label, by]);
      await tasks.finish(tx, lease);
    });
  },
});

export interface Outcome {
  /** Of each effect in the order of labels: who left it. */
  effects: { label: string; by: string }[];
  left: number;
  poisoned: number;
}

/** What there is in all agencies. */
export const outcome = (superuserUrl: string): Promise<Outcome> =>
  withClient(superuserUrl, async (client) => {
    const tasks = await client.query<{ left: number; poisoned: number }>(
      `select count(*)::int as left, count(*) filter (where state = 'POISON')::int as poisoned from tasks`,
    );
    // After the tasks: one that ends in between must not be missing from both.
    const effects = await client.query<{ label: string; by: string }>('select label, by from effects order by label');
    return { effects: effects.rows, ...tasks.rows[0]! };
  });

/** Rows of all agencies. */
export const rowsOf = <Row extends object>(superuserUrl: string, sql: string): Promise<Row[]> =>
  withClient(superuserUrl, async (client) => (await client.query<Row>(sql)).rows);

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
