import { Injectable } from '@nestjs/common';
import { audit, idempotent, notFound, Tasks, TenantDb, UserError, type Actor, type TenantTx } from '#platform';
import {
  makeDueAgain,
  removeStuckTask,
  stuckTaskById,
  stuckTasksAfter,
  type StuckTask,
} from './stuck-tasks.queries.js';

export interface RetryStuckTask {
  idempotencyKey: string;
  stuckTaskId: string;
}

export interface DiscardStuckTask extends RetryStuckTask {
  reason: string;
}

/** What workers could not do and a person decides about. */
@Injectable()
export class StuckTasksService {
  constructor(
    private readonly db: TenantDb,
    private readonly tasks: Tasks,
  ) {}

  after(actor: Actor, afterId: string | null, limit: number): Promise<StuckTask[]> {
    return this.db.read(actor, (tx) => stuckTasksAfter(tx, afterId, limit));
  }

  byId(actor: Actor, id: string): Promise<StuckTask | null> {
    return this.db.read(actor, (tx) => stuckTaskById(tx, id));
  }

  /** Has the task tried again from the start. @throws UserError NOT_FOUND when it does not wait for a person */
  async retry(actor: Actor, input: RetryStuckTask): Promise<void> {
    await this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'retryStuckTask', input.idempotencyKey, input, async () => {
        const task = await makeDueAgain(tx, input.stuckTaskId);
        if (!task) throw notStuck();
        await this.record(tx, actor, 'stuck-task.retried', task, {});
        this.tasks.wakeAfterCommit(tx, task.lane);
        return {};
      }),
    );
  }

  /**
   * Removes the task for good: what it was for does not happen. The audit trail keeps what it carried.
   * @throws UserError NOT_FOUND when it does not wait for a person, INVALID without a reason
   */
  async discard(actor: Actor, input: DiscardStuckTask): Promise<void> {
    const reason = input.reason.trim();
    if (reason === '') throw new UserError('INVALID', 'input.reason', 'input.reason must say why');
    await this.db.run(actor, (tx) =>
      idempotent(tx, actor, 'discardStuckTask', input.idempotencyKey, input, async () => {
        const task = await removeStuckTask(tx, input.stuckTaskId);
        if (!task) throw notStuck();
        await this.record(tx, actor, 'stuck-task.discarded', task, { reason });
        return {};
      }),
    );
  }

  private async record(
    tx: TenantTx,
    actor: Actor,
    action: string,
    task: StuckTask,
    more: Record<string, unknown>,
  ): Promise<void> {
    const { id, name, payload: input, attempts, crashes, lastError } = task;
    await audit(tx, actor, {
      action,
      entityType: 'StuckTask',
      entityId: id,
      details: { name, input, attempts, crashes, lastError, ...more },
    });
  }
}

const notStuck = (): UserError => notFound('input.stuckTaskId', 'stuck task');
