import { oneTransaction } from '#platform';
import { v7 as uuidv7 } from 'uuid';

export interface SeededAgency {
  agencyId: string;
  adminId: string;
}

const MEMBERS = 200;
const RECORDS_EACH = 20;

/** An agency with an admin, 200 members and 4,000 training records, written as the superuser: nothing of it is measured. */
export async function seedAgency(superuserUrl: string): Promise<SeededAgency> {
  const [agencyId, adminId, courseId, versionId] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  const url = new URL(superuserUrl);
  url.pathname = '/parley';
  await oneTransaction(url.toString(), 'parley-bench', async (tx) => {
    await tx.query(`insert into control.agencies (id, slug) values ($1, 'bench')`, [agencyId]);
    await tx.query(
      `insert into agencies (agency_id, id, name, timezone, state_code) values ($1, $1, 'Bench', 'America/Chicago', 'TX')`,
      [agencyId],
    );
    await tx.query(`insert into principals (agency_id, id, kind) values ($1, $2, 'MEMBER')`, [agencyId, adminId]);
    await tx.query(
      `insert into principals (agency_id, id, kind) select $1, uuidv7(), 'MEMBER' from generate_series(1, ${MEMBERS})`,
      [agencyId],
    );
    await tx.query(
      `insert into members (agency_id, id, given_name, family_name, email)
       select agency_id, id, 'Officer', 'Number ' || row_number() over (), 'officer' || row_number() over () || '@bench.example'
       from principals where agency_id = $1`,
      [agencyId],
    );
    await tx.query(`insert into role_assignments (agency_id, principal_id, role) values ($1, $2, 'AGENCY_ADMIN')`, [
      agencyId,
      adminId,
    ]);
    await tx.query(`insert into courses (agency_id, id, code, title) values ($1, $2, 'DE-1', 'De-escalation')`, [
      agencyId,
      courseId,
    ]);
    await tx.query(
      `insert into course_versions (agency_id, id, course_id, version, state, board, control_number, hours, categories, course_code,
         delivery, proof_engine_kinds, approved_at)
       values ($1, $2, $3, 1, 'APPROVED', 'TCOLE', 'TX-1', 8, '{DE_ESCALATION}', 'DE-1', 'IN_PERSON', '{SCRIPTED}', now())`,
      [agencyId, versionId, courseId],
    );
    await tx.query(
      `insert into presentations (agency_id, course_version_id, instructor_id, starts_on, ends_on, location)
       select $1, $2, $3, date '2026-01-01' + n, date '2026-01-01' + n, 'Academy' from generate_series(1, ${RECORDS_EACH}) n`,
      [agencyId, versionId, adminId],
    );
    await tx.query(
      `insert into training_records (agency_id, trainee_id, course_version_id, presentation_id, hours, categories, course_code,
         delivery, provider, completed_on, score, source, source_id, recorded_by)
       select p.agency_id, m.id, p.course_version_id, p.id, 8, '{DE_ESCALATION,CRISIS_INTERVENTION}', 'DE-1', 'IN_PERSON',
         'Bench Academy', p.starts_on, 87.5, 'SESSION', uuidv7(), p.instructor_id
       from presentations p join members m on m.agency_id = p.agency_id where p.agency_id = $1`,
      [agencyId],
    );
    // Autovacuum would do it in a minute; until then the planner knows nothing of these tables.
    await tx.query('analyze');
  });
  return { agencyId, adminId };
}
