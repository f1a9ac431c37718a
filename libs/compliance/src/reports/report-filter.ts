import type { MemberRole } from '#identity';
import { reachPredicate, type SqlValue, type TenantTx } from '#platform';
import type { LocalDate } from '../evaluation/local-date.js';
import type { ComplianceReach } from './members.queries.js';

/** Whose standings a report reads. Units, cohorts and roles are as they are now, whatever day is asked about. */
export interface ReportFilter {
  /** And all units below it. */
  orgUnitId: string | null;
  /** Who is enrolled in it. */
  cohortId: string | null;
  role: MemberRole | null;
  /** null: every mandate that the agency has adopted. */
  mandateCodes: readonly string[] | null;
}

/** The day that is asked about, and as of when it is known. */
export interface ReportDay {
  asOf: LocalDate;
  /** null: as it is known now. */
  knownAt: Date | null;
}

/**
 * The members `m` in service whom a report may read and who fit its filter, of a query whose parameters begin with those of
 * `reportParameters`. What is not filtered by is not in it, as the planner would look at it each time.
 */
export const reported = (
  reach: ComplianceReach,
  { orgUnitId, cohortId, role }: Pick<ReportFilter, 'orgUnitId' | 'cohortId' | 'role'>,
): string => `m.agency_id = $1 and m.state <> 'LEFT'
  and ${reachPredicate(reach, 'm.id', '$2')}
  and ${
    orgUnitId === null
      ? '$3::uuid is null'
      : `m.org_unit_id = any(array(
    with recursive units as (
      select u.id from org_units u where u.agency_id = $1 and u.id = $3
      union select below.id from org_units below join units on below.parent_id = units.id where below.agency_id = $1
    ) select id from units))`
  }
  and ${
    cohortId === null
      ? '$4::uuid is null'
      : `exists (select from enrolments e
    where e.agency_id = $1 and e.cohort_id = $4 and e.trainee_id = m.id and e.state = 'ENROLLED')`
  }
  and ${
    role === null
      ? '$5::text is null'
      : `exists (select from role_assignments held
    where held.agency_id = $1 and held.principal_id = m.id and held.role = $5)`
  }`;

/** The intervals of the mandates that are asked about, as they are known or were. @param interval the row's alias */
export const stored = (interval: string, { knownAt }: Pick<ReportDay, 'knownAt'>): string => `${interval}.agency_id = $1
  and ($6::text[] is null or ${interval}.mandate_code = any($6))
  and ${
    knownAt === null
      ? `${interval}.superseded_at is null and $7::timestamptz is null`
      : `${interval}.recorded_at <= $7 and (${interval}.superseded_at is null or ${interval}.superseded_at > $7)`
  }`;

/** Of these, the one that holds on the day of parameter `$8`. */
export const holding = (interval: string, day: Pick<ReportDay, 'knownAt'>): string => `${stored(interval, day)}
  and ${interval}.valid_from <= $8::date and (${interval}.valid_to is null or ${interval}.valid_to > $8::date)`;

/** `$1` the agency, `$2` the caller, `$3` to `$6` the filter, `$7` as of when it is known, `$8` the day. */
export const reportParameters = (
  tx: TenantTx,
  reach: ComplianceReach,
  filter: ReportFilter,
  day: ReportDay,
): SqlValue[] => [
  tx.agencyId,
  reach.principalId,
  filter.orgUnitId,
  filter.cohortId,
  filter.role,
  filter.mandateCodes,
  day.knownAt,
  day.asOf,
];
