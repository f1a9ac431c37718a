import type { ReachOf, TenantTx } from '#platform';
import type { AgencyMandateState } from './agency-mandate.entity.js';

/** A version of a mandate that the agency wrote. */
export interface AgencyMandate {
  id: string;
  code: string;
  version: string;
  state: AgencyMandateState;
  body: { title: string };
  digest: string;
  createdAt: Date;
  savedAt: Date;
  publishedAt: Date | null;
}

const COLUMNS = `m.id, m.code, m.version, m.state, m.body, m.digest, m.created_at as "createdAt", m.saved_at as "savedAt",
  m.published_at as "publishedAt"`;

/** What an agency plans for its members is not for those members, until it is adopted. */
const visible = (reach: ReachOf<'compliance:read'>): boolean => reach.reach !== 'OWN';

/** Newest first. @param page.before only those made before this one */
export function listAgencyMandates(
  tx: TenantTx,
  reach: ReachOf<'compliance:read'>,
  page: { before: string | null; limit: number },
): Promise<AgencyMandate[]> {
  return tx.query<AgencyMandate>(
    `select ${COLUMNS} from agency_mandates m
     where m.agency_id = $1 and $2 and ($3::uuid is null or m.id < $3) order by m.id desc limit $4`,
    [tx.agencyId, visible(reach), page.before, page.limit],
  );
}

/** null for what is not there, and for what the reach does not show. */
export async function agencyMandateById(
  tx: TenantTx,
  reach: ReachOf<'compliance:read'>,
  id: string,
): Promise<AgencyMandate | null> {
  const [row] = await tx.query<AgencyMandate>(
    `select ${COLUMNS} from agency_mandates m where m.agency_id = $1 and $2 and m.id = $3`,
    [tx.agencyId, visible(reach), id],
  );
  return row ?? null;
}

/** The content of a version that the agency published; null when it has published none of this name. */
export async function publishedMandate(
  tx: TenantTx,
  code: string,
  version: string,
): Promise<{ body: object; digest: string } | null> {
  const [row] = await tx.query<{ body: object; digest: string }>(
    `select m.body, m.digest from agency_mandates m
     where m.agency_id = $1 and m.code = $2 and m.version = $3 and m.state = 'PUBLISHED'`,
    [tx.agencyId, code, version],
  );
  return row ?? null;
}
