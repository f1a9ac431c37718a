import { Injectable } from '@nestjs/common';
import {
  Operations,
  operationsByIds,
  Tasks,
  TenantDb,
  type Actor,
  type Lease,
  type TaskHandler,
  type TenantTx,
} from '#platform';
import { evaluateStandingsInBulk } from './evaluate-standings-tasks.js';
import { refreshStandings } from './refresh-standings.js';
import { claimMarks, countMarks } from './stale-members.queries.js';

/** Whoever records something about one of them meanwhile waits for these few. */
const MARKS_AT_ONCE = 20;
const LOOK_AGAIN_MS = 1_000;

/**
 * Brings the statuses of many members up to date, some at a time; each part adds the task of the next in its transaction, and tells how
 * far it has come. A person who cancels the operation ends the telling only: statuses that do not follow from the records serve nobody.
 */
@Injectable()
export class EvaluateStandingsInBulkTask implements TaskHandler<{ operationId: string | null }> {
  readonly task = evaluateStandingsInBulk;

  constructor(
    private readonly db: TenantDb,
    private readonly tasks: Tasks,
    private readonly operations: Operations,
  ) {}

  async handle(actor: Actor, { operationId }: { operationId: string | null }, lease: Lease): Promise<void> {
    await this.db.run(actor, async (tx) => {
      const marks = await claimMarks(tx, { operationId }, MARKS_AT_ONCE);
      await refreshStandings(tx, marks);
      const left = await countMarks(tx, { operationId });
      if (left > 0) {
        // None to be had, yet some are left: a worker that lost its lease may still be at them.
        const dueAt = marks.length === 0 ? new Date(Date.now() + LOOK_AGAIN_MS) : undefined;
        await this.tasks.add(tx, evaluateStandingsInBulk, { operationId }, { dueAt });
      }
      if (operationId !== null) await this.tell(tx, actor, operationId, left);
      await this.tasks.finish(tx, lease);
    });
  }

  private async tell(tx: TenantTx, actor: Actor, operationId: string, left: number): Promise<void> {
    const [operation] = await operationsByIds(tx, actor.reach('operation:read'), [operationId]);
    const total = operation?.total ?? left;
    await this.operations.progress(tx, operationId, { done: total - left, failed: 0, total });
    if (left === 0) await this.operations.finish(tx, actor, operationId, { members: total });
  }
}
