import { readFileSync } from 'node:fs';
import { Actor, type Reach, type Scope, type TenantDb } from '#platform';
import { v7 as uuidv7 } from 'uuid';

/** An agency with what trainees need: people in roles, a published scenario and rubric, and an approved course. */
export interface TrainingAgency {
  agencyId: string;
  admin: Actor;
  trainees: string[];
  instructorId: string;
  suspendedTraineeId: string;
  deviceId: string;
  scenarioVersionId: string;
  draftScenarioVersionId: string;
  rubricVersionId: string;
  /** Published too; it certifies nothing. */
  outcomeRubricVersionId: string;
  courseVersionId: string;
  /** Approved without proof sessions: attendance earns its hours. */
  plainCourseVersionId: string;
  draftCourseVersionId: string;
  /** A member of it with OWN reach, as a trainee has. */
  trainee(memberId: string): Actor;
  /** A new operation of the admin: reads join the snapshot of their actor. */
  again(): Actor;
  /** A second person with the admin's scopes. */
  second(): Actor;
}

const packOf = (path: string): string => readFileSync(new URL(`../../../packs/${path}`, import.meta.url), 'utf8');

const ADMIN_SCOPES: Scope[] = [
  'cohort:read',
  'cohort:write',
  'presentation:read',
  'presentation:write',
  'assignment:read',
  'assignment:write',
  'member:read',
  'record:read',
  'record:write',
  'record:verify',
  'record:correct',
];
const TRAINEE_SCOPES: Scope[] = ['assignment:read', 'session:play', 'record:read'];

export async function trainingAgency(db: TenantDb): Promise<TrainingAgency> {
  const id = uuidv7;
  const agencyId = id();
  const actorOf = (principalId: string, scopes: readonly Scope[], reach: Reach): Actor =>
    new Actor({
      agencyId,
      principalId,
      kind: 'MEMBER',
      scopes: new Map(scopes.map((scope) => [scope, reach])),
      requestId: 'test',
    });
  const [adminId, secondId] = [id(), id()];
  const again = () => actorOf(adminId, ADMIN_SCOPES, 'AGENCY');
  const agency = {
    agencyId,
    admin: again(),
    again,
    second: () => actorOf(secondId, ADMIN_SCOPES, 'AGENCY'),
    trainee: (memberId: string) => actorOf(memberId, TRAINEE_SCOPES, 'OWN'),
    trainees: Array.from({ length: 6 }, () => id()),
    instructorId: id(),
    suspendedTraineeId: id(),
    deviceId: id(),
    scenarioVersionId: id(),
    draftScenarioVersionId: id(),
    rubricVersionId: id(),
    outcomeRubricVersionId: id(),
    courseVersionId: id(),
    plainCourseVersionId: id(),
    draftCourseVersionId: id(),
  };
  await db.run(agency.admin, async (tx) => {
    const member = async (memberId: string, role: string, state = 'ACTIVE') => {
      await tx.query(`insert into principals (agency_id, id, kind) values ($1, $2, 'MEMBER')`, [agencyId, memberId]);
      await tx.query(
        `insert into members (agency_id, id, given_name, family_name, state) values ($1, $2, 'Ada', 'Vale', $3)`,
        [agencyId, memberId, state],
      );
      await tx.query('insert into role_assignments (agency_id, principal_id, role) values ($1, $2, $3)', [
        agencyId,
        memberId,
        role,
      ]);
    };
    await tx.query(
      `insert into agencies (agency_id, id, name, timezone, state_code) values ($1, $1, 'Brook County', 'America/New_York', 'GA')`,
      [agencyId],
    );
    await member(adminId, 'AGENCY_ADMIN');
    await member(secondId, 'AGENCY_ADMIN');
    await member(agency.instructorId, 'INSTRUCTOR');
    await member(agency.suspendedTraineeId, 'TRAINEE', 'SUSPENDED');
    for (const traineeId of agency.trainees) await member(traineeId, 'TRAINEE');
    await tx.query(`insert into principals (agency_id, id, kind) values ($1, $2, 'DEVICE')`, [
      agencyId,
      agency.deviceId,
    ]);
    await tx.query(`insert into scenarios (agency_id, id, code, title) values ($1, $2, 'stop', 'A traffic stop')`, [
      agencyId,
      agency.scenarioVersionId,
    ]);
    for (const [versionId, version, state] of [
      [agency.scenarioVersionId, '1', 'PUBLISHED'],
      [agency.draftScenarioVersionId, '2', 'DRAFT'],
    ]) {
      await tx.query(
        `insert into scenario_versions (agency_id, id, scenario_id, version, state, source, body, digest)
         values ($1, $2, $3, $4, $5, 'LIBRARY', $6, 'digest')`,
        [agencyId, versionId, agency.scenarioVersionId, version, state, packOf('scenarios/traffic-stop.json')],
      );
    }
    await tx.query(`insert into rubrics (agency_id, id, code, title) values ($1, $2, 'core', 'Core rubric')`, [
      agencyId,
      agency.rubricVersionId,
    ]);
    await tx.query(
      `insert into rubric_versions (agency_id, id, rubric_id, version, state, source, body, digest)
       values ($1, $2, $2, '1', 'PUBLISHED', 'LIBRARY', $3, 'digest')`,
      [agencyId, agency.rubricVersionId, packOf('rubrics/core.json')],
    );
    await tx.query(`insert into rubrics (agency_id, id, code, title) values ($1, $2, 'outcome', 'Outcome rubric')`, [
      agencyId,
      agency.outcomeRubricVersionId,
    ]);
    await tx.query(
      `insert into rubric_versions (agency_id, id, rubric_id, version, state, source, body, digest)
       values ($1, $2, $2, '1', 'PUBLISHED', 'LIBRARY', $3, 'digest')`,
      [agencyId, agency.outcomeRubricVersionId, packOf('rubrics/outcome.json')],
    );
    await tx.query(`insert into courses (agency_id, id, code, title) values ($1, $2, 'DE-101', 'De-escalation')`, [
      agencyId,
      agency.courseVersionId,
    ]);
    for (const [versionId, version, state, proof] of [
      [agency.courseVersionId, 1, 'APPROVED', '{SCRIPTED}'],
      [agency.draftCourseVersionId, 2, 'DRAFT', '{SCRIPTED}'],
      [agency.plainCourseVersionId, 3, 'APPROVED', '{}'],
    ]) {
      await tx.query(
        `insert into course_versions (agency_id, id, course_id, version, state, board, control_number, hours, categories, course_code,
           delivery, proof_engine_kinds)
         values ($1, $2, $3, $4, $5, 'GA-POST', 'GA-1', 4.5, '{DE_ESCALATION,ELECTIVE}', 'DE-101', 'CLASSROOM', $6)`,
        [agencyId, versionId, agency.courseVersionId, version, state, proof],
      );
    }
  });
  return agency;
}
