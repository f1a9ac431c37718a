import type { TenantTx } from '#platform';
import type { CourseState } from './courses/course-version.entity.js';
import { rubricBodySchema, type RubricBody } from './rubrics/rubric-body.js';
import { scenarioBodySchema, type ScenarioBody } from './scenarios/scenario-body.js';
import type { VersionState } from './scenarios/scenario-version.entity.js';

export interface ScenarioVersionContent {
  id: string;
  scenarioId: string;
  version: string;
  state: VersionState;
  digest: string;
  body: ScenarioBody;
}

export interface RubricVersionContent {
  id: string;
  rubricId: string;
  version: string;
  state: VersionState;
  digest: string;
  rubric: RubricBody;
  /** The body exactly as stored, over which the digest was taken. */
  raw: unknown;
}

export interface CourseVersionContent {
  id: string;
  courseId: string;
  title: string;
  version: number;
  state: CourseState;
  board: string;
  controlNumber: string | null;
  /** Approved hours, as PostgreSQL writes the decimal, for example `4.00`. */
  hours: string;
  categories: string[];
  courseCode: string;
  delivery: string;
  /** Kinds of engine that a proof session of this course may be played against. */
  proofEngineKinds: string[];
}

/** A published scenario version that the scripted player can play; null for any other id. */
export async function playableScenarioVersion(tx: TenantTx, id: string): Promise<ScenarioVersionContent | null> {
  const [found] = await scenarioVersionsByIds(tx, [id]);
  return found?.state === 'PUBLISHED' && found.body.script ? found : null;
}

/** Scenario versions in any state, with their whole content: never hand it to a trainee. Unknown ids are left out. */
export async function scenarioVersionsByIds(tx: TenantTx, ids: readonly string[]): Promise<ScenarioVersionContent[]> {
  const rows = await tx.query<Omit<ScenarioVersionContent, 'body'> & { body: unknown }>(
    `select id, scenario_id as "scenarioId", version, state, digest, body from scenario_versions
     where agency_id = $1 and id = any($2::uuid[])`,
    [tx.agencyId, ids],
  );
  return rows.map((row) => ({ ...row, body: scenarioBodySchema.parse(row.body) }));
}

/** A published rubric version; null for any other id. */
export async function publishedRubricVersion(tx: TenantTx, id: string): Promise<RubricVersionContent | null> {
  const [found] = await rubricVersionsByIds(tx, [id]);
  return found ?? null;
}

/** Published rubric versions. Other ids are left out: nothing is graded by a draft, which may lack anything. */
export async function rubricVersionsByIds(tx: TenantTx, ids: readonly string[]): Promise<RubricVersionContent[]> {
  const rows = await tx.query<Omit<RubricVersionContent, 'rubric' | 'raw'> & { body: unknown }>(
    `select id, rubric_id as "rubricId", version, state, digest, body from rubric_versions
     where agency_id = $1 and id = any($2::uuid[]) and state = 'PUBLISHED'`,
    [tx.agencyId, ids],
  );
  return rows.map(({ body, ...row }) => ({ ...row, rubric: rubricBodySchema.parse(body), raw: body }));
}

/** A course version that its board approved; null for any other id. */
export async function approvedCourseVersion(tx: TenantTx, id: string): Promise<CourseVersionContent | null> {
  const [found] = await courseVersionsByIds(tx, [id]);
  return found?.state === 'APPROVED' ? found : null;
}

/** Course versions in any state, with the title of their course. Unknown ids are left out. */
export function courseVersionsByIds(tx: TenantTx, ids: readonly string[]): Promise<CourseVersionContent[]> {
  return tx.query<CourseVersionContent>(
    `select v.id, v.course_id as "courseId", c.title, v.version, v.state, v.board, v.control_number as "controlNumber",
       v.hours, v.categories, v.course_code as "courseCode", v.delivery, v.proof_engine_kinds as "proofEngineKinds"
     from course_versions v join courses c on c.agency_id = v.agency_id and c.id = v.course_id
     where v.agency_id = $1 and v.id = any($2::uuid[])`,
    [tx.agencyId, ids],
  );
}
