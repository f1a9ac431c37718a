import { reachPredicate, type TenantTx } from '#platform';
import type { ComplianceStatus } from '../evaluation/evaluation.js';
import type { LocalDate } from '../evaluation/local-date.js';
import type { MissingPart } from '../evaluation/timeline.js';
import type { ComplianceReach } from '../reports/members.queries.js';

/** How one member stands under a mandate on the day asked about. */
export interface StoredStanding {
  memberId: string;
  /** What it was judged by. */
  adoptionId: string;
  status: ComplianceStatus;
  dueOn: LocalDate | null;
  missing: MissingPart[];
  /** First day of the answer. */
  validFrom: LocalDate;
  /** First day of another answer, if nothing more is recorded; null when there is none. */
  validTo: LocalDate | null;
  recordedAt: Date;
}

export interface StandingsQuestion {
  mandateCode: string;
  asOf: LocalDate;
  /** As it was known at this instant; null or left out: as it is known now. */
  knownAt?: Date | null;
  /** Left out: all in reach. */
  memberIds?: readonly string[];
  /** Who is now in this org unit or below it. */
  orgUnitId?: string;
}

/** How members in reach stand on a day, in one statement. A member whose statuses were never stored has no row. */
export function standingsOn(tx: TenantTx, reach: ComplianceReach, asked: StandingsQuestion): Promise<StoredStanding[]> {
  return tx.query<StoredStanding>(
    `select s.member_id as "memberId", s.adoption_id as "adoptionId", s.status, s.due_on::text as "dueOn", s.missing,
       s.valid_from::text as "validFrom", s.valid_to::text as "validTo", s.recorded_at as "recordedAt"
     from status_intervals s
     where s.agency_id = $1 and ${reachPredicate(reach, 's.member_id', '$2')} and s.mandate_code = $3
       and s.valid_from <= $4::date and (s.valid_to is null or s.valid_to > $4::date)
       and case when $5::timestamptz is null then s.superseded_at is null
         else s.recorded_at <= $5 and (s.superseded_at is null or s.superseded_at > $5) end
       and ($6::uuid[] is null or s.member_id = any($6))
       and ($7::uuid is null or exists (select from members m where m.agency_id = $1 and m.id = s.member_id
         and m.org_unit_id = any(array(with recursive units as (
           select u.id from org_units u where u.agency_id = $1 and u.id = $7
           union select below.id from org_units below join units on below.parent_id = units.id where below.agency_id = $1
         ) select id from units))))
     order by s.member_id`,
    [
      tx.agencyId,
      reach.principalId,
      asked.mandateCode,
      asked.asOf,
      asked.knownAt ?? null,
      asked.memberIds ?? null,
      asked.orgUnitId ?? null,
    ],
  );
}
