import { Actor } from '../actor/actor.js';
import { REACHES, SCOPES, type Reach, type Scope } from '../actor/scope.js';
import type { TenantDb } from '../database/tenant-db.js';
import type { Logger } from '../logging/logger.js';
import { observePoisoned, observeTask } from './task-observer.js';
import type { Tasks } from './tasks.js';

/** How long a worker may be silent before another takes its task. */
export const LEASE_SECONDS = 30;
const HEARTBEAT_MS = 10_000;
/** Then a person looks at it: its input stays in the row. */
const MOST_ATTEMPTS = 8;

export interface HandedTask {
  agencyId: string;
  taskId: string;
  generation: number;
}

interface ClaimedRow {
  name: string;
  payload: unknown;
  lease_token: string;
  attempts: number;
  /** The span that added the task. */
  trace_context: string | null;
}

const EVERY_SCOPE: ReadonlyMap<Scope, Reach> = new Map(
  Object.keys(SCOPES).map((scope) => [scope as Scope, REACHES[REACHES.length - 1] as Reach]),
);

/** Takes one handed task: claims its row, runs its handler under a lease, and gives it back when that fails. */
export class TaskRunner {
  constructor(
    private readonly db: TenantDb,
    private readonly tasks: Tasks,
    private readonly logger: Logger,
    private readonly stopping: AbortSignal,
  ) {}

  async run(handed: HandedTask): Promise<void> {
    const actor = Actor.task(handed.agencyId, handed.taskId, EVERY_SCOPE);
    const row = await this.claim(actor, handed);
    // Done already, held by another worker, or handed over again since: nothing is lost, the row decides.
    if (!row) return;
    const lost = new AbortController();
    const heartbeat = setInterval(() => void this.extend(actor, handed, row, lost), HEARTBEAT_MS);
    const signal = AbortSignal.any([lost.signal, this.stopping]);
    const lease = { taskId: handed.taskId, token: row.lease_token, attempt: row.attempts, signal };
    try {
      const handler = this.tasks.handlerOf(row.name);
      if (!handler) throw new Error(`no handler for the task ${row.name}`);
      await observeTask({ name: row.name, attempt: row.attempts, traceparent: row.trace_context }, () =>
        handler.handle(actor, row.payload as never, lease),
      );
    } catch (error) {
      this.logger.warn({ err: error, task: row.name, taskId: handed.taskId, attempt: row.attempts }, 'task failed');
      await this.giveBack(actor, handed, row, error as Error).catch((cause: unknown) =>
        this.logger.error(
          { err: cause, taskId: handed.taskId },
          'task could not be given back; its lease will run out',
        ),
      );
    } finally {
      clearInterval(heartbeat);
      await this.db.endOperation(actor);
    }
  }

  private claim(actor: Actor, handed: HandedTask): Promise<ClaimedRow | undefined> {
    return this.db.run(actor, async (tx) => {
      const [row] = await tx.query<ClaimedRow>(
        `update tasks set lease_until = now() + make_interval(secs => $3), lease_token = lease_token + 1, attempts = attempts + 1
         where agency_id = $1 and id = $2 and generation = $4 and state = 'READY' and due_at <= now()
           and (lease_until is null or lease_until < now())
         returning name, payload, lease_token, attempts, trace_context`,
        [tx.agencyId, handed.taskId, LEASE_SECONDS, handed.generation],
      );
      return row;
    });
  }

  private async extend(actor: Actor, handed: HandedTask, row: ClaimedRow, lost: AbortController): Promise<void> {
    // A heartbeat has an actor of its own: the handler may hold a transaction open under the other.
    const own = actor.inAgency(handed.agencyId);
    try {
      const rows = await this.db.run(own, (tx) =>
        tx.query(
          `update tasks set lease_until = now() + make_interval(secs => $4)
           where agency_id = $1 and id = $2 and lease_token = $3 returning id`,
          [tx.agencyId, handed.taskId, row.lease_token, LEASE_SECONDS],
        ),
      );
      if (rows.length === 0) lost.abort(new Error('the lease was lost'));
    } catch (error) {
      this.logger.warn({ err: error, taskId: handed.taskId }, 'heartbeat failed');
    }
  }

  private async giveBack(actor: Actor, handed: HandedTask, row: ClaimedRow, error: Error): Promise<void> {
    const seconds = Math.min(300, 2 ** row.attempts) * (0.5 + Math.random() / 2);
    const [given] = await this.db.run(actor, (tx) =>
      tx.query<{ state: string }>(
        `update tasks set lease_until = null, handed_at = null, due_at = now() + make_interval(secs => $4), last_error = $5,
           state = case when attempts >= $6 then 'POISON' else state end
         where agency_id = $1 and id = $2 and lease_token = $3 returning state`,
        [tx.agencyId, handed.taskId, row.lease_token, seconds, error.message.slice(0, 1_000), MOST_ATTEMPTS],
      ),
    );
    if (given?.state === 'POISON') observePoisoned(row.name);
  }
}
