import type { TenantTx } from '#platform';
import type { GradeEntity } from './grade.entity.js';

const GRADE = `g.agency_id as "agencyId", g.id, g.session_id as "sessionId", g.rubric_version_id as "rubricVersionId", g.grader,
  g.grader_version as "graderVersion", g.model_version_id as "modelVersionId", g.label, g.proposal, g.final::float8 as final, g.lowest_final::float8 as "lowestFinal",
  g.highest_final::float8 as "highestFinal", g.abstained, g.critical_fails as "criticalFails", g.digest,
  g.regrade_id as "regradeId", g.created_at as "createdAt"`;

export type NewGrade = Omit<GradeEntity, 'agencyId' | 'createdAt'>;

/** @returns false when this grader's grade of this session is there already: a repeat is the same grade */
export async function addGrade(tx: TenantTx, grade: NewGrade): Promise<boolean> {
  const added = await tx.query(
    `insert into grades (agency_id, id, session_id, rubric_version_id, grader, grader_version, label, proposal, final, lowest_final,
       highest_final, abstained, critical_fails, digest, model_version_id, regrade_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
     on conflict (agency_id, session_id, rubric_version_id, grader, grader_version, regrade_id) do nothing returning id`,
    [
      tx.agencyId,
      grade.id,
      grade.sessionId,
      grade.rubricVersionId,
      grade.grader,
      grade.graderVersion,
      grade.label,
      JSON.stringify(grade.proposal),
      grade.final,
      grade.lowestFinal,
      grade.highestFinal,
      grade.abstained,
      grade.criticalFails,
      grade.digest,
      grade.modelVersionId,
      grade.regradeId,
    ],
  );
  return added.length > 0;
}

/** The grade that one version of a grader has made of a session under a rubric version, regrades apart; null before it has. In no reach. */
export async function gradeBy(
  tx: TenantTx,
  by: Pick<GradeEntity, 'sessionId' | 'rubricVersionId' | 'grader' | 'graderVersion'>,
): Promise<GradeEntity | null> {
  const [row] = await tx.query<GradeEntity>(
    `select ${GRADE} from grades g where g.agency_id = $1 and g.session_id = $2 and g.rubric_version_id = $3 and g.grader = $4
       and g.grader_version = $5 and g.regrade_id is null`,
    [tx.agencyId, by.sessionId, by.rubricVersionId, by.grader, by.graderVersion],
  );
  return row ?? null;
}

/** The same, one that a regrade made included. */
export async function anyGradeBy(
  tx: TenantTx,
  by: Pick<GradeEntity, 'sessionId' | 'rubricVersionId' | 'grader' | 'graderVersion'>,
): Promise<GradeEntity | null> {
  const [row] = await tx.query<GradeEntity>(
    `select ${GRADE} from grades g where g.agency_id = $1 and g.session_id = $2 and g.rubric_version_id = $3 and g.grader = $4
       and g.grader_version = $5 order by g.regrade_id nulls first limit 1`,
    [tx.agencyId, by.sessionId, by.rubricVersionId, by.grader, by.graderVersion],
  );
  return row ?? null;
}

/**
 * The proposal that stands for a session which the caller has already been allowed to see: one that could certify before a formative one,
 * then the newest. What a regrade proposed never stands. Whether they may see it is not asked here.
 */
export async function standingGrade(tx: TenantTx, sessionId: string): Promise<GradeEntity | null> {
  const [row] = await tx.query<GradeEntity>(
    `select ${GRADE} from grades g where g.agency_id = $1 and g.session_id = $2 and g.regrade_id is null
     order by g.label = 'CERTIFYING' desc, g.id desc limit 1`,
    [tx.agencyId, sessionId],
  );
  return row ?? null;
}

/** One proposal by id, in no reach: the caller decides who may see it. */
export async function gradeById(tx: TenantTx, id: string): Promise<GradeEntity | null> {
  const [row] = await tx.query<GradeEntity>(`select ${GRADE} from grades g where g.agency_id = $1 and g.id = $2`, [
    tx.agencyId,
    id,
  ]);
  return row ?? null;
}
