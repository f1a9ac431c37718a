import type { TenantTx } from '#platform';
import type { CompliancePolicy } from '../evaluation/input.js';
import type { LocalDate } from '../evaluation/local-date.js';
import type { MandateVersion } from '../mandates/mandate.js';
import { readMandate } from '../mandates/read-mandate-pack.js';

/** A mandate version as the agency adopted it. */
export interface AdoptedMandate {
  id: string;
  code: string;
  version: string;
  digest: string;
  mandate: MandateVersion;
  policy: CompliancePolicy;
  adoptedAt: Date;
}

type Row = Omit<AdoptedMandate, 'mandate'> & { body: unknown };

const COLUMNS = 'm.id, m.code, m.version, m.digest, m.body, m.policy, m.adopted_at as "adoptedAt"';

export interface LibraryMandate {
  body: object;
  digest: string;
}

/** A mandate version of the library; null when nobody published it. */
export async function libraryMandate(tx: TenantTx, code: string, version: string): Promise<LibraryMandate | null> {
  const [row] = await tx.query<LibraryMandate>(
    `select body, digest from library.packs where kind = 'MANDATE' and code = $1 and version = $2`,
    [code, version],
  );
  return row ?? null;
}

/** Makes other adoptions of the same mandate by the agency wait for this one. */
export async function lockAdoption(tx: TenantTx, code: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`adopt-mandate ${tx.agencyId} ${code}`]);
}

export async function addAdoption(
  tx: TenantTx,
  adoption: LibraryMandate & { id: string; code: string; version: string; policy: CompliancePolicy; adoptedBy: string },
): Promise<void> {
  await tx.query(
    `insert into adopted_mandates (agency_id, id, code, version, digest, body, policy, adopted_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      tx.agencyId,
      adoption.id,
      adoption.code,
      adoption.version,
      adoption.digest,
      JSON.stringify(adoption.body),
      JSON.stringify(adoption.policy),
      adoption.adoptedBy,
    ],
  );
}

/** The latest adoption of each version, by code and version. @param after only versions after this one */
export async function listAdoptions(
  tx: TenantTx,
  page: { after: readonly [string, string] | null; limit: number },
): Promise<AdoptedMandate[]> {
  const rows = await tx.query<Row>(
    `select distinct on (m.code, m.version) ${COLUMNS} from adopted_mandates m
     where m.agency_id = $1 and ($2::text is null or (m.code, m.version) > ($2, $3))
     order by m.code, m.version, m.id desc limit $4`,
    [tx.agencyId, page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit],
  );
  return rows.map(adopted);
}

export async function adoptionById(tx: TenantTx, id: string): Promise<AdoptedMandate | null> {
  const [row] = await tx.query<Row>(`select ${COLUMNS} from adopted_mandates m where m.agency_id = $1 and m.id = $2`, [
    tx.agencyId,
    id,
  ]);
  return row ? adopted(row) : null;
}

/** The latest adoption of this version of a mandate; null when the agency never adopted it. */
export async function latestAdoption(tx: TenantTx, code: string, version: string): Promise<AdoptedMandate | null> {
  const [row] = await tx.query<Row>(
    `select ${COLUMNS} from adopted_mandates m where m.agency_id = $1 and m.code = $2 and m.version = $3
     order by m.id desc limit 1`,
    [tx.agencyId, code, version],
  );
  return row ? adopted(row) : null;
}

/** The latest adoption of any version of a mandate; null when the agency has adopted none. */
export async function latestAdoptionOf(tx: TenantTx, code: string): Promise<AdoptedMandate | null> {
  const [row] = await tx.query<Row>(
    `select ${COLUMNS} from adopted_mandates m where m.agency_id = $1 and m.code = $2 order by m.id desc limit 1`,
    [tx.agencyId, code],
  );
  return row ? adopted(row) : null;
}

/** Every adoption of any version of a mandate, the earliest first. */
export async function adoptionsOf(tx: TenantTx, code: string): Promise<AdoptedMandate[]> {
  const rows = await tx.query<Row>(
    `select ${COLUMNS} from adopted_mandates m where m.agency_id = $1 and m.code = $2 order by m.id`,
    [tx.agencyId, code],
  );
  return rows.map(adopted);
}

/** The codes of the mandates that the agency has adopted in any version. */
export async function adoptedCodes(tx: TenantTx): Promise<string[]> {
  const rows = await tx.query<{ code: string }>(
    'select distinct m.code from adopted_mandates m where m.agency_id = $1 order by m.code',
    [tx.agencyId],
  );
  return rows.map(({ code }) => code);
}

/** What the agency judges by on a day: of its adoptions whose text is in force then, the latest; null when there is none. */
export async function adoptionInForce(tx: TenantTx, code: string, on: LocalDate): Promise<AdoptedMandate | null> {
  const [row] = await tx.query<Row>(
    `select ${COLUMNS} from adopted_mandates m
     where m.agency_id = $1 and m.code = $2
       and coalesce((m.body ->> 'effectiveFrom')::date <= $3::date, true)
       and coalesce((m.body ->> 'effectiveTo')::date >= $3::date, true)
     order by m.id desc limit 1`,
    [tx.agencyId, code, on],
  );
  return row ? adopted(row) : null;
}

function adopted({ body, ...row }: Row): AdoptedMandate {
  const read = readMandate(body);
  if ('problems' in read) throw new Error(`adopted mandate ${row.id} cannot be read: ${read.problems.join('; ')}`);
  return { ...row, mandate: read.mandate };
}
