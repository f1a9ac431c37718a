import type { ClientBase } from 'pg';

/** Tables of schema public that hold no agency's rows. Each is reviewed. */
export const TABLES_WITHOUT_AGENCY: Record<string, string> = {
  schema_migrations: 'which migrations ran; readable by the owner only',
};

/** Policies beside `agency`. Each is reviewed. */
export const OTHER_POLICIES: Record<string, string> = {
  'tasks.relay': 'the relay claims due rows across agencies; column grants let it change only who holds them',
  'principals.resolver': 'the resolver finds whose credential it is before the agency is known',
  'credentials.resolver': 'the resolver finds a credential before its agency is known',
};

/** What the relay may change of a task: who holds it and how often it was tried, never what it says or when it is due. */
const RELAY_COLUMNS = ['lease_until', 'lease_token', 'attempts', 'crashes', 'state', 'stuck_at'];

/** Functions that run as their owner. Each is reviewed. */
export const DEFINER_FUNCTIONS: Record<string, string> = {
  'app.resolve_credential': 'owned by resolver, which may select credentials and principals and nothing else',
};

/** Facts that are added and never changed. */
export const APPEND_ONLY_TABLES = [
  'adopted_mandates',
  'allocation_releases',
  'allocations',
  'appeal_limits',
  'appeal_outcomes',
  'appeal_reviews',
  'appeals',
  'audit_entries',
  'coaching_note_marks',
  'coaching_notes',
  'consequence_ends',
  'consequences',
  'content_imports',
  'edge_forks',
  'edge_records',
  'exemptions',
  'export_outcomes',
  'exports',
  'external_assignments',
  'grade_decisions',
  'grades',
  'import_rejections',
  'regrade_referrals',
  'regrades',
  'reviews',
  'roster_states',
  'session_notes',
  'training_records',
  'turns',
];

const APPLICATION_ROLES = ['app', 'worker'];
const ALLOWED_PRIVILEGES = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];
/** What other roles may do with agency tables: `role table privilege`. */
const OTHER_GRANTS = new Set(['relay tasks SELECT', 'resolver principals SELECT', 'resolver credentials SELECT']);

type Check = { rule: string; sql: string; allowed?: (row: Record<string, string>) => boolean };

const TABLES = `select c.oid, c.relname as name from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    and c.relname not in (${Object.keys(TABLES_WITHOUT_AGENCY)
      .map((name) => `'${name}'`)
      .join(', ')})`;

/** First column of an index or key as a name. */
const LEADS = (attributes: string, relation: string): string =>
  `(select attname from pg_attribute where attrelid = ${relation} and attnum = (${attributes})[1])`;

