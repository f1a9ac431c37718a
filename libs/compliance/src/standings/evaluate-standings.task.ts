import { Injectable } from '@nestjs/common';
import { Tasks, TenantDb, type Actor, type Lease, type TaskHandler } from '#platform';
import { evaluateStandings } from './evaluate-standings-tasks.js';
import { refreshStandings } from './refresh-standings.js';
import { claimMarks, countMarks } from './stale-members.queries.js';

/** Of one fact each, for as a rule one member: together they take a second at most. */
const MARKS_AT_ONCE = 100;

/**
 * Brings the statuses of a few members up to date. The marks go in the transaction that stores the statuses and ends the task: killed at
 * any line, nothing has happened.
 */
@Injectable()
export class EvaluateStandingsTask implements TaskHandler<object> {
  readonly task = evaluateStandings;

  constructor(
    private readonly db: TenantDb,
    private readonly tasks: Tasks,
  ) {}

  async handle(actor: Actor, _payload: object, lease: Lease): Promise<void> {
    await this.db.run(actor, async (tx) => {
      const marks = await claimMarks(tx, 'SINGLE', MARKS_AT_ONCE);
      await refreshStandings(tx, marks);
      // Fewer than asked for: the others are being taken by workers whose own tasks go on until they are done.
      const more = marks.length === MARKS_AT_ONCE && (await countMarks(tx, 'SINGLE')) > 0;
      if (more) await this.tasks.add(tx, evaluateStandings, {});
      await this.tasks.finish(tx, lease);
    });
  }
}
