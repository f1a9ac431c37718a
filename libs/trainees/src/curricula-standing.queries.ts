import type { TenantTx } from '#platform';

export interface ApprovedCourseVersion {
  id: string;
  /** Approved hours, as PostgreSQL writes the decimal. */
  hours: string;
  categories: string[];
  courseCode: string;
  delivery: string;
}

/** A course version that a board approved; null for any other. */
export async function approvedCourseVersion(tx: TenantTx, id: string): Promise<ApprovedCourseVersion | null> {
  const [row] = await tx.query<ApprovedCourseVersion>(
    `select id, hours, categories, course_code as "courseCode", delivery from course_versions
     where agency_id = $1 and id = $2 and state = 'APPROVED'`,
    [tx.agencyId, id],
  );
  return row ?? null;
}

export async function isPublished(
  tx: TenantTx,
  table: 'scenario_versions' | 'rubric_versions',
  id: string,
): Promise<boolean> {
  const rows = await tx.query(`select id from ${table} where agency_id = $1 and id = $2 and state = 'PUBLISHED'`, [
    tx.agencyId,
    id,
  ]);
  return rows.length > 0;
}
