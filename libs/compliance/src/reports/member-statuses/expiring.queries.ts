import type { TenantTx } from '#platform';
import type { ComplianceStatus } from '../../evaluation/evaluation.js';
import type { LocalDate } from '../../evaluation/local-date.js';
import type { ComplianceReach } from '../members.queries.js';
import { reported, reportParameters, stored, type ReportDay, type ReportFilter } from '../report-filter.js';
import type { StoredMissing } from '../report.types.js';
import { WORSENINGS } from '../severity.js';

/** Where a page goes on. */
export interface ExpiringPosition {
  turnsOn: LocalDate;
  familyName: string;
  givenName: string;
  memberId: string;
  mandateCode: string;
}

export interface ExpiringRow extends ExpiringPosition {
  orgUnitId: string | null;
  adoptionId: string;
  status: ComplianceStatus;
  turnsInto: ComplianceStatus;
  dueOn: LocalDate | null;
  /** On the day on which it turns. */
  missing: StoredMissing[];
}

const ORDER = 's.valid_from, m.family_name, m.given_name, m.id, s.mandate_code';

/** Every change for the worse in the days after the day, the earliest first. @param filter.statuses into which; null for any */
export function expiringRows(
  tx: TenantTx,
  reach: ComplianceReach,
  filter: ReportFilter & { statuses: readonly ComplianceStatus[] | null },
  day: ReportDay,
  page: { days: number; after: ExpiringPosition | null; limit: number },
): Promise<ExpiringRow[]> {
  return tx.query<ExpiringRow>(
    `select s.valid_from::text as "turnsOn", m.family_name as "familyName", m.given_name as "givenName", s.member_id as "memberId",
       s.mandate_code as "mandateCode", m.org_unit_id as "orgUnitId", s.adoption_id as "adoptionId", b.status,
       s.status as "turnsInto", s.due_on::text as "dueOn", s.missing
     from status_intervals s
       join members m on m.agency_id = s.agency_id and m.id = s.member_id
       join status_intervals b on b.member_id = s.member_id and b.mandate_code = s.mandate_code and b.valid_to = s.valid_from
         and ${stored('b', day)}
     where ${stored('s', day)} and ${reported(reach, filter)} and s.valid_from > $8::date and s.valid_from <= $8::date + $9::int
       and b.status || '>' || s.status = any($10::text[]) and ($11::text[] is null or s.status = any($11))
       and ($12::date is null or (${ORDER}) > ($12::date, $13::text, $14::text, $15::uuid, $16::text))
     order by ${ORDER} limit $17`,
    [
      ...reportParameters(tx, reach, filter, day),
      page.days,
      WORSENINGS,
      filter.statuses,
      page.after?.turnsOn ?? null,
      page.after?.familyName ?? null,
      page.after?.givenName ?? null,
      page.after?.memberId ?? null,
      page.after?.mandateCode ?? null,
      page.limit,
    ],
  );
}
