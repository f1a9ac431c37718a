import { readFileSync } from 'node:fs';
import { scopesOfRoles, type Role } from '#identity';
import { Actor, type TenantDb, type TenantTx } from '#platform';
import { v7 as uuidv7 } from 'uuid';

/** An agency with people who play, a published scenario and rubric, and an approved course with a presentation. */
export interface SessionAgency {
  agencyId: string;
  adminId: string;
  instructorId: string;
  /** The third is an instructor too. */
  trainees: [string, string, string];
  deviceId: string;
  scenarioVersionId: string;
  rubricVersionId: string;
  /** Rows of a statement of its own. */
  rows<Row = Record<string, unknown>>(sql: string, parameters?: readonly string[]): Promise<Row[]>;
  /** A new operation of this member or device, with the scopes of the roles. */
  actor(principalId: string, ...roles: Role[]): Actor;
  /** A new assignment. @returns its id */
  assign(traineeId: string, mode: 'PROOF' | 'PRACTICE', deviceId?: string): Promise<string>;
  /** What the course takes for proof sessions. */
  allowEngines(kinds: string): Promise<void>;
}

const packOf = (path: string): string => readFileSync(`packs/${path}`, 'utf8');

export async function sessionAgency(db: TenantDb): Promise<SessionAgency> {
  const [agencyId, adminId, instructorId, deviceId, scenarioVersionId, rubricVersionId, courseId, presentationId] =
    Array.from({ length: 8 }, () => uuidv7()) as [string, string, string, string, string, string, string, string];
  const trainees: [string, string, string] = [uuidv7(), uuidv7(), uuidv7()];
  const actor = (principalId: string, ...roles: Role[]): Actor =>
    new Actor({ agencyId, principalId, kind: 'MEMBER', scopes: scopesOfRoles(roles), requestId: 'test' });
  const run = <T>(work: (tx: TenantTx) => Promise<T>): Promise<T> => db.run(actor(uuidv7()), work);

  await run(async (tx) => {
    const insert = (table: string, row: Record<string, string | number>): Promise<unknown> => insertRow(tx, table, row);
    const principal = (id: string, kind: string) => insert('principals', { id, kind });
    const member = async (id: string, ...roles: Role[]): Promise<void> => {
      await principal(id, 'MEMBER');
      await insert('members', { id, given_name: 'Ada', family_name: 'Vale' });
      for (const role of roles) await insert('role_assignments', { principal_id: id, role });
    };
    await insert('agencies', { id: agencyId, name: 'Brook County', timezone: 'UTC', state_code: 'GA' });
    await member(adminId, 'AGENCY_ADMIN');
    await member(instructorId, 'INSTRUCTOR');
    await member(trainees[0], 'TRAINEE');
    await member(trainees[1], 'TRAINEE');
    await member(trainees[2], 'TRAINEE', 'INSTRUCTOR');
    await principal(deviceId, 'DEVICE');
    const published = { version: '1', state: 'PUBLISHED', source: 'LIBRARY', digest: 'digest' };
    await insert('scenarios', { id: scenarioVersionId, code: 'stop', title: 'A traffic stop' });
    await insert('scenario_versions', {
      ...published,
      id: scenarioVersionId,
      scenario_id: scenarioVersionId,
      body: packOf('scenarios/traffic-stop.json'),
    });
    await insert('rubrics', { id: rubricVersionId, code: 'core', title: 'Core rubric' });
    await insert('rubric_versions', {
      ...published,
      id: rubricVersionId,
      rubric_id: rubricVersionId,
      body: packOf('rubrics/core.json'),
    });
    await insert('courses', { id: courseId, code: 'DE-101', title: 'De-escalation' });
    await insert('course_versions', {
      id: courseId,
      course_id: courseId,
      version: 1,
      state: 'APPROVED',
      board: 'GA-POST',
      control_number: 'GA-1',
      hours: 4,
      categories: '{DE_ESCALATION}',
      course_code: 'DE-101',
      delivery: 'CLASSROOM',
      proof_engine_kinds: '{SCRIPTED}',
    });
    await insert('presentations', {
      id: presentationId,
      course_version_id: courseId,
      instructor_id: instructorId,
      starts_on: '2026-01-05',
      ends_on: '2026-01-05',
      location: 'Hall',
    });
  });

  return {
    agencyId,
    adminId,
    instructorId,
    trainees,
    deviceId,
    scenarioVersionId,
    rubricVersionId,
    actor,
    rows: <Row>(sql: string, parameters: readonly string[] = []) => run((tx) => tx.query<Row>(sql, parameters)),
    assign: async (traineeId, mode, device) => {
      const id = uuidv7();
      await run((tx) =>
        insertRow(tx, 'assignments', {
          id,
          trainee_id: traineeId,
          scenario_version_id: scenarioVersionId,
          rubric_version_id: rubricVersionId,
          mode,
          assigned_by: instructorId,
          ...(mode === 'PROOF' ? { presentation_id: presentationId } : {}),
          ...(device ? { device_id: device } : {}),
        }),
      );
      return id;
    },
    allowEngines: async (kinds) => {
      await run((tx) => tx.query('update course_versions set proof_engine_kinds = $1', [kinds]));
    },
  };
}

async function insertRow(tx: TenantTx, table: string, row: Record<string, string | number>): Promise<void> {
  const columns = Object.keys(row);
  await tx.query(
    `insert into ${table} (agency_id, ${columns.join(', ')}) values ($1, ${columns.map((_, at) => `$${at + 2}`).join(', ')})`,
    [tx.agencyId, ...Object.values(row)],
  );
}
