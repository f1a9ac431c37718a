import { rubricVersionsByIds, type RubricPurpose, type RubricVersionContent } from '#curricula';
import type { TenantTx } from '#platform';
import type { GradedSession } from '../grading/graded-session.queries.js';
import type { GradeEntity } from '../grading/grade.entity.js';
import { gradeById, standingGrade } from '../grading/grade.queries.js';

/** What a review for a purpose is written by, and beside which proposal it will stand. */
export interface ReviewBasis {
  rubricVersion: RubricVersionContent;
  grade: GradeEntity;
}

/**
 * The rubric version for a purpose: the session's own where that has the purpose, else that of the proposal which stands for it.
 * @returns null where nothing is graded for this purpose yet
 */
export async function reviewBasis(
  tx: TenantTx,
  session: Pick<GradedSession, 'id' | 'rubricVersionId'>,
  purpose: RubricPurpose,
): Promise<ReviewBasis | null> {
  const own = await rubricVersion(tx, session.rubricVersionId);
  if (own.rubric.purpose === purpose) {
    const standing = await standingGrade(tx, session.id);
    if (standing?.rubricVersionId === own.id) return { rubricVersion: own, grade: standing };
  }
  const grade = await standingGradeFor(tx, session.id, purpose, own.rubric.purpose === purpose ? own.id : null);
  return grade && { rubricVersion: await rubricVersion(tx, grade.rubricVersionId), grade };
}

/** One that could certify before a formative one, then the newest. @param rubricVersionId only under this one; null for any */
async function standingGradeFor(
  tx: TenantTx,
  sessionId: string,
  purpose: RubricPurpose,
  rubricVersionId: string | null,
): Promise<GradeEntity | null> {
  const [row] = await tx.query<{ id: string }>(
    `select g.id from grades g join rubric_versions v on v.agency_id = g.agency_id and v.id = g.rubric_version_id
     where g.agency_id = $1 and g.session_id = $2 and coalesce(v.body ->> 'purpose', 'CERTIFICATION') = $3
       and ($4::uuid is null or g.rubric_version_id = $4) and g.regrade_id is null
     order by g.label = 'CERTIFYING' desc, g.id desc limit 1`,
    [tx.agencyId, sessionId, purpose, rubricVersionId],
  );
  return row ? gradeById(tx, row.id) : null;
}

async function rubricVersion(tx: TenantTx, id: string): Promise<RubricVersionContent> {
  const [version] = await rubricVersionsByIds(tx, [id]);
  if (!version) throw new Error('the rubric version of this session is not there');
  return version;
}
