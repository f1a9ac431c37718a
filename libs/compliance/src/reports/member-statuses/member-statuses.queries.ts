import type { TenantTx } from '#platform';
import type { ComplianceStatus } from '../../evaluation/evaluation.js';
import type { LocalDate } from '../../evaluation/local-date.js';
import type { ComplianceReach } from '../members.queries.js';
import { holding, reported, reportParameters, stored, type ReportDay, type ReportFilter } from '../report-filter.js';
import type { StoredMissing } from '../report.types.js';

/** NAME: by family name, given name, member and mandate. DUE: by deadline first. */
export const STATUS_ORDERS = ['NAME', 'DUE'] as const;
export type StatusOrder = (typeof STATUS_ORDERS)[number];

/** Where a page of statuses goes on. */
export interface StatusPosition {
  familyName: string;
  givenName: string;
  memberId: string;
  mandateCode: string;
  /** What DUE orders by; see `DUE_KEY`. */
  dueKey: LocalDate;
}

export interface MemberStatusRow extends StatusPosition {
  orgUnitId: string | null;
  adoptionId: string;
  status: ComplianceStatus;
  since: LocalDate;
  dueOn: LocalDate | null;
  nextChangeOn: LocalDate | null;
  nextStatus: ComplianceStatus | null;
  missing: StoredMissing[];
}

/** What was due at once comes first, and what has no deadline last. */
const DUE_KEY = `coalesce(s.due_on, case when s.status in ('LAPSED', 'OVERDUE', 'IN_GRACE', 'AT_RISK') then date '0001-01-01'
  else date '9999-12-31' end)`;

const BY_NAME = 'm.family_name, m.given_name, m.id, s.mandate_code';

/** Of NAME, the first comparison is that of an index; the second cuts off what the last member had on the page before. */
const ORDERS: Readonly<Record<StatusOrder, { by: string; after: string }>> = {
  NAME: {
    by: BY_NAME,
    after: `(m.family_name, m.given_name, m.id) >= ($10::text, $11::text, $12::uuid)
      and (${BY_NAME}) > ($10::text, $11::text, $12::uuid, $13::text)`,
  },
  DUE: {
    by: `${DUE_KEY}, ${BY_NAME}`,
    after: `(${DUE_KEY}, ${BY_NAME}) > ($15::date, $10::text, $11::text, $12::uuid, $13::text)`,
  },
};

/** One page of members and the mandates that they stand under on the day. Since when and until when is read for the page alone. */
export function memberStatusRows(
  tx: TenantTx,
  reach: ComplianceReach,
  filter: ReportFilter & { statuses: readonly ComplianceStatus[] | null },
  day: ReportDay,
  page: { order: StatusOrder; after: StatusPosition | null; limit: number },
): Promise<MemberStatusRow[]> {
  const { by, after } = ORDERS[page.order];
  return tx.query<MemberStatusRow>(
    `with page as (
       select s.member_id, s.mandate_code, s.adoption_id, s.status, s.valid_from, s.due_on, s.missing, m.family_name, m.given_name,
         m.org_unit_id, ${DUE_KEY} as due_key, row_number() over (order by ${by}) as place
       from members m join status_intervals s on s.agency_id = m.agency_id and s.member_id = m.id
       where ${reported(reach, filter)} and ${holding('s', day)} and ($9::text[] is null or s.status = any($9))
         and ($12::uuid is null or ${after})
       order by ${by} limit $14
     )
     select p.member_id as "memberId", p.family_name as "familyName", p.given_name as "givenName", p.org_unit_id as "orgUnitId",
       p.mandate_code as "mandateCode", p.adoption_id as "adoptionId", p.status, p.due_on::text as "dueOn", p.missing,
       p.due_key::text as "dueKey", earlier.since::text as since, later.valid_from::text as "nextChangeOn", later.status as "nextStatus"
     from page p
     left join lateral (
       select coalesce(max(s.valid_to) filter (where s.status <> p.status), min(s.valid_from)) as since from status_intervals s
       where ${stored('s', day)} and s.member_id = p.member_id and s.mandate_code = p.mandate_code and s.valid_from <= p.valid_from
     ) earlier on true
     left join lateral (
       select s.valid_from, s.status from status_intervals s
       where ${stored('s', day)} and s.member_id = p.member_id and s.mandate_code = p.mandate_code and s.valid_from > p.valid_from
         and s.status <> p.status
       order by s.valid_from limit 1
     ) later on true
     order by p.place`,
    [
      ...reportParameters(tx, reach, filter, day),
      filter.statuses,
      page.after?.familyName ?? null,
      page.after?.givenName ?? null,
      page.after?.memberId ?? null,
      page.after?.mandateCode ?? null,
      page.limit,
      ...(page.order === 'DUE' ? [page.after?.dueKey ?? null] : []),
    ],
  );
}
