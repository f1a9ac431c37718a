import { Actor } from '../actor/actor.js';
import { REACHES, SCOPES, type Reach, type Scope } from '../actor/scope.js';
import type { TenantDb } from '../database/tenant-db.js';
import type { TenantTx } from '../database/tenant-tx.js';
import { ParleyError, UserError } from '../errors/errors.js';
import type { Logger } from '../logging/logger.js';
import type { Claim } from './claims.js';
import { giveBackFailed, giveBackUntried } from './give-back.queries.js';
import type { Lease } from './task.js';
import { observePoisoned, observeTask } from './task-observer.js';
import type { Tasks } from './tasks.js';

const GIVE_BACK_AGAIN_MS = 500;

const EVERY_SCOPE: ReadonlyMap<Scope, Reach> = new Map(
  Object.keys(SCOPES).map((scope) => [scope as Scope, REACHES[REACHES.length - 1] as Reach]),
);

/** Runs the handler of a claimed task inside its agency, and gives the task back when that fails. */
export class TaskRunner {
  constructor(
    private readonly db: TenantDb,
    private readonly tasks: Tasks,
    private readonly logger: Logger,
    private readonly stopping: AbortSignal,
  ) {}

  /**
   * Never fails: what goes wrong is logged, and the row says what follows.
   * @param lost is aborted when another worker may have the task
   */
  async run(claim: Claim, lost: AbortSignal): Promise<void> {
    const actor = Actor.task(claim.agencyId, claim.taskId, EVERY_SCOPE);
    const signal = AbortSignal.any([lost, this.stopping]);
    const lease: Lease = { taskId: claim.taskId, token: claim.token, attempt: claim.attempt, signal };
    try {
      const handler = this.tasks.handlerOf(claim.name);
      if (!handler) throw new Error(`no handler for the task ${claim.name}`);
      await observeTask({ ...claim, signal }, async () => {
        await handler.handle(actor, claim.payload as never, lease);
        // Else it would run again when its lease ends, and look like a crash.
        if (!this.tasks.wasFinished(lease))
          throw new Error(`the handler of ${claim.name} ended without finishing its task`);
      });
    } catch (error) {
      await this.afterFailure(actor, claim, lost, error as Error);
    } finally {
      await this.db.endOperation(actor);
    }
  }

  private async afterFailure(actor: Actor, claim: Claim, lost: AbortSignal, error: Error): Promise<void> {
    const { name: task, taskId, attempt } = claim;
    if (lost.aborted) {
      this.logger.warn({ err: error, task, taskId, attempt }, 'task given up: another worker may have it');
    } else if (this.stopping.aborted) {
      this.logger.info({ task, taskId }, 'task given back: this worker stops');
      await this.giveBack(actor, claim, lost, async (tx) => {
        await giveBackUntried(tx, claim);
        this.tasks.wakeAfterCommit(tx, claim.lane);
      });
    } else {
      this.logger.warn({ err: error, task, taskId, attempt }, 'task failed');
      await this.giveBack(actor, claim, lost, async (tx) => {
        const isStuck = await giveBackFailed(tx, claim, toldToAdmin(error, actor));
        if (isStuck) tx.afterCommit(() => observePoisoned(task));
      });
    }
  }

  /** Again and again while the database is away: a lease that runs out would be taken for a crash. */
  private async giveBack(
    actor: Actor,
    claim: Claim,
    lost: AbortSignal,
    work: (tx: TenantTx) => Promise<void>,
  ): Promise<void> {
    for (;;) {
      try {
        return await this.db.run(actor, work);
      } catch (error) {
        if (lost.aborted || this.stopping.aborted) {
          this.logger.error(
            { err: error, taskId: claim.taskId },
            'task could not be given back; its lease will run out',
          );
          return;
        }
        this.logger.debug({ err: error, taskId: claim.taskId }, 'task could not be given back yet');
        await new Promise((resolve) => setTimeout(resolve, GIVE_BACK_AGAIN_MS));
      }
    }
  }
}

/** Errors made for clients as they are; of all others only where to look, for they may quote what was said in a dialogue. */
function toldToAdmin(error: Error, actor: Actor): string {
  if (error instanceof ParleyError || error instanceof UserError) return `${error.code}: ${error.message}`;
  return `INTERNAL: internal error; the log has the rest under ${actor.requestId}`;
}
