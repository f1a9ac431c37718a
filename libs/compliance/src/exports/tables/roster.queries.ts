import { reachPredicate, type ReachOf, type TenantTx } from '#platform';
import type { ExportSelection } from '../export.js';

export type ExportReach = ReachOf<'export:write'>;

/** A place on a roster, with its presentation and course. Days are local dates. */
export interface RosterPlace {
  entryId: string;
  presentationId: string;
  traineeId: string;
  boardId: string | null;
  familyName: string;
  givenName: string;
  badgeNumber: string | null;
  courseCode: string;
  courseTitle: string;
  controlNumber: string | null;
  board: string;
  delivery: string;
  categories: string[];
  approvedHours: number;
  startsOn: string;
  endsOn: string;
  openedAt: Date;
  location: string;
  instructor: string;
  /** Whether they are in service and an instructor. */
  instructorActive: boolean;
  cancelled: boolean;
  rosterState: string;
}

type RosterSelection = Pick<ExportSelection, 'presentationIds' | 'from' | 'to' | 'boardIdSystem'>;

/** `$3` to `$5`: the presentations that are asked for; of some days those that took place, and by name also a cancelled one. */
const WANTED = `p.agency_id = $1 and (p.id = any($3::uuid[]) or ($3 is null and p.cancelled_at is null)) and ($4::date is null or p.starts_on >= $4)
  and ($5::date is null or p.starts_on <= $5)`;
const asked = (tx: TenantTx, reach: ExportReach, { presentationIds, from, to }: RosterSelection) => [
  tx.agencyId,
  reach.principalId,
  presentationIds && [...presentationIds],
  from,
  to,
];

/** How many places there are on the rosters that are asked for, and how many of these have none. */
export async function countPlaces(
  tx: TenantTx,
  reach: ExportReach,
  selection: RosterSelection,
): Promise<{ places: number; empty: number }> {
  const [row] = await tx.query<{ places: number; empty: number }>(
    `select coalesce(sum(on_it), 0)::int as places, count(*) filter (where on_it = 0)::int as empty from (
       select (select count(*) from roster_entries e where e.agency_id = $1 and e.presentation_id = p.id and e.removed_at is null
         and ${reachPredicate(reach, 'e.trainee_id', '$2')}) as on_it
       from presentations p where ${WANTED}) rosters`,
    asked(tx, reach, selection),
  );
  return row!;
}

/** How many have hours in the ledger of these presentations and are not on their roster. */
export async function countOffRoster(tx: TenantTx, reach: ExportReach, selection: RosterSelection): Promise<number> {
  const [row] = await tx.query<{ trainees: number }>(
    `select count(distinct (r.presentation_id, r.trainee_id))::int as trainees from presentations p
     join training_records r on r.agency_id = $1 and r.presentation_id = p.id and r.capacity = 'STUDENT' and r.hours > 0
     where ${WANTED} and ${reachPredicate(reach, 'r.trainee_id', '$2')}
       and not exists (select from training_records c where c.agency_id = $1 and c.source = 'CORRECTION' and c.source_id = r.id)
       and not exists (select from roster_entries e where e.agency_id = $1 and e.presentation_id = p.id
         and e.trainee_id = r.trainee_id and e.removed_at is null)`,
    asked(tx, reach, selection),
  );
  return row!.trainees;
}

/** A page of the places, by the presentations' first days. @param after the last place of the page before */
export function rosterPlaces(
  tx: TenantTx,
  reach: ExportReach,
  selection: RosterSelection,
  page: { after: RosterPlace | null; limit: number },
): Promise<RosterPlace[]> {
  const { after } = page;
  return tx.query<RosterPlace>(
    // The page is cut before anything is looked up for it.
    `with page as materialized (
       select p.id as presentation_id, e.id as entry_id, e.trainee_id
       from presentations p join roster_entries e on e.agency_id = $1 and e.presentation_id = p.id and e.removed_at is null
       where ${WANTED} and ${reachPredicate(reach, 'e.trainee_id', '$2')}
         and ($7::date is null or (p.starts_on, p.id, e.id) > ($7::date, $8::uuid, $9::uuid))
       order by p.starts_on, p.id, e.id limit $10
     )
     select page.entry_id as "entryId", p.id as "presentationId", m.id as "traineeId",
       (select x.value from external_ids x where x.agency_id = $1 and x.entity_type = 'Member' and x.entity_id = m.id
         and x.system = $6) as "boardId", m.family_name as "familyName",
       m.given_name as "givenName", m.badge_number as "badgeNumber", v.course_code as "courseCode", c.title as "courseTitle",
       v.control_number as "controlNumber", v.board, v.delivery, v.categories, v.hours::float8 as "approvedHours",
       p.starts_on::text as "startsOn", p.ends_on::text as "endsOn", p.created_at as "openedAt", p.location,
       i.given_name || ' ' || i.family_name as instructor, p.roster_state as "rosterState",
       p.cancelled_at is not null as cancelled, i.state = 'ACTIVE' and exists (select from role_assignments a
         where a.agency_id = $1 and a.principal_id = i.id and a.role = 'INSTRUCTOR') as "instructorActive"
     from page
     join presentations p on p.agency_id = $1 and p.id = page.presentation_id
     join members m on m.agency_id = $1 and m.id = page.trainee_id
     join members i on i.agency_id = $1 and i.id = p.instructor_id
     join course_versions v on v.agency_id = $1 and v.id = p.course_version_id
     join courses c on c.agency_id = $1 and c.id = v.course_id
     order by p.starts_on, p.id, page.entry_id`,
    [
      ...asked(tx, reach, selection),
      selection.boardIdSystem,
      after?.startsOn ?? null,
      after?.presentationId ?? null,
      after?.entryId ?? null,
      page.limit,
    ],
  );
}

/** What a trainee earned at a presentation, or what replaced it. */
export interface EarnedLine {
  recordId: string;
  presentationId: string;
  traineeId: string;
  completedOn: string;
  hours: number;
  score: number | null;
  correctsId: string | null;
  reason: string | null;
}

/** All that is in the ledger for these places, what was corrected before its correction. */
export function earnedAt(
  tx: TenantTx,
  reach: ExportReach,
  places: readonly Pick<RosterPlace, 'presentationId' | 'traineeId'>[],
): Promise<EarnedLine[]> {
  return tx.query<EarnedLine>(
    `select r.id as "recordId", r.presentation_id as "presentationId", r.trainee_id as "traineeId", r.completed_on::text as "completedOn",
       r.hours::float8 as hours, r.score::float8 as score, r.corrects_id as "correctsId", r.reason
     from unnest($3::uuid[], $4::uuid[]) place(presentation_id, trainee_id)
     join training_records r on r.agency_id = $1 and r.trainee_id = place.trainee_id and r.presentation_id = place.presentation_id
     where ${reachPredicate(reach, 'r.trainee_id', '$2')} order by r.recorded_at, r.id`,
    [
      tx.agencyId,
      reach.principalId,
      places.map(({ presentationId }) => presentationId),
      places.map(({ traineeId }) => traineeId),
    ],
  );
}
