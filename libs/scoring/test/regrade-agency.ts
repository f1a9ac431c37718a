import { scopesOfRoles } from '#identity';
import { Actor, REACHES, SCOPES, toGlobalId, type Reach, type Scope, type Tasks, type TaskHandler } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { CORE_RUBRIC } from '../src/core-rubric.fixture.js';
import { reviewOf, scoringClient } from './scoring-client.js';
import { scoringAgency, type NewSession, type ScoringAgency } from './scoring-agency.js';
import type { ServedScoring } from './serve-scoring.js';

/** Of a worker's task. */
const EVERY_SCOPE = new Map(Object.keys(SCOPES).map((scope) => [scope as Scope, REACHES.at(-1) as Reach]));

/** An agency with an admin, and a second version of its rubric: other weights, one competency less, and a bar that nobody reaches. */
export interface RegradeAgency extends ScoringAgency {
  adminId: string;
  /** Token of the admin. */
  admin: string;
  strictRubricId: string;
  /** Acts as a worker's task does. */
  worker(): Actor;
}

export async function regradeAgency(served: ServedScoring): Promise<RegradeAgency> {
  const agency = await scoringAgency(served.db);
  const [adminId, strictRubricId] = [uuidv7(), uuidv7()];
  const { purpose: _, outcomeBands, ...core } = CORE_RUBRIC;
  const [first, second, ...others] = CORE_RUBRIC.competencies;
  const strict = {
    ...core,
    version: '2.0.0',
    outcomeBands: outcomeBands.map(({ code, min, max }) => [code, min, max]),
    pass: { ...core.pass, final: 100 },
    competencies: [{ ...first, weight: first!.weight + second!.weight }, ...others],
  };
  await served.db.run(agency.task(), async (tx) => {
    await tx.query(`insert into principals (agency_id, id, kind) values ($1, $2, 'MEMBER')`, [tx.agencyId, adminId]);
    await tx.query(`insert into members (agency_id, id, given_name, family_name) values ($1, $2, 'Rosa', 'Admin')`, [
      tx.agencyId,
      adminId,
    ]);
    await tx.query(
      `insert into rubric_versions (agency_id, id, rubric_id, version, state, source, digest, body)
       select agency_id, $2, rubric_id, '2.0.0', 'PUBLISHED', 'LIBRARY', 'digest-2', $3 from rubric_versions where agency_id = $1`,
      [tx.agencyId, strictRubricId, JSON.stringify(strict)],
    );
  });
  const { agencyId } = agency;
  const asAdmin = (): Actor =>
    new Actor({
      ...{ agencyId, principalId: adminId, kind: 'MEMBER', requestId: 'test' },
      scopes: scopesOfRoles(['AGENCY_ADMIN']),
    });
  const admin = `admin-${agencyId}`;
  served.tokens.set(admin, asAdmin);
  const name = (role: string, at: number): string => `${role}-${at}-${agencyId}`;
  agency.instructors.forEach((id, at) => served.tokens.set(name('instructor', at), () => agency.as(id)));
  agency.trainees.forEach((id, at) => served.tokens.set(name('trainee', at), () => agency.as(id)));
  return { ...agency, adminId, admin, strictRubricId, worker: () => Actor.task(agencyId, uuidv7(), EVERY_SCOPE) };
}

export const instructorOf = (agency: ScoringAgency, at = 0): string => `instructor-${at}-${agency.agencyId}`;
export const traineeOf = (agency: ScoringAgency, at = 0): string => `trainee-${at}-${agency.agencyId}`;

/** A session that an instructor reviewed and signed. @param level of all competencies: 4 passes, 1 does not */
export async function signedSession(
  served: ServedScoring,
  agency: RegradeAgency,
  given: Partial<NewSession> = {},
  level = 4,
): Promise<string> {
  const client = scoringClient(served);
  const { uuid, id } = await served.graded(agency, { traineeId: agency.trainees[0], ...given });
  const reviewed = await client.submit(instructorOf(agency), reviewOf(id, level));
  const signed = await client.sign(instructorOf(agency), { sessionId: id, reason: 'As observed.' });
  const failed = [...reviewed.userErrors, ...signed.userErrors];
  if (failed.length > 0) throw new Error(JSON.stringify(failed));
  return uuid;
}

const START = `mutation ($input: StartRegradeInput!) { startRegrade(input: $input) {
  regrade { id operation { id state done failed total } } userErrors { code field message } } }`;

export interface Started {
  regrade: { id: string; operation: { id: string; state: string; done: number; total: number | null } } | null;
  userErrors: { code: string; field: string | null; message: string }[];
}

export const startRegrade = (served: ServedScoring, token: string, input: object = {}): Promise<Started> =>
  scoringClient(served).one<Started>(token, START, {
    input: { graderKind: 'FEATURES', idempotencyKey: uuidv7(), ...input },
  });

interface WaitingTask {
  id: string;
  name: string;
  payload: never;
  token: string;
}

const REGRADING = ['collect-regrade', 'hand-out-regrade', 'regrade-session'];

export interface Working {
  /** How many workers have each task at once. */
  times?: number;
  attempt?: number;
  /** Only tasks of these names. */
  names?: readonly string[];
  /** Called before each task: what goes wrong there is the worker's death. */
  before?: (task: WaitingTask) => Promise<void> | void;
}

/** Runs the tasks of regrades that wait now, whatever their due time, as workers would. @returns how each ended */
export async function workOnce(
  served: ServedScoring,
  tasks: Tasks,
  agency: ScoringAgency,
  { times = 1, attempt = 1, names = REGRADING, before }: Working = {},
): Promise<PromiseSettledResult<void>[]> {
  const waiting = await served.rows<WaitingTask>(
    agency,
    `select id, name, payload, lease_token::text as token from tasks where name = any($1::text[]) and state = 'READY' order by id limit 50`,
    `{${names.join(',')}}`,
  );
  const { signal } = new AbortController();
  return Promise.allSettled(
    waiting.flatMap((task) =>
      Array.from({ length: times }, async () => {
        await before?.(task);
        const handler = tasks.handlerOf(task.name) as TaskHandler<never>;
        const actor = Actor.task(agency.agencyId, task.id, EVERY_SCOPE);
        await handler.handle(actor, task.payload, { taskId: task.id, token: task.token, attempt, signal });
      }),
    ),
  );
}

/** Until no task of a regrade waits. */
export async function workAll(
  served: ServedScoring,
  tasks: Tasks,
  agency: ScoringAgency,
  how: Working = {},
): Promise<void> {
  for (let round = 0; round < 100; round += 1) {
    const ended = await workOnce(served, tasks, agency, how);
    if (ended.length === 0) return;
  }
  throw new Error('the regrade does not end');
}

/** Everything official and everything that could become so, as it is stored. */
export const officialRows = async (served: ServedScoring, agency: ScoringAgency): Promise<string> => {
  const tables = ['grade_decisions', 'reviews', 'training_records', 'scenario_sessions', 'turns', 'rubric_versions'];
  const rows = await Promise.all(
    tables.map((table) => served.rows(agency, `select t::text from ${table} t order by t::text`)),
  );
  const standing = await served.rows(agency, `select t::text from grades t where regrade_id is null order by t::text`);
  return JSON.stringify([...rows, standing]);
};

export const itemId = (uuid: string): string => toGlobalId('RegradeItem', uuid);
