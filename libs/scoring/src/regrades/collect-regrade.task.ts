import { Injectable } from '@nestjs/common';
import { Operations, Tasks, TenantDb, type Actor, type Lease, type TaskHandler } from '#platform';
import { collectItems } from './collect-items.queries.js';
import { regradeById } from './regrade.queries.js';
import { itemCounts } from './regrade-items.queries.js';
import { collectRegrade, handOutRegrade } from './regrade-tasks.js';

/**
 * Writes down a regrade's sessions, so many at a time that no transaction is long; each part and the task of the next are one fact. After
 * the last, the sessions are counted and handed out.
 */
@Injectable()
export class CollectRegradeTask implements TaskHandler<{ regradeId: string; after: string | null }> {
  readonly task = collectRegrade;

  constructor(
    private readonly db: TenantDb,
    private readonly tasks: Tasks,
    private readonly operations: Operations,
  ) {}

  async handle(
    actor: Actor,
    { regradeId, after }: { regradeId: string; after: string | null },
    lease: Lease,
  ): Promise<void> {
    await this.db.run(actor, async (tx) => {
      const regrade = await regradeById(tx, regradeId);
      if (regrade && (await this.operations.isWanted(tx, regradeId))) {
        const last = await collectItems(tx, regrade, after);
        if (last === null) {
          await this.operations.progress(tx, regradeId, await itemCounts(tx, regradeId));
          await this.tasks.add(tx, handOutRegrade, { regradeId });
        } else {
          await this.operations.progress(tx, regradeId, { done: 0, failed: 0, total: null });
          await this.tasks.add(tx, collectRegrade, { regradeId, after: last });
        }
      }
      await this.tasks.finish(tx, lease);
    });
  }
}
