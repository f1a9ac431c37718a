import type { ClientBase } from 'pg';

const OURS = `::regnamespace::text in ('public', 'app', 'control', 'library')`;
const WHO = `coalesce(nullif(g.grantee, 0)::regrole::text, 'public'), g.privilege_type, g.is_grantable`;
const granted = (acl: string): string => `cross join aclexplode(${acl}) g where g.grantee <> g.grantor`;

/** What goes into a line, and where it comes from: everything that a migration can leave in a database. */
const PARTS: readonly [string, string][] = [
  [`'schema', nspname, nspowner::regrole`, `pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'`],
  [
    `'schema grant', nspname, ${WHO}`,
    `pg_namespace n ${granted(`coalesce(n.nspacl, acldefault('n', n.nspowner))`)} and n.oid${OURS}`,
  ],
  [
    `'relation', c.oid::regclass, c.relkind, c.relowner::regrole, c.relrowsecurity, c.relforcerowsecurity, c.reloptions,
       obj_description(c.oid, 'pg_class')`,
    `pg_class c where c.relnamespace${OURS} and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S', 'c')`,
  ],
  [
    `'column', c.oid::regclass, row_number() over (partition by c.oid order by a.attnum), a.attname, format_type(a.atttypid, a.atttypmod),
       a.attnotnull, a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum)`,
    `pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
     where c.relnamespace${OURS} and c.relkind in ('r', 'p', 'v', 'm', 'f')`,
  ],
  [
    `'relation grant', c.oid::regclass, ${WHO}`,
    `pg_class c ${granted(`coalesce(c.relacl, acldefault(case c.relkind when 'S' then 's'::"char" else 'r'::"char" end, c.relowner))`)}
       and c.relnamespace${OURS} and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')`,
  ],
  [
    `'column grant', c.oid::regclass, a.attname, ${WHO}`,
    `pg_class c join pg_attribute a on a.attrelid = c.oid and not a.attisdropped ${granted('a.attacl')} and c.relnamespace${OURS}`,
  ],
  [
    `'constraint', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid), k.convalidated`,
    `pg_constraint k where k.connamespace${OURS}`,
  ],
  [
    `'index', pg_get_indexdef(i.indexrelid), i.indisvalid`,
    `pg_index i join pg_class c on c.oid = i.indexrelid where c.relnamespace${OURS}`,
  ],
  [`'policy', p::text`, `pg_policies p`],
  [`'trigger', pg_get_triggerdef(oid), tgenabled`, `pg_trigger where not tgisinternal`],
  [
    `'function', pg_get_functiondef(p.oid), p.proowner::regrole, obj_description(p.oid, 'pg_proc')`,
    `pg_proc p where p.pronamespace${OURS}`,
  ],
  [
    `'function grant', p.oid::regprocedure, ${WHO}`,
    `pg_proc p ${granted(`coalesce(p.proacl, acldefault('f', p.proowner))`)} and p.pronamespace${OURS}`,
  ],
  [
    `'type', t.oid::regtype, t.typtype, array(select e.enumlabel from pg_enum e where e.enumtypid = t.oid order by e.enumsortorder)`,
    `pg_type t where t.typnamespace${OURS} and t.typtype in ('e', 'd', 'r')`,
  ],
  [`'default grant', d.defaclrole::regrole, d.defaclobjtype, d.defaclacl`, `pg_default_acl d`],
  [`'extension', extname`, `pg_extension`],
];

/** The schema of a database, sorted, without the table that says which migrations ran. */
export async function schemaLines(client: ClientBase): Promise<string[]> {
  const lines: string[] = [];
  for (const [line, from] of PARTS) {
    const { rows } = await client.query<{ line: string }>(`select concat_ws(' ', ${line}) as line from ${from}`);
    lines.push(...rows.map((row) => row.line));
  }
  return lines.filter((line) => !/\bschema_migrations/.test(line)).sort();
}
