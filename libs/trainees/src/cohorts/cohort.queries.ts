import { reachPredicate, type ReachOf, type TenantTx } from '#platform';
import type { IdPage } from '../id-page.js';
import type { CohortEntity } from './cohort.entity.js';
import type { EnrolmentEntity } from './enrolment.entity.js';

export type CohortReach = ReachOf<'cohort:read' | 'cohort:write' | 'assignment:write'>;

const COHORT = `c.agency_id as "agencyId", c.id, c.name, c.curriculum_version_id as "curriculumVersionId", c.created_at as "createdAt"`;
const ENROLMENT = `e.agency_id as "agencyId", e.id, e.cohort_id as "cohortId", e.trainee_id as "traineeId", e.state, e.created_at as "createdAt"`;

/** Short of the agency, the cohorts in which a member in reach is enrolled. */
const visible = (reach: CohortReach, principal: string): string =>
  reach.reach === 'AGENCY'
    ? reachPredicate(reach, 'c.id', principal)
    : `exists (select 1 from enrolments o where o.agency_id = c.agency_id and o.cohort_id = c.id and ${reachPredicate(reach, 'o.trainee_id', principal)})`;

/** @returns false when the agency has a cohort of this name */
export async function addCohort(tx: TenantTx, cohort: { id: string; name: string }): Promise<boolean> {
  const added = await tx.query(
    'insert into cohorts (agency_id, id, name) values ($1, $2, $3) on conflict (agency_id, name) do nothing returning id',
    [tx.agencyId, cohort.id, cohort.name],
  );
  return added.length > 0;
}

export async function cohortsByIds(tx: TenantTx, reach: CohortReach, ids: readonly string[]): Promise<CohortEntity[]> {
  return tx.query<CohortEntity>(
    `select ${COHORT} from cohorts c where c.agency_id = $1 and c.id = any($3::uuid[]) and ${visible(reach, '$2')}`,
    [tx.agencyId, reach.principalId, ids],
  );
}

export async function cohortById(tx: TenantTx, reach: CohortReach, id: string): Promise<CohortEntity | null> {
  return (await cohortsByIds(tx, reach, [id]))[0] ?? null;
}

/** Oldest first. */
export async function listCohorts(tx: TenantTx, reach: CohortReach, page: IdPage): Promise<CohortEntity[]> {
  return tx.query<CohortEntity>(
    `select ${COHORT} from cohorts c where c.agency_id = $1 and ${visible(reach, '$2')} and ($3::uuid is null or c.id > $3)
     order by c.id limit $4`,
    [tx.agencyId, reach.principalId, page.after, page.limit],
  );
}

/** Enrols those who are not enrolled. @returns whom it enrolled */
export async function addEnrolments(tx: TenantTx, cohortId: string, traineeIds: readonly string[]): Promise<string[]> {
  // In one order everywhere, so that two batches at once cannot wait for each other.
  const rows = await tx.query<{ trainee_id: string }>(
    `insert into enrolments (agency_id, cohort_id, trainee_id)
     select $1, $2, t from (select distinct t from unnest($3::uuid[]) t order by t) ordered
     on conflict (agency_id, cohort_id, trainee_id) do update set state = 'ENROLLED' where enrolments.state = 'WITHDRAWN'
     returning trainee_id`,
    [tx.agencyId, cohortId, traineeIds],
  );
  return rows.map((row) => row.trainee_id);
}

/** The trainees in reach who are enrolled in a cohort now. */
export async function enrolledTrainees(tx: TenantTx, reach: CohortReach, cohortId: string): Promise<string[]> {
  const rows = await tx.query<{ trainee_id: string }>(
    `select e.trainee_id from enrolments e where e.agency_id = $1 and e.cohort_id = $3 and e.state = 'ENROLLED'
       and ${reachPredicate(reach, 'e.trainee_id', '$2')} order by e.id`,
    [tx.agencyId, reach.principalId, cohortId],
  );
  return rows.map((row) => row.trainee_id);
}

/** One page of the enrolments of each cohort, oldest first. */
export async function enrolmentsOfCohorts(
  tx: TenantTx,
  reach: CohortReach,
  cohortIds: readonly string[],
  page: IdPage,
): Promise<EnrolmentEntity[]> {
  return tx.query<EnrolmentEntity>(
    `select page.* from unnest($3::uuid[]) parent(id) cross join lateral (
       select ${ENROLMENT} from enrolments e
       where e.agency_id = $1 and ${reachPredicate(reach, 'e.trainee_id', '$2')} and e.cohort_id = parent.id
         and ($4::uuid is null or e.id > $4) order by e.id limit $5
     ) page order by page.id`,
    [tx.agencyId, reach.principalId, cohortIds, page.after, page.limit],
  );
}

export async function enrolmentsByIds(
  tx: TenantTx,
  reach: CohortReach,
  ids: readonly string[],
): Promise<EnrolmentEntity[]> {
  return tx.query<EnrolmentEntity>(
    `select ${ENROLMENT} from enrolments e
     where e.agency_id = $1 and ${reachPredicate(reach, 'e.trainee_id', '$2')} and e.id = any($3::uuid[])`,
    [tx.agencyId, reach.principalId, ids],
  );
}
