import pg from 'pg';
import type { CapturedStatement } from './captured-statements.js';

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  'Recheck Cond'?: string;
  Plans?: PlanNode[];
}

/** A table smaller than this is read whole, and rightly so. */
const SMALL_TABLE_ROWS = 10_000;

/** What is wrong with the plans of these statements: one line for each that would read beyond its agency's rows. */
export async function planFaults(
  urlOf: (role: string) => string,
  statements: readonly CapturedStatement[],
): Promise<string[]> {
  const faults: string[] = [];
  const clients = new Map<string, pg.Client>();
  try {
    for (const statement of statements) {
      let client = clients.get(statement.role);
      if (!client) {
        clients.set(statement.role, (client = new pg.Client({ connectionString: urlOf(statement.role) })));
        await client.connect();
      }
      const large = await largeTables(client);
      const plan = await planOf(client, statement);
      for (const node of nodesOf(plan)) {
        const fault = faultOf(node, large);
        if (fault) faults.push(`${fault}: ${statement.sql.replace(/\s+/g, ' ').trim().slice(0, 200)}`);
      }
    }
    return faults;
  } finally {
    await Promise.all([...clients.values()].map((client) => client.end()));
  }
}

async function planOf(client: pg.Client, { sql, parameters, agencyId }: CapturedStatement): Promise<PlanNode> {
  await client.query('begin');
  try {
    await client.query(`select set_config('app.agency_id', $1, true)`, [agencyId ?? '']);
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(`explain (format json) ${sql}`, [
      ...parameters,
    ]);
    return rows[0]!['QUERY PLAN'][0].Plan;
  } finally {
    await client.query('rollback');
  }
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

function faultOf(node: PlanNode, large: ReadonlySet<string>): string | null {
  const table = node['Relation Name'];
  const type = node['Node Type'];
  if (table !== undefined && large.has(table) && type === 'Seq Scan') return `reads all of ${table}`;
  if (table !== undefined && large.has(table) && /^Index/.test(type) && !hasAgency(node['Index Cond'])) {
    return `walks ${node['Index Name']} of ${table} across agencies`;
  }
  if (table !== undefined && large.has(table) && type === 'Bitmap Heap Scan' && !hasAgency(node['Recheck Cond'])) {
    return `reads ${table} by a bitmap across agencies`;
  }
  return null;
}

const hasAgency = (condition: string | undefined): boolean => /\bagency_id\b/.test(condition ?? '');

/** Tables with row-level security that are too large to be read whole, by the planner's own count. */
async function largeTables(client: pg.Client): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relkind in ('r', 'p') and relrowsecurity and reltuples > ${SMALL_TABLE_ROWS}`,
  );
  return new Set(rows.map(({ name }) => name));
}
