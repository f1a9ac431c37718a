import type { TenantTx } from '#platform';
import type { ComplianceStatus } from '../../evaluation/evaluation.js';
import type { LocalDate } from '../../evaluation/local-date.js';
import type { ComplianceReach } from '../members.queries.js';
import { holding, reported, reportParameters, type ReportDay, type ReportFilter } from '../report-filter.js';
import type { StoredMissing } from '../report.types.js';

export interface GapRow {
  memberId: string;
  familyName: string;
  givenName: string;
  status: ComplianceStatus;
  /** null: due at once. */
  dueOn: LocalDate | null;
  missing: StoredMissing[];
  /** Of all, not of the page. */
  total: number;
}

/**
 * Members to whom one of the requirements is missing on the day and whose next deadline is not after another, the most pressing first.
 */
export function membersInNeed(
  tx: TenantTx,
  reach: ComplianceReach,
  filter: ReportFilter,
  day: ReportDay,
  need: { requirementIds: readonly string[]; dueBy: LocalDate; limit: number },
): Promise<GapRow[]> {
  return tx.query<GapRow>(
    `select s.member_id as "memberId", m.family_name as "familyName", m.given_name as "givenName", s.status, s.due_on::text as "dueOn",
       s.missing, (count(*) over ())::int as total
     from status_intervals s join members m on m.agency_id = s.agency_id and m.id = s.member_id
     where ${holding('s', day)} and ${reported(reach, filter)} and (s.due_on is null or s.due_on <= $9::date)
       and exists (select from jsonb_array_elements(s.missing) short
         where regexp_replace(short ->> 'nodeId', '@\\d{4}$', '') = any($10::text[]))
     order by s.due_on nulls first, m.family_name, m.given_name, m.id limit $11`,
    [...reportParameters(tx, reach, filter, day), need.dueBy, need.requirementIds, need.limit],
  );
}
