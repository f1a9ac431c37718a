import { Injectable } from '@nestjs/common';
import {
  Operations,
  Tasks,
  tasksNobodyDoes,
  TenantDb,
  type Actor,
  type Lease,
  type TaskHandler,
  type TenantTx,
} from '#platform';
import { RegradeGraders } from './regrade-graders.js';
import { failItems, handedOutItems, handOutItems, itemCounts } from './regrade-items.queries.js';
import { regradeById, type Regrade } from './regrade.queries.js';
import { handOutRegrade, regradeSession } from './regrade-tasks.js';

/** Sessions of one regrade that are tasks at the same time: enough for many workers, and little in the table of tasks. */
export const HANDED_OUT_AT_ONCE = 128;
const LOOK_AGAIN_MS = 1_000;

/**
 * Looks after a running regrade once a second: replaces what workers have done by what waits, ends sessions whose task nobody does any
 * more, and tells the counts. There is one of it at a time: each adds the next in the transaction in which it is finished, so the counts
 * have one writer and the sessions' own transactions do not wait for each other.
 */
@Injectable()
export class HandOutRegradeTask implements TaskHandler<{ regradeId: string }> {
  readonly task = handOutRegrade;

  constructor(
    private readonly db: TenantDb,
    private readonly tasks: Tasks,
    private readonly operations: Operations,
    private readonly graders: RegradeGraders,
  ) {}

  async handle(actor: Actor, { regradeId }: { regradeId: string }, lease: Lease): Promise<void> {
    await this.db.run(actor, async (tx) => {
      const regrade = await regradeById(tx, regradeId);
      if (regrade && (await this.operations.isWanted(tx, regradeId))) await this.goOn(tx, actor, regrade);
      // After a cancellation the counts come up to what had been done by then, once.
      else await this.operations.progress(tx, regradeId, await itemCounts(tx, regradeId));
      await this.tasks.finish(tx, lease);
    });
  }

  private async goOn(tx: TenantTx, actor: Actor, regrade: Regrade): Promise<void> {
    const { id } = regrade;
    const handedOut = await handedOutItems(tx, id);
    await failItems(tx, await tasksNobodyDoes(tx, handedOut), 'TASK_LOST');
    const open = (await handedOutItems(tx, id)).length;
    const next = await handOutItems(tx, id, Math.max(0, HANDED_OUT_AT_ONCE - open));
    const lane = await this.graders.laneOf(tx, regrade);
    // The item's id is the task's: whether somebody still does it can be seen by it.
    for (const itemId of next) await this.tasks.add(tx, regradeSession, { itemId }, { id: itemId, lane });
    const counts = await itemCounts(tx, id);
    await this.operations.progress(tx, id, counts);
    if (counts.done === counts.total) {
      const { total, failed } = counts;
      await this.operations.finish(tx, actor, id, { sessions: total, compared: total - failed, failed });
    } else {
      await this.tasks.add(tx, handOutRegrade, { regradeId: id }, { dueAt: new Date(Date.now() + LOOK_AGAIN_MS) });
    }
  }
}
