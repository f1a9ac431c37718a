import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { oneTransaction } from '#platform';
import { v7 as uuidv7 } from 'uuid';

/** How large a deployment is made. Members and records are spread evenly over the agencies. */
export interface DeploymentSize {
  agencies: number;
  members: number;
  records: number;
}

/** The agency that is asked; it is one like the others. */
export interface AskedAgency {
  agencyId: string;
  adminId: string;
}

export const MANDATE = 'US-TX-UNIT';
const MANDATE_FILE = join(process.cwd(), 'packs', 'mandates', `${MANDATE}.json`);
const AGENCIES_A_TURN = 50;

/** The current unit of the mandate, and the days on which the statuses of a member turn. */
const TURNS = ['2025-09-01', '2026-03-01', '2027-06-02', '2027-09-01'];
const STATUSES = ['ON_TRACK', 'COMPLIANT', 'AT_RISK', 'OVERDUE'];

/**
 * Agencies with members, classes, ledgers and stored statuses, written as the superuser: nothing of it is measured. The statuses
 * are made up, four intervals a member; what is measured is how they are read.
 */
export async function seedDeployment(
  superuserUrl: string,
  { agencies, members, records }: DeploymentSize,
  say: (line: string) => void,
): Promise<AskedAgency> {
  const url = new URL(superuserUrl);
  url.pathname = '/parley';
  const mandate = await readFile(MANDATE_FILE, 'utf8');
  const ids = Array.from({ length: agencies }, () => ({ agencyId: uuidv7(), adminId: uuidv7() }));
  const membersEach = Math.floor(members / agencies);
  const classesEach = Math.floor(records / members);
  for (let first = 0; first < agencies; first += AGENCIES_A_TURN) {
    const turn = ids.slice(first, first + AGENCIES_A_TURN);
    await oneTransaction(url.toString(), 'parley-bench', async (tx) => {
      // Keys that were just made need no check against the rows that were just made.
      await tx.query('set local session_replication_role = replica');
      for (const statement of STATEMENTS) {
        const agencyIds = turn.map(({ agencyId }) => agencyId);
        const adminIds = turn.map(({ adminId }) => adminId);
        const wanted = statement.match(/\$\d/g) ?? [];
        const parameters = [agencyIds, adminIds, membersEach, classesEach, mandate, TURNS, STATUSES];
        const used = [...new Set(wanted.map((each) => Number(each.slice(1))))].sort();
        const numbered = used.reduce((sql, old, index) => sql.replaceAll(`$${old}`, `$${index + 1}`), statement);
        await tx.query(numbered, used.map((each) => parameters[each - 1]) as never);
      }
    });
    say(`${Math.min(first + AGENCIES_A_TURN, agencies)} of ${agencies} agencies are filled`);
  }
  await oneTransaction(url.toString(), 'parley-bench', (tx) => tx.query('analyze'));
  // In the middle: neither the first pages of an index nor the last.
  return ids[Math.floor(agencies / 2)]!;
}

const STATEMENTS = [
  `insert into control.agencies (id, slug) select a, 'bench-' || a from unnest($1::uuid[]) a`,
  `insert into agencies (agency_id, id, name, timezone, state_code)
   select a, a, 'Bench ' || a, 'America/Chicago', 'TX' from unnest($1::uuid[]) a`,
  `insert into principals (agency_id, id, kind) select a, b, 'MEMBER' from unnest($1::uuid[], $2::uuid[]) u(a, b)`,
  `insert into role_assignments (agency_id, principal_id, role) select a, b, 'AGENCY_ADMIN' from unnest($1::uuid[], $2::uuid[]) u(a, b)`,
  `insert into principals (agency_id, id, kind)
   select a, uuidv7(), 'MEMBER' from unnest($1::uuid[]) a, generate_series(1, $3::int)`,
  `insert into org_units (agency_id, name, kind) select a, 'Precinct ' || n, 'PRECINCT' from unnest($1::uuid[]) a, generate_series(1, 4) n`,
  `insert into members (agency_id, id, org_unit_id, given_name, family_name, email)
   select p.agency_id, p.id, u.id, 'Officer', 'Number ' || p.place, 'officer' || p.place || '@bench.example'
   from (select agency_id, id, row_number() over (partition by agency_id order by id) as place
         from principals where agency_id = any($1::uuid[])) p
     join org_units u on u.agency_id = p.agency_id and u.name = 'Precinct ' || (1 + p.place % 4)`,
  `insert into member_facts (agency_id, member_id, fact, value, valid_from)
   select agency_id, id, 'licence', 'TX_PEACE_OFFICER', '2020-01-01' from members where agency_id = any($1::uuid[])`,
  `insert into courses (agency_id, code, title) select a, 'DE-1', 'De-escalation' from unnest($1::uuid[]) a`,
  `insert into course_versions (agency_id, course_id, version, state, board, control_number, hours, categories, course_code, delivery,
     proof_engine_kinds, approved_at)
   select agency_id, id, 1, 'APPROVED', 'TCOLE', 'TX-1', 4, '{CE,DE_ESCALATION}', 'DE-1', 'IN_PERSON', '{SCRIPTED}', now()
   from courses where agency_id = any($1::uuid[])`,
  `insert into presentations (agency_id, course_version_id, instructor_id, starts_on, ends_on, location, roster_state)
   select v.agency_id, v.id, b, date '2025-09-01' + 30 * n, date '2025-09-01' + 30 * n, 'Academy', 'APPROVED'
   from unnest($1::uuid[], $2::uuid[]) u(a, b) join course_versions v on v.agency_id = a, generate_series(1, $4::int) n`,
  `insert into training_records (agency_id, trainee_id, course_version_id, presentation_id, hours, categories, course_code, delivery,
     provider, completed_on, score, source, source_id, recorded_by)
   select p.agency_id, m.id, p.course_version_id, p.id, 4, '{CE,DE_ESCALATION}', 'DE-1', 'IN_PERSON', 'Bench Academy', p.starts_on, 87.5,
     'SESSION', uuidv7(), p.instructor_id
   from presentations p join members m on m.agency_id = p.agency_id and m.id <> p.instructor_id where p.agency_id = any($1::uuid[])`,
  `insert into adopted_mandates (agency_id, code, version, digest, body, policy, adopted_by)
   select a, $5::jsonb ->> 'code', $5::jsonb ->> 'version', 'bench', $5::jsonb,
     '{"warnDays": 90, "graceDays": 0, "trackedFrom": "2025-09-01", "anchor": null, "cohorts": [], "exemptions": {}}', b
   from unnest($1::uuid[], $2::uuid[]) u(a, b)`,
  `insert into status_intervals (agency_id, member_id, mandate_code, adoption_id, valid_from, valid_to, status, due_on, missing)
   select m.agency_id, m.id, d.code, d.id, t.first, lead(t.first) over (partition by m.agency_id, m.id order by t.first),
     t.status, '2027-08-31',
     case t.status when 'COMPLIANT' then '[]'::jsonb else '[{"nodeId":"CE","label":"Continuing education","short":4,"unit":"HOUR"}]'::jsonb end
   from members m join adopted_mandates d on d.agency_id = m.agency_id,
     unnest($6::date[], $7::text[]) t(first, status)
   where m.agency_id = any($1::uuid[])`,
];
