import type { Agency } from '#agencies';
import { reachPredicate, type TenantTx } from '#platform';
import type { ComplianceStatus } from '../evaluation/evaluation.js';
import type { LocalDate } from '../evaluation/local-date.js';
import type { ComplianceReach, MemberPosition, ReportedMember } from '../reports/members.queries.js';

/** Which stored statuses a report is about. */
export interface StoredDay {
  mandateCode: string;
  asOf: LocalDate;
}

const IN_SERVICE = (reach: ComplianceReach): string =>
  `m.agency_id = $1 and m.state <> 'LEFT' and ${reachPredicate(reach, 'm.id', '$2')}`;

const ON_DAY = `s.agency_id = $1 and s.member_id = m.id and s.mandate_code = $3 and s.superseded_at is null
  and s.valid_from <= $4::date and (s.valid_to is null or s.valid_to > $4::date)`;

/** Whether statuses under the mandate are stored for this day: from the day of its first adoption on, or from when it is tracked. */
export async function isStored(
  tx: TenantTx,
  { timezone }: Pick<Agency, 'timezone'>,
  { mandateCode, asOf }: StoredDay,
): Promise<boolean> {
  const [row] = await tx.query<{ stored: boolean }>(
    `select coalesce(min(least((m.policy ->> 'trackedFrom')::date, (m.adopted_at at time zone $4)::date)) <= $3::date, false) as stored
     from adopted_mandates m where m.agency_id = $1 and m.code = $2`,
    [tx.agencyId, mandateCode, asOf, timezone],
  );
  return row!.stored;
}

/**
 * Members in service and in reach of whom the store does not say how they stand: something about them was recorded since, or they
 * were never evaluated.
 * @param limit no more than so many; null for all
 */
export async function unsettledMembers(
  tx: TenantTx,
  reach: ComplianceReach,
  { mandateCode, asOf }: StoredDay,
  limit: number | null,
): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select m.id from members m
     where ${IN_SERVICE(reach)}
       and (exists (select from stale_members w where w.agency_id = $1 and w.member_id = m.id
           and (w.mandate_code is null or w.mandate_code = $3))
         or not exists (select from status_intervals s where ${ON_DAY}))
     order by m.id limit $5`,
    [tx.agencyId, reach.principalId, mandateCode, asOf, limit],
  );
  return rows.map(({ id }) => id);
}

/** How many members in service and in reach have each status on the day. @param besides members who are counted otherwise */
export async function storedCounts(
  tx: TenantTx,
  reach: ComplianceReach,
  { mandateCode, asOf }: StoredDay,
  besides: readonly string[],
): Promise<Map<ComplianceStatus, number>> {
  const rows = await tx.query<{ status: ComplianceStatus; members: number }>(
    `select s.status, count(*)::int as members from members m join status_intervals s on ${ON_DAY}
     where ${IN_SERVICE(reach)} and m.id <> all($5::uuid[]) group by s.status`,
    [tx.agencyId, reach.principalId, mandateCode, asOf, besides],
  );
  return new Map(rows.map(({ status, members }) => [status, members]));
}

/**
 * A page of the members in service and in reach, in the order of reports.
 * @param page.status only those with this status; null for all
 * @param page.judged those of whom the caller knows better than the store, and whether each has the status
 */
export function storedPage(
  tx: TenantTx,
  reach: ComplianceReach,
  { mandateCode, asOf }: StoredDay,
  page: {
    status: ComplianceStatus | null;
    after: MemberPosition | null;
    limit: number;
    judged: { wanted: readonly string[]; unwanted: readonly string[] };
  },
): Promise<ReportedMember[]> {
  const { status, after, limit, judged } = page;
  return tx.query<ReportedMember>(
    `select m.id, m.family_name as "familyName", m.given_name as "givenName" from members m
     where ${IN_SERVICE(reach)}
       and ($5::uuid is null or (m.family_name, m.given_name, m.id) > ($6::text, $7::text, $5::uuid))
       and ($8::text is null or m.id = any($9::uuid[]) or (m.id <> all($10::uuid[])
         and exists (select from status_intervals s where ${ON_DAY} and s.status = $8)))
     order by m.family_name, m.given_name, m.id limit $11`,
    [
      ...[tx.agencyId, reach.principalId, mandateCode, asOf, after?.id ?? null],
      ...[after?.familyName ?? null, after?.givenName ?? null, status, judged.wanted, judged.unwanted, limit],
    ],
  );
}
