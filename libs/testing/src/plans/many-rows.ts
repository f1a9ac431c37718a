import pg from 'pg';
import { withSuperuser } from '../test-database.js';

export interface Filling {
  table: string;
  /** At least so many it shall hold. */
  rows: number;
}

/**
 * Fills tables with copies of one agency's rows under other agencies' ids. It needs to know nothing of them: every primary,
 * unique and foreign key leads with the agency.
 */
export async function fillTables(superuserUrl: string, agencyId: string, fillings: readonly Filling[]): Promise<void> {
  const waiting = [...fillings];
  // Two at once, one for each core of a small machine.
  await Promise.all([1, 2].map(() => fillFrom(waiting, superuserUrl, agencyId)));
  await withSuperuser(superuserUrl, (client) => client.query('analyze'));
}

async function fillFrom(waiting: Filling[], superuserUrl: string, agencyId: string): Promise<void> {
  await withSuperuser(superuserUrl, async (client) => {
    // Neither foreign keys nor triggers: the copies are as consistent as what they copy.
    await client.query(`set session_replication_role = replica; set statement_timeout = 0`);
    for (let next = waiting.shift(); next; next = waiting.shift()) await fill(client, next, agencyId);
  });
}

async function fill(client: pg.Client, { table, rows }: Filling, agencyId: string): Promise<void> {
  const name = pg.escapeIdentifier(table);
  const columns = await client.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
       and attgenerated = '' and attname <> 'agency_id' order by attnum`,
    [name],
  );
  const count = await client.query<{ n: number }>(`select count(*)::int as n from ${name} where agency_id = $1`, [
    agencyId,
  ]);
  const each = count.rows[0]?.n ?? 0;
  if (each === 0) throw new Error(`the agency has no row in ${table}: there is nothing to copy`);
  const list = columns.rows.map((column) => pg.escapeIdentifier(column.name)).join(', ');
  const copies = Math.ceil(rows / each);
  await client.query(
    `insert into ${name} (agency_id, ${list})
     select md5('copy ' || n)::uuid, ${list} from ${name} cross join generate_series(1, ${copies}) n where agency_id = $1`,
    [agencyId],
  );
}
