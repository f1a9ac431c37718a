import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { oneTransaction } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { ROOT } from '../../faults/program.js';
import { inParley } from '../../faults/race/agencies.js';

export const MANDATES = ['US-GA-ANNUAL', 'US-TX-UNIT'] as const;
export const MEMBERS = 20_000;
const ENTRIES_EACH = 10;
const POLICY = { warnDays: 60, graceDays: 0, trackedFrom: '2025-01-01', anchor: null, cohorts: [], exemptions: {} };

export interface EvaluatedAgency {
  agencyId: string;
  courseVersionId: string;
  presentationId: string;
  members: string[];
}

export const packOf = async (code: string): Promise<unknown> =>
  JSON.parse(await readFile(join(ROOT, 'packs/mandates', `${code}.json`), 'utf8'));

/** A full agency that has adopted two mandates: 20,000 officers, ten records of each over two years, on approved rosters. */
export async function seedAgency(superuserUrl: string): Promise<EvaluatedAgency> {
  const [agencyId, adminId, courseId, courseVersionId] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  const adopted = await Promise.all(MANDATES.map(packOf));
  return oneTransaction(inParley(superuserUrl), 'parley-bench', async (tx) => {
    await tx.query(`set local statement_timeout = 0`);
    await tx.query(`insert into control.agencies (id, slug) values ($1, 'bench')`, [agencyId]);
    await tx.query(
      `insert into agencies (agency_id, id, name, timezone, state_code) values ($1, $1, 'Bench', 'America/Chicago', 'TX')`,
      [agencyId],
    );
    await tx.query(
      `insert into principals (agency_id, id, kind)
       select $1, case n when 0 then $2::uuid else uuidv7() end, 'MEMBER' from generate_series(0, ${MEMBERS - 1}) n`,
      [agencyId, adminId],
    );
    await tx.query(
      `insert into members (agency_id, id, given_name, family_name)
       select agency_id, id, 'Officer', 'Number ' || row_number() over () from principals where agency_id = $1`,
      [agencyId],
    );
    await tx.query(
      `insert into member_facts (agency_id, member_id, fact, value, valid_from)
       select m.agency_id, m.id, f.fact, f.value, '2024-01-01' from members m, (values ('licence', 'GA_PEACE_OFFICER'),
         ('licence', 'TX_PEACE_OFFICER'), ('role', 'FULL_TIME'), ('certifiedOn', '2024-01-01')) f(fact, value) where m.agency_id = $1`,
      [agencyId],
    );
    await tx.query(`insert into courses (agency_id, id, code, title) values ($1, $2, 'DE-1', 'De-escalation')`, [
      agencyId,
      courseId,
    ]);
    await tx.query(
      `insert into course_versions (agency_id, id, course_id, version, state, board, control_number, hours, categories, course_code,
         delivery, proof_engine_kinds, approved_at)
       values ($1, $2, $3, 1, 'APPROVED', 'GA-POST', 'GA-1', 4, '{CE,DE_ESCALATION}', 'DE-1', 'IN_PERSON', '{SCRIPTED}', now())`,
      [agencyId, courseVersionId, courseId],
    );
    const [last] = await tx.query<{ id: string }>(
      `insert into presentations (agency_id, course_version_id, instructor_id, starts_on, ends_on, location, roster_state)
       select $1, $2, $3, date '2025-02-01' + 60 * n, date '2025-02-01' + 60 * n, 'Academy', 'APPROVED'
       from generate_series(0, ${ENTRIES_EACH}) n returning id`,
      [agencyId, courseVersionId, adminId],
    );
    await tx.query(
      `insert into training_records (agency_id, trainee_id, course_version_id, presentation_id, hours, categories, course_code,
         delivery, provider, completed_on, score, source, source_id, recorded_by)
       select p.agency_id, m.id, p.course_version_id, p.id, 4, case when random() < 0.5 then '{CE,DE_ESCALATION}'::text[]
         else '{CE,FIREARMS_REQUAL,USE_OF_DEADLY_FORCE,COMMUNITY_POLICING}' end, 'DE-1', 'IN_PERSON', 'Bench Academy',
         p.starts_on, 87.5, 'SESSION', uuidv7(), p.instructor_id
       from presentations p join members m on m.agency_id = p.agency_id where p.agency_id = $1 and p.id <> $2`,
      [agencyId, last!.id],
    );
    for (const [index, body] of adopted.entries()) {
      await tx.query(
        `insert into adopted_mandates (agency_id, code, version, digest, body, policy, adopted_by) values ($1, $2, '1.0.0', 'bench', $3, $4, $5)`,
        [agencyId, MANDATES[index], JSON.stringify(body), JSON.stringify(POLICY), adminId],
      );
    }
    await tx.query('analyze');
    const members = await tx.query<{ id: string }>('select id from members where agency_id = $1 order by id', [
      agencyId,
    ]);
    return { agencyId, courseVersionId, presentationId: last!.id, members: members.map(({ id }) => id) };
  });
}
