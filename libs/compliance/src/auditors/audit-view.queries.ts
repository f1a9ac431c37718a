import { reachPredicate, type ReachOf, type TenantTx } from '#platform';
import type { RosterState } from '#trainees';
import type { LocalDate } from '../evaluation/local-date.js';
import type { ShownDays } from './auditor-grant.js';

type BoardReach = ReachOf<'board:read'>;

export interface AuditedPresentation {
  id: string;
  courseTitle: string;
  courseCode: string;
  board: string;
  controlNumber: string | null;
  hours: number;
  startsOn: LocalDate;
  endsOn: LocalDate;
  location: string;
  instructorName: string;
  rosterState: RosterState;
}

/** Whose roster went to the board, with a day among those shown and, short of the whole agency, somebody in reach on the roster. */
const shown = (reach: BoardReach): string => `p.agency_id = $1 and p.roster_state <> 'DRAFT'
  and p.ends_on >= $3::date and ($4::date is null or p.starts_on <= $4::date) and ${
    reach.reach === 'AGENCY'
      ? reachPredicate(reach, 'p.id', '$2')
      : `exists (select from roster_entries e where e.agency_id = $1 and e.presentation_id = p.id and e.removed_at is null
          and ${reachPredicate(reach, 'e.trainee_id', '$2')})`
  }`;

const parameters = (tx: TenantTx, reach: BoardReach, days: ShownDays): (string | null)[] => [
  tx.agencyId,
  reach.principalId,
  days.recordsFrom,
  days.recordsTo,
];

/** Where a page of presentations begins: after this one. */
export interface PresentationPosition {
  startsOn: LocalDate;
  id: string;
}

/** By their first day. */
export function presentationsShown(
  tx: TenantTx,
  reach: BoardReach,
  days: ShownDays,
  page: { after: PresentationPosition | null; limit: number },
): Promise<AuditedPresentation[]> {
  return tx.query<AuditedPresentation>(
    `select p.id, c.title as "courseTitle", v.course_code as "courseCode", v.board, v.control_number as "controlNumber",
       v.hours::float8 as hours, p.starts_on::text as "startsOn", p.ends_on::text as "endsOn", p.location,
       i.given_name || ' ' || i.family_name as "instructorName", p.roster_state as "rosterState"
     from presentations p
     join course_versions v on v.agency_id = p.agency_id and v.id = p.course_version_id
     join courses c on c.agency_id = v.agency_id and c.id = v.course_id
     join members i on i.agency_id = p.agency_id and i.id = p.instructor_id
     where ${shown(reach)} and ($5::date is null or (p.starts_on, p.id) > ($5::date, $6::uuid))
     order by p.starts_on, p.id limit $7`,
    [...parameters(tx, reach, days), page.after?.startsOn ?? null, page.after?.id ?? null, page.limit],
  );
}

export interface AuditedMember {
  id: string;
  givenName: string;
  familyName: string;
  orgUnitName: string | null;
  boardId: string | null;
}

/** `system`: placeholder of the system of external ids by which the board knows members. */
const memberColumns = (system: string): string => `m.id, m.given_name as "givenName", m.family_name as "familyName",
  (select u.name from org_units u where u.agency_id = m.agency_id and u.id = m.org_unit_id) as "orgUnitName",
  (select x.value from external_ids x where x.agency_id = m.agency_id and x.entity_type = 'Member' and x.entity_id = m.id
    and x.system = ${system}) as "boardId"`;

/** Those on the roster of a presentation that is shown who are in reach, in the order in which they were put on it. */
export function rosterShown(
  tx: TenantTx,
  reach: BoardReach,
  days: ShownDays,
  asked: { presentationId: string; idSystem: string | null; after: string | null; limit: number },
): Promise<(AuditedMember & { entryId: string })[]> {
  return tx.query<AuditedMember & { entryId: string }>(
    `select r.id as "entryId", ${memberColumns('$7::text')} from presentations p
     join roster_entries r on r.agency_id = p.agency_id and r.presentation_id = p.id and r.removed_at is null
     join members m on m.agency_id = r.agency_id and m.id = r.trainee_id
     where ${shown(reach)} and p.id = $5 and ${reachPredicate(reach, 'r.trainee_id', '$2')} and ($6::uuid is null or r.id > $6)
     order by r.id limit $8`,
    [...parameters(tx, reach, days), asked.presentationId, asked.after, asked.idSystem, asked.limit],
  );
}

/** Those of these members who are in reach. */
export function membersShown(
  tx: TenantTx,
  reach: BoardReach,
  ids: readonly string[],
  idSystem: string | null,
): Promise<AuditedMember[]> {
  return tx.query<AuditedMember>(
    `select ${memberColumns('$4::text')} from members m
     where m.agency_id = $1 and m.id = any($3::uuid[]) and ${reachPredicate(reach, 'm.id', '$2')}`,
    [tx.agencyId, reach.principalId, ids, idSystem],
  );
}
