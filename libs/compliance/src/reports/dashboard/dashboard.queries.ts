import type { TenantTx } from '#platform';
import type { ComplianceStatus } from '../../evaluation/evaluation.js';
import type { LocalDate } from '../../evaluation/local-date.js';
import type { ComplianceReach } from '../members.queries.js';
import { holding, reported, reportParameters, stored, type ReportDay, type ReportFilter } from '../report-filter.js';

const OF_MEMBERS = 'join members m on m.agency_id = s.agency_id and m.id = s.member_id';

export interface UnitCount {
  mandateCode: string;
  status: ComplianceStatus;
  members: number;
  /** The org unit directly below the one that is asked about in which, or below which, these members are; null for none. */
  unitId: string | null;
  unitName: string | null;
}

/** How many members have each status on the day, by the org unit directly below the one asked about, or by those at the top. */
export function countsByUnit(
  tx: TenantTx,
  reach: ComplianceReach,
  filter: ReportFilter,
  day: ReportDay,
): Promise<UnitCount[]> {
  return tx.query<UnitCount>(
    `with recursive below (id, child) as (
       select u.id, u.id from org_units u where u.agency_id = $1 and u.parent_id is not distinct from $3::uuid
       union select u.id, below.child from org_units u join below on u.parent_id = below.id where u.agency_id = $1
     ), held as (
       select s.mandate_code, s.status, m.org_unit_id, count(*) as members
       from status_intervals s ${OF_MEMBERS} where ${holding('s', day)} and ${reported(reach, filter)} group by 1, 2, 3
     )
     select held.mandate_code as "mandateCode", held.status, child.id as "unitId", child.name as "unitName", sum(held.members)::int as members
     from held left join below on below.id = held.org_unit_id
       left join org_units child on child.agency_id = $1 and child.id = below.child
     group by 1, 2, 3, 4 order by 1, child.name, child.id, 2`,
    reportParameters(tx, reach, filter, day),
  );
}

export interface DayCounts {
  mandateCode: string;
  status: ComplianceStatus;
  /** Of the days asked about, how many passed before these intervals began. */
  from: number;
  /** Of the days asked about, how many passed before these intervals ended. */
  to: number;
  members: number;
}

/**
 * How many intervals cover which of some days, in one pass however many the days are.
 * @param days in order; the day of `day` only says as of when everything is known
 */
export function countsOnDays(
  tx: TenantTx,
  reach: ComplianceReach,
  filter: ReportFilter,
  day: ReportDay,
  days: readonly LocalDate[],
): Promise<DayCounts[]> {
  return tx.query<DayCounts>(
    `select s.mandate_code as "mandateCode", s.status, width_bucket(s.valid_from - 1, $9::date[]) as from,
       coalesce(width_bucket(s.valid_to - 1, $9::date[]), cardinality($9::date[])) as to, count(*)::int as members
     from status_intervals s ${OF_MEMBERS}
     where ${stored('s', day)} and ${reported(reach, filter)} and s.valid_from <= $8::date and (s.valid_to is null or s.valid_to > ($9::date[])[1])
     group by 1, 2, 3, 4`,
    [...reportParameters(tx, reach, filter, day), days],
  );
}

export interface WeekTurns {
  mandateCode: string;
  status: ComplianceStatus;
  /** The Monday of the week. */
  monday: LocalDate;
  members: number;
}

/** How many members turn into which status in which ISO week after the day, by what is stored of the days ahead. */
export function turnsByWeek(
  tx: TenantTx,
  reach: ComplianceReach,
  filter: ReportFilter,
  day: ReportDay,
  lastDay: LocalDate,
): Promise<WeekTurns[]> {
  return tx.query<WeekTurns>(
    `select s.mandate_code as "mandateCode", s.status, (s.valid_from - (extract(isodow from s.valid_from)::int - 1))::text as monday,
       count(distinct s.member_id)::int as members
     from status_intervals s ${OF_MEMBERS}
       join status_intervals b on b.member_id = s.member_id and b.mandate_code = s.mandate_code and b.valid_to = s.valid_from
         and ${stored('b', day)}
     where ${stored('s', day)} and ${reported(reach, filter)} and s.valid_from > $8::date and s.valid_from <= $9::date and b.status <> s.status
     group by 1, 2, 3 order by 1, 3`,
    [...reportParameters(tx, reach, filter, day), lastDay],
  );
}
