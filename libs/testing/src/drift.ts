import type { DataSource, QueryRunner } from 'typeorm';

/** Tables that no entity stands for. Each is reviewed. */
export const TABLES_WITHOUT_ENTITY: Record<string, string> = {
  schema_migrations: 'which migrations ran; only the migrations read it',
  audit_entries: 'platform writes it by SQL alone, and the trail is read by SQL',
  tasks: 'platform claims and finishes tasks by SQL alone',
  idempotency_keys: 'platform claims keys by SQL alone',
};

/** PostgreSQL's own names for what entities may call otherwise. */
const TYPE_NAMES: Record<string, string> = {
  int: 'integer',
  int4: 'integer',
  int8: 'bigint',
  varchar: 'character varying',
  timestamptz: 'timestamp with time zone',
  bool: 'boolean',
  float8: 'double precision',
};

interface StoredColumn {
  table_name: string;
  column_name: string;
  type: string;
  nullable: boolean;
}

const plainType = (name: string): string => TYPE_NAMES[name] ?? name;

/**
 * Where the entities of a data source and the tables of its database differ, a line each; empty when they say the same.
 * @param runner to look through, when the change to be seen is not committed
 */
export async function driftBetween(source: DataSource, runner?: QueryRunner): Promise<string[]> {
  // The catalog itself: information_schema takes seconds for the element types of arrays.
  const columns = (await (runner ?? source).query(
    `select case n.nspname when 'public' then c.relname else n.nspname || '.' || c.relname end as table_name,
       a.attname as column_name, format_type(a.atttypid, null) as type, not a.attnotnull as nullable
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('public', 'library') and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped order by 1, 2`,
  )) as StoredColumn[];
  const stored = new Map<string, StoredColumn[]>();
  for (const column of columns) stored.set(column.table_name, [...(stored.get(column.table_name) ?? []), column]);
  const described = new Map(
    source.entityMetadatas.map((entity) => [entity.tablePath.replace(/^public\./, ''), entity]),
  );
  const problems: string[] = [];
  for (const name of stored.keys()) {
    const exempt = name in TABLES_WITHOUT_ENTITY;
    if (described.has(name) === exempt) problems.push(exempt ? `${name}: has an entity now` : `${name}: no entity`);
  }
  for (const [name, entity] of described) {
    const table = new Map((stored.get(name) ?? []).map((column) => [column.column_name, column]));
    if (table.size === 0) {
      problems.push(`${name}: an entity without a table`);
      continue;
    }
    for (const column of entity.columns) {
      const found = table.get(column.databaseName);
      table.delete(column.databaseName);
      const at = `${name}.${column.databaseName}`;
      if (!found) {
        problems.push(`${at}: in the entity, not in the database`);
        continue;
      }
      const type = plainType(source.driver.normalizeType(column)) + (column.isArray ? '[]' : '');
      if (type !== found.type) problems.push(`${at}: ${found.type} in the database, ${type} in the entity`);
      if (column.isNullable !== found.nullable) {
        problems.push(
          found.nullable
            ? `${at}: may be null in the database, may not in the entity`
            : `${at}: may not be null in the database, may in the entity`,
        );
      }
    }
    for (const column of table.keys()) problems.push(`${name}.${column}: in the database, not in the entity`);
  }
  return problems;
}
