import type { TenantTx } from '#platform';
import type { LocalDate } from '../evaluation/local-date.js';
import type { ComplianceReach, ReportedMember } from '../reports/members.queries.js';
import { reported, reportParameters, type ReportFilter } from '../reports/report-filter.js';

/** Who is in service, in reach and in the filter, by name. @param among only of these; null for all */
export function forecastMembers(
  tx: TenantTx,
  reach: ComplianceReach,
  filter: ReportFilter,
  among: readonly string[] | null,
  limit: number,
): Promise<ReportedMember[]> {
  // The members' part of a report's filter; mandates, instants and days have no say in who is there.
  const parameters = reportParameters(tx, reach, filter, { asOf: '', knownAt: null }).slice(0, 5);
  return tx.query<ReportedMember>(
    `select m.id, m.family_name as "familyName", m.given_name as "givenName" from members m
     where ${reported(reach, filter)} and ($6::uuid[] is null or m.id = any($6))
     order by m.family_name, m.given_name, m.id limit $7`,
    [...parameters, among, limit],
  );
}

/** Who is on the roster of a class that ends on this day or later; everybody whom it could concern, and perhaps some more. */
export async function membersWithClasses(tx: TenantTx, today: LocalDate): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select distinct e.trainee_id as id from presentations p
       join roster_entries e on e.agency_id = p.agency_id and e.presentation_id = p.id and e.removed_at is null
     where p.agency_id = $1 and p.ends_on >= $2::date and p.cancelled_at is null`,
    [tx.agencyId, today],
  );
  return rows.map(({ id }) => id);
}
