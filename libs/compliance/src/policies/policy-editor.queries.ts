import type { TenantTx } from '#platform';
import type { AgencyMandateState } from './agency-mandate.entity.js';

/** A version that nobody else writes until the transaction ends, nor any other of its mandate. */
export interface LockedMandate {
  id: string;
  code: string;
  version: string;
  state: AgencyMandateState;
  body: object;
  digest: string;
}

const COLUMNS = 'm.id, m.code, m.version, m.state, m.body, m.digest';

/** Whoever writes a version of one of the agency's mandates holds this first. */
export async function lockOwnMandate(tx: TenantTx, code: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`own-mandate ${tx.agencyId} ${code}`]);
}

/** The draft of a mandate; null when there is none. Lock the mandate first. */
export async function draftOf(tx: TenantTx, code: string): Promise<LockedMandate | null> {
  const [row] = await tx.query<LockedMandate>(
    `select ${COLUMNS} from agency_mandates m where m.agency_id = $1 and m.code = $2 and m.state = 'DRAFT'`,
    [tx.agencyId, code],
  );
  return row ?? null;
}

/** A version with its mandate locked; null when there is none. */
export async function lockedVersion(tx: TenantTx, id: string): Promise<LockedMandate | null> {
  const read = (): Promise<LockedMandate[]> =>
    tx.query<LockedMandate>(`select ${COLUMNS} from agency_mandates m where m.agency_id = $1 and m.id = $2`, [
      tx.agencyId,
      id,
    ]);
  const [found] = await read();
  if (!found) return null;
  await lockOwnMandate(tx, found.code);
  // Read after the lock: it may have been saved or published while this waited.
  return (await read())[0] ?? null;
}

/** The highest published version of a mandate that is not lower than this one; null when this one is higher than all. */
export async function publishedAtLeast(tx: TenantTx, code: string, version: string): Promise<string | null> {
  const [row] = await tx.query<{ version: string }>(
    `select m.version from agency_mandates m
     where m.agency_id = $1 and m.code = $2 and m.state = 'PUBLISHED'
       and string_to_array(m.version, '.')::int[] >= string_to_array($3, '.')::int[]
     order by string_to_array(m.version, '.')::int[] desc limit 1`,
    [tx.agencyId, code, version],
  );
  return row?.version ?? null;
}

export interface WrittenDraft {
  id: string;
  version: string;
  body: object;
  digest: string;
  savedBy: string;
}

export async function addDraft(tx: TenantTx, draft: WrittenDraft & { code: string }): Promise<void> {
  await tx.query(
    `insert into agency_mandates (agency_id, id, code, version, body, digest, saved_by) values ($1, $2, $3, $4, $5, $6, $7)`,
    [tx.agencyId, draft.id, draft.code, draft.version, JSON.stringify(draft.body), draft.digest, draft.savedBy],
  );
}

export async function updateDraft(tx: TenantTx, draft: WrittenDraft): Promise<void> {
  await tx.query(
    `update agency_mandates set version = $3, body = $4, digest = $5, saved_by = $6, saved_at = now()
     where agency_id = $1 and id = $2`,
    [tx.agencyId, draft.id, draft.version, JSON.stringify(draft.body), draft.digest, draft.savedBy],
  );
}

export async function markPublished(tx: TenantTx, id: string, publishedBy: string): Promise<void> {
  await tx.query(
    `update agency_mandates set state = 'PUBLISHED', published_at = now(), published_by = $3 where agency_id = $1 and id = $2`,
    [tx.agencyId, id, publishedBy],
  );
}
