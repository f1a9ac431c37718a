import pg from 'pg';

/** Looks at rows as they are stored, past row-level security. */
export interface StoredRows {
  /** A digest of every row of the agency but what was looked at, and of every row of anybody that names one of these ids. */
  of(what: { agencyId?: string; uuids: readonly string[] }): Promise<string>;
  /** A digest of every row of every table, the library and what was looked at apart, which no caller of the API may write. */
  all(): Promise<string>;
  close(): Promise<void>;
}

/** What is looked at is put on record by those who show it, to whom they may: no attack by itself. */
const LOGS = ['record_views', 'auditor_accesses'];

interface Table {
  name: string;
  has_agency: boolean;
}

/** @param superuserUrl of the test's own database */
export async function storedRows(superuserUrl: string): Promise<StoredRows> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  const { rows: tables } = await client.query<Table>(
    `select format('%I.%I', n.nspname, c.relname) as name, exists (select 1 from pg_attribute a
       where a.attrelid = c.oid and a.attname = 'agency_id') as has_agency
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('public', 'control') and c.relkind in ('r', 'p')
       and c.relname <> all($1::text[]) order by 1`,
    [LOGS],
  );
  const digest = async (where: (table: Table) => string, parameters: unknown[]): Promise<string> => {
    const each = tables.map(
      (table) =>
        `select '${table.name}' || count(*) || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as part
         from ${table.name} t where ${where(table)}`,
    );
    const { rows } = await client.query<{ part: string }>(each.join(' union all '), parameters);
    // Sorted here: PostgreSQL may look at many tables in parallel, and then answers in any order.
    return rows
      .map(({ part }) => part)
      .sort()
      .join('\n');
  };
  return {
    of: ({ agencyId, uuids }) =>
      digest(
        ({ has_agency }) => `${agencyId && has_agency ? `t.agency_id = '${agencyId}' or ` : ''}t::text ~ $1`,
        [[...(agencyId ? [agencyId] : []), ...uuids].join('|')],
      ),
    all: () => digest(() => 'true', []),
    close: () => client.end(),
  };
}
