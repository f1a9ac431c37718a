import type { TenantTx } from '#platform';
import type { LocalDate } from '../evaluation/local-date.js';
import type { ReportDay } from './report-filter.js';

/** What a report says of the mandate version that it was judged by. */
export interface ReportedMandate {
  /** Of the adoption. */
  id: string;
  code: string;
  version: string;
  title: string;
  authority: string;
  /** null: nobody has checked its figures against the text in force. */
  verifiedOn: LocalDate | null;
}

// The body is long, and a report needs a few words of it.
const COLUMNS = `a.id, a.code, a.version, a.body ->> 'title' as title, a.body ->> 'authority' as authority, a.body ->> 'verifiedOn' as "verifiedOn"`;

/** What these adoptions say. */
export async function mandatesByAdoption(
  tx: TenantTx,
  adoptionIds: readonly string[],
): Promise<Map<string, ReportedMandate>> {
  if (adoptionIds.length === 0) return new Map();
  const rows = await tx.query<ReportedMandate>(
    `select ${COLUMNS} from adopted_mandates a where a.agency_id = $1 and a.id = any($2::uuid[])`,
    [tx.agencyId, [...new Set(adoptionIds)]],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** By what the agency judges on a day, by code: as `adoptionInForce`, of each mandate. @param codes null: of all */
export function mandatesInForce(
  tx: TenantTx,
  codes: readonly string[] | null,
  { asOf, knownAt }: ReportDay,
): Promise<ReportedMandate[]> {
  return tx.query<ReportedMandate>(
    `select distinct on (a.code) ${COLUMNS} from adopted_mandates a
     where a.agency_id = $1 and ($2::text[] is null or a.code = any($2))
       and coalesce((a.body ->> 'effectiveFrom')::date <= $3::date, true)
       and coalesce((a.body ->> 'effectiveTo')::date >= $3::date, true)
       and ($4::timestamptz is null or a.adopted_at <= $4)
     order by a.code, a.id desc`,
    [tx.agencyId, codes, asOf, knownAt],
  );
}
