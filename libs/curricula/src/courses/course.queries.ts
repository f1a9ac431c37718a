import type { TenantTx } from '#platform';
import type { CourseVersionContent } from '../curricula.queries.js';
import { draftsVisible, type CurriculumReach, type NewestFirst } from '../version-page.js';
import type { CourseEntity } from './course.entity.js';

export interface CourseVersionRow extends CourseVersionContent {
  createdAt: Date;
  approvedAt: Date | null;
}

const COURSE_COLUMNS = 'c.agency_id as "agencyId", c.id, c.code, c.title, c.created_at as "createdAt"';
const VERSION_COLUMNS = `v.id, v.course_id as "courseId", c.title, v.version, v.state, v.board, v.control_number as "controlNumber",
  v.hours, v.categories, v.course_code as "courseCode", v.delivery, v.proof_engine_kinds as "proofEngineKinds",
  v.created_at as "createdAt", v.approved_at as "approvedAt"`;
const VERSIONS = 'course_versions v join courses c on c.agency_id = v.agency_id and c.id = v.course_id';
/** $2: whether drafts are visible. */
const VISIBLE_COURSE = `($2 or exists (select 1 from course_versions p
  where p.agency_id = c.agency_id and p.course_id = c.id and p.state = 'APPROVED'))`;
const VISIBLE_VERSION = `($2 or v.state = 'APPROVED')`;

export function listCourses(tx: TenantTx, reach: CurriculumReach, page: NewestFirst): Promise<CourseEntity[]> {
  return tx.query<CourseEntity>(
    `select ${COURSE_COLUMNS} from courses c
     where c.agency_id = $1 and ${VISIBLE_COURSE} and ($3::uuid is null or c.id < $3) order by c.id desc limit $4`,
    [tx.agencyId, draftsVisible(reach), page.before, page.limit],
  );
}

export async function courseById(tx: TenantTx, reach: CurriculumReach, id: string): Promise<CourseEntity | null> {
  const [row] = await tx.query<CourseEntity>(
    `select ${COURSE_COLUMNS} from courses c where c.agency_id = $1 and ${VISIBLE_COURSE} and c.id = $3`,
    [tx.agencyId, draftsVisible(reach), id],
  );
  return row ?? null;
}

export function versionsOfCourse(
  tx: TenantTx,
  reach: CurriculumReach,
  courseId: string,
  page: NewestFirst,
): Promise<CourseVersionRow[]> {
  return tx.query<CourseVersionRow>(
    `select ${VERSION_COLUMNS} from ${VERSIONS}
     where v.agency_id = $1 and ${VISIBLE_VERSION} and v.course_id = $3 and ($4::uuid is null or v.id < $4)
     order by v.id desc limit $5`,
    [tx.agencyId, draftsVisible(reach), courseId, page.before, page.limit],
  );
}

export async function courseVersionById(
  tx: TenantTx,
  reach: CurriculumReach,
  id: string,
): Promise<CourseVersionRow | null> {
  const [row] = await tx.query<CourseVersionRow>(
    `select ${VERSION_COLUMNS} from ${VERSIONS} where v.agency_id = $1 and ${VISIBLE_VERSION} and v.id = $3`,
    [tx.agencyId, draftsVisible(reach), id],
  );
  return row ?? null;
}
