import { reachPredicate, type ReachOf, type TenantTx } from '#platform';
import type { IdPage } from '../id-page.js';
import type { AssignmentEntity, AssignmentMode } from './assignment.entity.js';

export type AssignmentReach = ReachOf<
  | 'assignment:read'
  | 'assignment:write'
  | 'session:play'
  | 'session:read'
  | 'grade:review'
  | 'grade:sign'
  | 'appeal:decide'
  | 'device:sync'
>;

const ASSIGNMENT = `a.agency_id as "agencyId", a.id, a.trainee_id as "traineeId", a.cohort_id as "cohortId",
  a.presentation_id as "presentationId", a.scenario_version_id as "scenarioVersionId", a.rubric_version_id as "rubricVersionId",
  a.mode, a.device_id as "deviceId", a.due_on::text as "dueOn", a.assigned_by as "assignedBy", a.created_at as "createdAt"`;

/** Those of the members in reach, and for a device the ones it may take offline. */
const visible = (reach: AssignmentReach, principal: string): string =>
  `(${reachPredicate(reach, 'a.trainee_id', principal)} or a.device_id = ${principal}::uuid)`;

export interface NewAssignments {
  traineeIds: readonly string[];
  cohortId: string | null;
  presentationId: string | null;
  scenarioVersionId: string;
  rubricVersionId: string;
  mode: AssignmentMode;
  deviceId: string | null;
  dueOn: string | null;
  assignedBy: string;
}

/** One assignment per trainee. @returns their ids, in the order of the trainees */
export async function addAssignments(tx: TenantTx, added: NewAssignments): Promise<string[]> {
  const rows = await tx.query<{ id: string; trainee_id: string }>(
    `insert into assignments (agency_id, trainee_id, cohort_id, presentation_id, scenario_version_id, rubric_version_id, mode,
       device_id, due_on, assigned_by)
     select $1, t, $3, $4, $5, $6, $7, $8, $9, $10 from unnest($2::uuid[]) t returning id, trainee_id`,
    [
      tx.agencyId,
      added.traineeIds,
      added.cohortId,
      added.presentationId,
      added.scenarioVersionId,
      added.rubricVersionId,
      added.mode,
      added.deviceId,
      added.dueOn,
      added.assignedBy,
    ],
  );
  const idOf = new Map(rows.map((row) => [row.trainee_id, row.id]));
  return added.traineeIds.map((traineeId) => idOf.get(traineeId) as string);
}

export async function assignmentsByIds(
  tx: TenantTx,
  reach: AssignmentReach,
  ids: readonly string[],
): Promise<AssignmentEntity[]> {
  return tx.query<AssignmentEntity>(
    `select ${ASSIGNMENT} from assignments a where a.agency_id = $1 and a.id = any($3::uuid[]) and ${visible(reach, '$2')}`,
    [tx.agencyId, reach.principalId, ids],
  );
}

/** Oldest first. */
export async function listAssignments(
  tx: TenantTx,
  reach: AssignmentReach,
  page: IdPage & { traineeId: string | null },
): Promise<AssignmentEntity[]> {
  return tx.query<AssignmentEntity>(
    `select ${ASSIGNMENT} from assignments a
     where a.agency_id = $1 and ${visible(reach, '$2')} and ($3::uuid is null or a.id > $3) and ($4::uuid is null or a.trainee_id = $4)
     order by a.id limit $5`,
    [tx.agencyId, reach.principalId, page.after, page.traineeId, page.limit],
  );
}

export interface AssignmentForPlay extends AssignmentEntity {
  /** Of the presentation; null for practice. */
  courseVersionId: string | null;
  /** Whether its presentation was: nothing is played for it any more. */
  cancelled: boolean;
}

/** What a scenario session of this assignment pins; null for what is missing or beyond the reach. */
export async function assignmentForPlay(
  tx: TenantTx,
  reach: AssignmentReach,
  assignmentId: string,
): Promise<AssignmentForPlay | null> {
  const [row] = await tx.query<AssignmentForPlay>(
    `select ${ASSIGNMENT}, p.course_version_id as "courseVersionId", p.cancelled_at is not null as cancelled from assignments a
     left join presentations p on p.agency_id = a.agency_id and p.id = a.presentation_id
     where a.agency_id = $1 and a.id = $3 and ${visible(reach, '$2')}`,
    [tx.agencyId, reach.principalId, assignmentId],
  );
  return row ?? null;
}

/** What this device may take offline, oldest first. The caller has made sure that the device is who asks. */
export async function assignmentsForDevice(tx: TenantTx, deviceId: string): Promise<AssignmentForPlay[]> {
  return tx.query<AssignmentForPlay>(
    `select ${ASSIGNMENT}, p.course_version_id as "courseVersionId", p.cancelled_at is not null as cancelled from assignments a
     left join presentations p on p.agency_id = a.agency_id and p.id = a.presentation_id
     where a.agency_id = $1 and a.device_id = $2 order by a.id`,
    [tx.agencyId, deviceId],
  );
}
