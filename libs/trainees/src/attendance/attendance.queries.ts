import { reachPredicate, type ReachOf, type TenantTx } from '#platform';
import type { IdPage } from '../id-page.js';
import type { Capacity } from '../records/training-record.entity.js';

/** What is said of one member about one presentation. */
export interface AttendanceSaid {
  traineeId: string;
  attended: boolean;
  capacity: Capacity;
  /** Percent. */
  score: number | null;
  testPassed: boolean | null;
}

export interface AttendanceLine extends AttendanceSaid {
  id: string;
  presentationId: string;
  recordedBy: string;
  recordedAt: Date;
}

const LINE = `a.id, a.presentation_id as "presentationId", a.trainee_id as "traineeId", a.attended, a.capacity, a.score::float8 as score,
  a.test_passed as "testPassed", a.recorded_by as "recordedBy", a.recorded_at as "recordedAt"`;

export async function addAttendance(
  tx: TenantTx,
  line: AttendanceSaid & { presentationId: string; recordedBy: string },
): Promise<void> {
  await tx.query(
    `insert into attendances (agency_id, presentation_id, trainee_id, attended, capacity, score, test_passed, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      tx.agencyId,
      line.presentationId,
      line.traineeId,
      line.attended,
      line.capacity,
      line.score,
      line.testPassed,
      line.recordedBy,
    ],
  );
}

/** What counts of each of these trainees now. The caller decides who may see the answer. */
export async function lastAttendance(
  tx: TenantTx,
  presentationId: string,
  traineeIds: readonly string[],
): Promise<Map<string, AttendanceLine>> {
  const rows = await tx.query<AttendanceLine>(
    `select distinct on (a.trainee_id) ${LINE} from attendances a
     where a.agency_id = $1 and a.presentation_id = $2 and a.trainee_id = any($3::uuid[]) order by a.trainee_id, a.id desc`,
    [tx.agencyId, presentationId, traineeIds],
  );
  return new Map(rows.map((row) => [row.traineeId, row]));
}

/** The entry of the ledger that each of these trainees has earned by this presentation, before corrections. */
export async function earnedBy(
  tx: TenantTx,
  presentationId: string,
  traineeIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx.query<{ traineeId: string; id: string }>(
    `select trainee_id as "traineeId", id from training_records
     where agency_id = $1 and presentation_id = $2 and trainee_id = any($3::uuid[]) and source in ('SESSION', 'ATTENDANCE')`,
    [tx.agencyId, presentationId, traineeIds],
  );
  return new Map(rows.map((row) => [row.traineeId, row.id]));
}

/** One page of the attendance sheet of each presentation, in the order recorded. */
export async function attendanceOf(
  tx: TenantTx,
  reach: ReachOf<'presentation:read'>,
  presentationIds: readonly string[],
  page: IdPage,
): Promise<AttendanceLine[]> {
  return tx.query<AttendanceLine>(
    `select page.* from unnest($3::uuid[]) parent(id) cross join lateral (
       select ${LINE} from attendances a
       where a.agency_id = $1 and ${reachPredicate(reach, 'a.trainee_id', '$2')} and a.presentation_id = parent.id
         and ($4::uuid is null or a.id > $4) order by a.id limit $5
     ) page order by page.id`,
    [tx.agencyId, reach.principalId, presentationIds, page.after, page.limit],
  );
}
