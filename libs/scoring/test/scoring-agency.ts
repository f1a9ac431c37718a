import { readFileSync } from 'node:fs';
import { scopesOfRoles, type MemberRole } from '#identity';
import { Actor, type TenantDb, type TenantTx } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { GOOD_OFFICER } from '../src/transcripts.fixture.js';

/** An agency with a class of a course approved for the scripted player, and people in each role. */
export interface ScoringAgency {
  agencyId: string;
  instructors: [string, string];
  trainees: [string, string];
  presentationId: string;
  courseVersionId: string;
  /** A new operation of one of its people: reads join the snapshot of their actor. */
  as(principalId: string): Actor;
  learningSystem(): Actor;
  task(): Actor;
  /** A closed session of a trainee, played by a good officer. */
  session(tx: TenantTx, given: NewSession): Promise<string>;
}

export interface NewSession {
  traineeId: string;
  mode?: 'PROOF' | 'PRACTICE';
  origin?: 'LIVE' | 'EDGE';
  engineKind?: 'SCRIPTED' | 'IN_PROCESS' | 'INFERENCE_SERVER';
  /** The registered model that played; null, when left out, for none. */
  modelVersionId?: string;
  completedAt?: string;
}

const packOf = (path: string): string => readFileSync(new URL(`../../../packs/${path}`, import.meta.url), 'utf8');

export async function scoringAgency(db: TenantDb): Promise<ScoringAgency> {
  const id = uuidv7;
  const agencyId = id();
  const roles = new Map<string, MemberRole[]>();
  const person = (...held: MemberRole[]): string => {
    const memberId = id();
    roles.set(memberId, held);
    return memberId;
  };
  // The second instructor also trains: their own sessions are somebody else's to grade.
  const instructors: [string, string] = [person('INSTRUCTOR'), person('INSTRUCTOR', 'TRAINEE')];
  const trainees: [string, string] = [person('TRAINEE'), person('TRAINEE')];
  const actor = (principalId: string, scopes: ConstructorParameters<typeof Actor>[0]['scopes']): Actor =>
    new Actor({ agencyId, principalId, kind: 'MEMBER', scopes, requestId: 'test' });
  const as = (principalId: string): Actor => actor(principalId, scopesOfRoles(roles.get(principalId) ?? []));
  const [scenarioVersionId, rubricVersionId, courseVersionId, presentationId] = [id(), id(), id(), id()];
  await db.run(as(instructors[0]), async (tx) => {
    const add = (table: string, row: Record<string, unknown>) => insertRow(tx, table, row);
    await add('agencies', { id: agencyId, name: 'Brook County', timezone: 'America/New_York', state_code: 'GA' });
    // No test meets a second review by chance.
    await add('review_settings', { second_review_percent: 0, second_review_floor: 0 });
    for (const memberId of roles.keys()) {
      await add('principals', { id: memberId, kind: 'MEMBER' });
      await add('members', { id: memberId, given_name: 'Ada', family_name: 'Vale' });
    }
    await add('scenarios', { id: scenarioVersionId, code: 'stop', title: 'A traffic stop' });
    const published = { version: '1', state: 'PUBLISHED', source: 'LIBRARY', digest: 'digest' };
    const scenario = { ...published, body: packOf('scenarios/traffic-stop.json') };
    await add('scenario_versions', { id: scenarioVersionId, scenario_id: scenarioVersionId, ...scenario });
    await add('rubrics', { id: rubricVersionId, code: 'core', title: 'Core rubric' });
    const rubric = { ...published, body: packOf('rubrics/core.json') };
    await add('rubric_versions', { id: rubricVersionId, rubric_id: rubricVersionId, ...rubric });
    await add('courses', { id: courseVersionId, code: 'DE-101', title: 'De-escalation' });
    await add('course_versions', {
      id: courseVersionId,
      course_id: courseVersionId,
      version: 1,
      state: 'APPROVED',
      board: 'GA-POST',
      control_number: 'GA-1',
      hours: 4.5,
      categories: '{DE_ESCALATION}',
      course_code: 'DE-101',
      delivery: 'CLASSROOM',
      proof_engine_kinds: '{SCRIPTED}',
    });
    const place = { starts_on: '2026-03-01', ends_on: '2026-03-02', location: 'Academy' };
    await add('presentations', {
      id: presentationId,
      course_version_id: courseVersionId,
      instructor_id: instructors[0],
      ...place,
    });
    for (const trainee_id of [...trainees, instructors[1]]) {
      await add('roster_entries', { presentation_id: presentationId, trainee_id });
    }
  });
  return {
    agencyId,
    instructors,
    trainees,
    presentationId,
    courseVersionId,
    as,
    learningSystem: () => actor(id(), new Map([['score:read', 'AGENCY']])),
    task: () => Actor.task(agencyId, id(), new Map([['session:read', 'AGENCY']])),
    session: async (tx, { traineeId, ...given }) => {
      const session = {
        mode: 'PROOF',
        origin: 'LIVE',
        engineKind: 'SCRIPTED',
        completedAt: '2026-03-02T15:00:00Z',
        ...given,
      };
      const pinned = { scenario_version_id: scenarioVersionId, rubric_version_id: rubricVersionId, mode: session.mode };
      const [sessionId, assignmentId] = [id(), id()];
      await insertRow(tx, 'assignments', {
        id: assignmentId,
        trainee_id: traineeId,
        presentation_id: session.mode === 'PROOF' ? presentationId : null,
        assigned_by: instructors[0],
        ...pinned,
      });
      await insertRow(tx, 'scenario_sessions', {
        id: sessionId,
        trainee_id: traineeId,
        assignment_id: assignmentId,
        origin: session.origin,
        state: 'COMPLETED',
        engine_kind: session.engineKind,
        engine_label: 'test',
        model_version_id: session.modelVersionId,
        seed: 7,
        end_reason: 'COMPLETED_BY_TRAINEE',
        started_at: session.completedAt,
        completed_at: session.completedAt,
        ...pinned,
      });
      for (const turn of GOOD_OFFICER) await insertRow(tx, 'turns', { session_id: sessionId, ...turn });
      return sessionId;
    },
  };
}

async function insertRow(tx: TenantTx, table: string, row: Record<string, unknown>): Promise<void> {
  const columns = Object.keys(row);
  await tx.query(
    `insert into ${table} (agency_id, ${columns.join(', ')}) values ($1, ${columns.map((_, at) => `$${at + 2}`).join(', ')})`,
    [tx.agencyId, ...(Object.values(row) as string[])],
  );
}
