import type { TenantTx } from '#platform';
import type { LocalDate } from '../evaluation/local-date.js';

/** A class that a member is on the roster of and has not earned yet. */
export interface PlannedRow {
  memberId: string;
  presentationId: string;
  /** Its last day: until then nothing is completed. */
  date: LocalDate;
  categories: string[];
  courseCode: string;
  hours: number;
  delivery: string;
}

/** The classes ahead of these members, from a day on. A rejected roster and a cancelled class promise nothing. */
export function plannedClassesOf(tx: TenantTx, memberIds: readonly string[], from: LocalDate): Promise<PlannedRow[]> {
  return tx.query<PlannedRow>(
    `select e.trainee_id as "memberId", p.id as "presentationId", p.ends_on::text as date, v.categories,
       v.course_code as "courseCode", v.hours::float8 as hours, v.delivery
     from roster_entries e
       join presentations p on p.agency_id = e.agency_id and p.id = e.presentation_id
       join course_versions v on v.agency_id = p.agency_id and v.id = p.course_version_id
     where e.agency_id = $1 and e.trainee_id = any($2::uuid[]) and p.ends_on >= $3::date and p.roster_state <> 'REJECTED'
       and p.cancelled_at is null and e.removed_at is null
       and not exists (select 1 from training_records r
         where r.agency_id = e.agency_id and r.presentation_id = p.id and r.trainee_id = e.trainee_id)`,
    [tx.agencyId, memberIds, from],
  );
}
