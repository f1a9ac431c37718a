import { Injectable } from '@nestjs/common';
import { Events, Live, Tasks, TenantDb, type Actor, type Lease, type TaskHandler } from '#platform';
import { endWhateverWasSaid } from './end-session.js';
import { isOverdue } from './session-end.queries.js';
import { lockSession } from './session.queries.js';
import { endInTime } from './time-limit.js';

/** Ends an open session whose time is over, whoever is speaking. While it is paused its time stands still, and who resumes it adds another task. */
@Injectable()
export class EndInTimeTask implements TaskHandler<{ sessionId: string }> {
  readonly task = endInTime;

  constructor(
    private readonly db: TenantDb,
    private readonly tasks: Tasks,
    private readonly events: Events,
    private readonly live: Live,
  ) {}

  handle(actor: Actor, { sessionId }: { sessionId: string }, lease: Lease): Promise<void> {
    return this.db.run(actor, async (tx) => {
      const session = await lockSession(tx, sessionId);
      if (session && (await isOverdue(tx, sessionId))) {
        const told = { events: this.events, live: this.live };
        await endWhateverWasSaid(tx, told, actor, session, { outcomePath: null, endReason: 'TIME_LIMIT' });
      }
      await this.tasks.finish(tx, lease);
    });
  }
}
