import pg from 'pg';

/** A statement as an application sent it, with the values of one of its calls. */
export interface CapturedStatement {
  sql: string;
  parameters: readonly unknown[];
  /** The database role that sent it. */
  role: string;
  /** The agency of its transaction; null outside of one. */
  agencyId: string | null;
}

const AGENCY = /set_config\('app\.agency_id', '([0-9a-f-]{36})'/;
const EXPLAINABLE = /^\s*(select|insert|update|delete|with)\b/i;

/**
 * Notes every statement that this process sends to PostgreSQL, one of each text, until `stop` is called.
 * @returns what was sent so far, at any time
 */
export function captureStatements(): { statements(): CapturedStatement[]; stop(): void } {
  const seen = new Map<string, CapturedStatement>();
  const agencyOf = new WeakMap<object, string | null>();
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first, second] = args;
    const sql = typeof first === 'string' ? first : ((first as { text?: string } | null)?.text ?? '');
    const parameters = Array.isArray(second) ? second : ((first as { values?: unknown[] } | null)?.values ?? []);
    const agency = AGENCY.exec(sql)?.[1];
    if (agency !== undefined) agencyOf.set(this, agency);
    else if (/^\s*(commit|rollback)\s*$/i.test(sql)) agencyOf.set(this, null);
    else if (EXPLAINABLE.test(sql)) {
      const role = this.user ?? '';
      const key = `${role} ${sql}`;
      if (!seen.has(key)) seen.set(key, { sql, parameters, role, agencyId: agencyOf.get(this) ?? null });
    }
    return query.apply(this, args);
  } as never;
  return {
    statements: () => [...seen.values()],
    stop: () => {
      pg.Client.prototype.query = query as never;
    },
  };
}
