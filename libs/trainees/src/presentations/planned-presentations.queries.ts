import type { TenantTx } from '#platform';
import { visiblePresentation, type PresentationReach } from './presentation.queries.js';

/** A class that is still to be held, with what it gives those who attend. */
export interface PlannedPresentation {
  id: string;
  courseTitle: string;
  courseCode: string;
  categories: string[];
  /** The course's approved hours. */
  hours: number;
  delivery: string;
  /** Local date, `yyyy-mm-dd`. */
  startsOn: string;
  /** Local date, `yyyy-mm-dd`: until then nothing is completed. */
  endsOn: string;
  location: string;
  /** How many trainees are on its roster. */
  rosterSize: number;
  /** How many may sit in it; null when nobody said. */
  seats: number | null;
}

/**
 * Classes in reach that end within these days, both included, the earliest first, and that give hours in one of the categories or are of
 * one of the courses. A rejected roster and a cancelled class promise nothing.
 */
export function plannedPresentations(
  tx: TenantTx,
  reach: PresentationReach,
  wanted: { from: string; to: string; categories: readonly string[]; courseCodes: readonly string[]; limit: number },
): Promise<PlannedPresentation[]> {
  return tx.query<PlannedPresentation>(
    `select p.id, c.title as "courseTitle", v.course_code as "courseCode", v.categories, v.hours::float8 as hours, v.delivery,
       p.starts_on::text as "startsOn", p.ends_on::text as "endsOn", p.location, p.seats,
       (select count(*)::int from roster_entries e where e.agency_id = $1 and e.presentation_id = p.id and e.removed_at is null) as "rosterSize"
     from presentations p
       join course_versions v on v.agency_id = p.agency_id and v.id = p.course_version_id
       join courses c on c.agency_id = v.agency_id and c.id = v.course_id
     where p.agency_id = $1 and ${visiblePresentation(reach, '$2')} and p.ends_on >= $3::date and p.starts_on <= $4::date and p.ends_on <= $4::date
       and p.roster_state <> 'REJECTED' and p.cancelled_at is null and (v.categories && $5::text[] or v.course_code = any($6::text[]))
     order by p.ends_on, p.id limit $7`,
    [tx.agencyId, reach.principalId, wanted.from, wanted.to, wanted.categories, wanted.courseCodes, wanted.limit],
  );
}

/** Which of these trainees are on the rosters of these presentations. */
export function traineesOnRosters(
  tx: TenantTx,
  presentationIds: readonly string[],
  traineeIds: readonly string[],
): Promise<{ presentationId: string; traineeId: string }[]> {
  return tx.query(
    `select e.presentation_id as "presentationId", e.trainee_id as "traineeId" from roster_entries e
     where e.agency_id = $1 and e.presentation_id = any($2::uuid[]) and e.trainee_id = any($3::uuid[])
       and e.removed_at is null`,
    [tx.agencyId, presentationIds, traineeIds],
  );
}
