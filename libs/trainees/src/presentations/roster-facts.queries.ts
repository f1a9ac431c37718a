import type { TenantTx } from '#platform';
import type { PresentationEntity } from './presentation.entity.js';
import type { RosterFacts, RosterRowFacts } from './roster-problems.js';

/**
 * What the check of a roster looks at. The caller decides who may see the answer: it is the whole roster.
 * @param timezone IANA name of the agency's
 */
export async function rosterFacts(
  tx: TenantTx,
  presentation: PresentationEntity,
  timezone: string,
): Promise<RosterFacts> {
  const [row] = await tx.query<Omit<RosterFacts, 'rows' | 'instructor'> & { instructorActive: boolean }>(
    `select p.cancelled_at is not null as cancelled, v.control_number as "controlNumber", v.hours::float8 as "approvedHours",
       (p.created_at at time zone $3)::date::text as "openedOn", p.starts_on::text as "startsOn",
       r.state_id_system as "stateIdSystem", r.request_days_before as "requestDaysBefore",
       exists (select 1 from members m
         join role_assignments a on a.agency_id = m.agency_id and a.principal_id = m.id and a.role = 'INSTRUCTOR'
         where m.agency_id = p.agency_id and m.id = p.instructor_id and m.state = 'ACTIVE') as "instructorActive"
     from presentations p
       join course_versions v on v.agency_id = p.agency_id and v.id = p.course_version_id
       left join lateral (select state_id_system, request_days_before from roster_requirements
         where agency_id = p.agency_id order by id desc limit 1) r on true
     where p.agency_id = $1 and p.id = $2`,
    [tx.agencyId, presentation.id, timezone],
  );
  if (!row) throw new Error('a presentation that was read is not there');
  const { instructorActive, ...facts } = row;
  const rows = await rosterRows(tx, presentation.id, facts.stateIdSystem);
  return { ...facts, instructor: { memberId: presentation.instructorId, active: instructorActive }, rows };
}

function rosterRows(tx: TenantTx, presentationId: string, system: string | null): Promise<RosterRowFacts[]> {
  return tx.query<RosterRowFacts>(
    `with standing as (
       select r.trainee_id, sum(r.hours)::float8 as hours from training_records r
       where r.agency_id = $1 and r.presentation_id = $2 and r.capacity = 'STUDENT' and not exists (
         select 1 from training_records c where c.agency_id = $1 and c.source = 'CORRECTION' and c.source_id = r.id)
       group by r.trainee_id
     ), attended as (
       select distinct on (a.trainee_id) a.trainee_id, a.attended from attendances a
       where a.agency_id = $1 and a.presentation_id = $2 and a.capacity = 'STUDENT' order by a.trainee_id, a.id desc
     ), entered as (
       select e.trainee_id, e.id from roster_entries e
       where e.agency_id = $1 and e.presentation_id = $2 and e.removed_at is null
     )
     select coalesce(e.trainee_id, s.trainee_id) as "memberId", e.id is not null as "onRoster", x.value as "stateId",
       a.attended, s.hours
     from entered e
       full join standing s on s.trainee_id = e.trainee_id
       left join attended a on a.trainee_id = coalesce(e.trainee_id, s.trainee_id)
       left join external_ids x on x.agency_id = $1 and x.entity_type = 'Member' and x.system = $3
         and x.entity_id = coalesce(e.trainee_id, s.trainee_id)
     order by e.id nulls last, 1`,
    [tx.agencyId, presentationId, system],
  );
}
