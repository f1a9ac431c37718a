import { Actor, REACHES, SCOPES, type Reach, type Scope, type TaskHandler, type TenantTx } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { verifyStandings, type VerifiedStandings } from '../src/index.js';
import type { ComplianceApi } from './compliance-agency.js';

/** Of a worker's task. */
const EVERY_SCOPE = new Map(Object.keys(SCOPES).map((scope) => [scope as Scope, REACHES.at(-1) as Reach]));

export const workerOf = (agencyId: string, taskId: string = uuidv7()): Actor =>
  Actor.task(agencyId, taskId, EVERY_SCOPE);

interface WaitingTask {
  id: string;
  name: string;
  payload: never;
  token: string;
}

/** The tasks that wait to evaluate statuses of the agency, the oldest first. */
export const waitingTasks = (api: ComplianceApi, agencyId: string): Promise<WaitingTask[]> =>
  inAgency(api, agencyId, (tx) =>
    tx.query<WaitingTask>(
      `select id, name, payload, lease_token::text as token from tasks
       where agency_id = $1 and name like 'evaluate-standings%' and state = 'READY' order by id`,
      [agencyId],
    ),
  );

/** Does one task as a worker would. @param handler another than that of the API's process */
export function workTask(
  api: ComplianceApi,
  agencyId: string,
  task: WaitingTask,
  handler = api.tasks.handlerOf(task.name) as TaskHandler<never>,
): Promise<void> {
  const { signal } = new AbortController();
  const lease = { taskId: task.id, token: task.token, attempt: 1, signal };
  return handler.handle(workerOf(agencyId, task.id), task.payload, lease);
}

/** Until no task waits. @returns how many there were */
export async function workStandings(api: ComplianceApi, agencyId: string): Promise<number> {
  for (let done = 0; ; done += 1) {
    const [task] = await waitingTasks(api, agencyId);
    if (!task) return done;
    await workTask(api, agencyId, task);
  }
}

export const inAgency = <T>(api: ComplianceApi, agencyId: string, work: (tx: TenantTx) => Promise<T>): Promise<T> =>
  api.db.run(workerOf(agencyId), work);

/** All of the agency compared with what follows from its records, in one snapshot. */
export async function verified(api: ComplianceApi, agencyId: string): Promise<VerifiedStandings> {
  const actor = workerOf(agencyId);
  try {
    return await api.db.read(actor, (tx) => verifyStandings(tx, { after: null, limit: 1_000 }));
  } finally {
    await api.db.endOperation(actor);
  }
}