const CHECKS: Check[] = [
  {
    rule: 'a table must have agency_id uuid not null',
    sql: `select t.name as subject from (${TABLES}) t where not exists (select 1 from pg_attribute a
      where a.attrelid = t.oid and a.attname = 'agency_id' and a.atttypid = 'uuid'::regtype and a.attnotnull)`,
  },
  {
    rule: 'a table must have row-level security enabled and forced (app.protect)',
    sql: `select t.name as subject from (${TABLES}) t join pg_class c on c.oid = t.oid where not (c.relrowsecurity and c.relforcerowsecurity)`,
  },
  {
    rule: 'a table must have the policy agency, for reading and writing, for every role',
    sql: `select t.name as subject from (${TABLES}) t where not exists (select 1 from pg_policies p
      where p.schemaname = 'public' and p.tablename = t.name and p.policyname = 'agency' and p.permissive = 'PERMISSIVE' and p.cmd = 'ALL'
        and p.roles = '{public}' and p.qual = '(agency_id = app.agency_id())' and p.with_check = '(agency_id = app.agency_id())')`,
  },
  {
    rule: 'a policy beside agency must be a reviewed exemption',
    sql: `select tablename || '.' || policyname as subject from pg_policies where schemaname = 'public' and policyname <> 'agency'`,
    allowed: (row) => (row.subject ?? '') in OTHER_POLICIES,
  },
  {
    rule: 'a primary key, unique key or unique index must lead with agency_id',
    sql: `select t.name || '.' || ic.relname as subject from (${TABLES}) t join pg_index i on i.indrelid = t.oid join pg_class ic on ic.oid = i.indexrelid
      where i.indisunique and ${LEADS("string_to_array(i.indkey::text, ' ')::int[]", 't.oid')} is distinct from 'agency_id'`,
  },
  {
    rule: 'a table must have a primary key',
    sql: `select t.name as subject from (${TABLES}) t where not exists (select 1 from pg_index i where i.indrelid = t.oid and i.indisprimary)`,
  },
  {
    rule: 'a foreign key must lead with agency_id on both sides: its check bypasses row-level security',
    sql: `select t.name || '.' || k.conname as subject from (${TABLES}) t join pg_constraint k on k.conrelid = t.oid where k.contype = 'f' and
      (${LEADS('k.conkey', 'k.conrelid')} is distinct from 'agency_id' or ${LEADS('k.confkey', 'k.confrelid')} is distinct from 'agency_id')`,
  },
  {
    rule: 'a view must be security_invoker',
    sql: `select relname as subject from pg_class where relnamespace = 'public'::regnamespace and relkind = 'v'
      and not coalesce('security_invoker=true' = any(reloptions), false)`,
  },
  {
    rule: 'no materialized views and no foreign tables over agency data',
    sql: `select relname as subject from pg_class where relnamespace in ('public'::regnamespace, 'app'::regnamespace) and relkind in ('m', 'f')`,
  },
  {
    rule: 'a function that runs as its owner must be a reviewed exemption with a pinned search_path',
    sql: `select n.nspname || '.' || p.proname as subject, coalesce(array_to_string(p.proconfig, ','), '') as config, pg_get_userbyid(p.proowner) as owner
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.prosecdef and n.nspname in ('public', 'app', 'control', 'library')`,
    allowed: (row) =>
      (row.subject ?? '') in DEFINER_FUNCTIONS &&
      row.owner === 'resolver' &&
      (row.config ?? '').includes('search_path='),
  },
  {
    rule: 'a table must belong to owner',
    sql: `select c.relname as subject from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'app', 'control', 'library') and c.relkind in ('r', 'p', 'v') and pg_get_userbyid(c.relowner) <> 'owner'`,
  },
  {
    rule: 'a grant on an agency table must be one that app.protect gives, or a reviewed one',
    sql: `select t.name as subject, coalesce(nullif(a.grantee, 0)::regrole::text, 'public') as grantee, a.privilege_type as privilege
      from (${TABLES}) t join pg_class c on c.oid = t.oid cross join aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a
      where a.grantee <> c.relowner`,
    allowed: ({ subject, grantee, privilege }) =>
      (APPLICATION_ROLES.includes(grantee ?? '') && ALLOWED_PRIVILEGES.includes(privilege ?? '')) ||
      (grantee === 'backup' && privilege === 'SELECT') ||
      OTHER_GRANTS.has(`${grantee} ${subject} ${privilege}`),
  },
  {
    rule: 'an append-only table must not let the applications change or remove rows',
    sql: `select t.name as subject, r.role as grantee, p.privilege as privilege from (${TABLES}) t, (values ('app'), ('worker')) r(role),
      (values ('UPDATE'), ('DELETE')) p(privilege) where t.name = any(array[${APPEND_ONLY_TABLES.map((name) => `'${name}'`).join(', ')}])
      and has_table_privilege(r.role, t.oid, p.privilege)`,
  },
  {
    rule: 'the relay may change only who holds a task',
    sql: `select 'tasks.' || a.attname as subject from pg_attribute a where a.attrelid = 'public.tasks'::regclass and a.attnum > 0
      and has_column_privilege('relay', a.attrelid, a.attnum, 'UPDATE') and a.attname not in (${RELAY_COLUMNS.map((name) => `'${name}'`).join(', ')})`,
  },
  {
    rule: 'the applications may only read library, and of control only what they need',
    sql: `select n.nspname || '.' || c.relname as subject, r.role as grantee, p.privilege as privilege from pg_class c
      join pg_namespace n on n.oid = c.relnamespace, (values ('app'), ('worker'), ('relay')) r(role),
      (values ('INSERT'), ('UPDATE'), ('DELETE'), ('TRUNCATE')) p(privilege)
      where n.nspname in ('control', 'library') and c.relkind in ('r', 'p') and has_table_privilege(r.role, c.oid, p.privilege)`,
  },
  {
    rule: 'no role of the applications may bypass row-level security, be a superuser or own a table',
    sql: `select rolname as subject from pg_roles where rolname in ('app', 'worker', 'relay', 'resolver', 'retention', 'librarian', 'operator', 'owner', 'queue')
      and (rolsuper or rolbypassrls or rolcreaterole)`,
  },
];

/** Every way in which the database departs from the rules of isolation; empty when it follows them all. */
export async function catalogProblems(client: ClientBase): Promise<string[]> {
  const problems: string[] = [];
  for (const check of CHECKS) {
    const { rows } = await client.query<Record<string, string>>(check.sql);
    for (const row of rows) {
      if (check.allowed?.(row)) continue;
      const detail = [row.grantee, row.privilege].filter(Boolean).join(' ');
      problems.push(`${row.subject}: ${check.rule}${detail ? ` (${detail})` : ''}`);
    }
  }
  return problems;
}
