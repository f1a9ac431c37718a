import { memberChanged } from '#agencies';
import { Module, type OnModuleInit } from '@nestjs/common';
import { Events, OperationsModule, Tasks } from '#platform';
import { rosterChanged, trainingRecorded } from '#trainees';
import { EvaluateStandingsInBulkTask } from './evaluate-standings-in-bulk.task.js';
import { EvaluateStandingsTask } from './evaluate-standings.task.js';
import { markStale } from './mark-stale.js';
import { membersOfPresentation } from './members-of-presentation.queries.js';
import './stale-member.entity.js';
import './status-interval.entity.js';

/** How members stand, stored for every day, and evaluated anew whenever something about them is recorded. */
@Module({
  imports: [OperationsModule],
  providers: [EvaluateStandingsInBulkTask, EvaluateStandingsTask],
})
export class StandingsModule implements OnModuleInit {
  constructor(
    private readonly tasks: Tasks,
    private readonly events: Events,
    private readonly evaluateStandings: EvaluateStandingsTask,
    private readonly evaluateStandingsInBulk: EvaluateStandingsInBulkTask,
  ) {}

  onModuleInit(): void {
    this.tasks.handle(this.evaluateStandings);
    this.tasks.handle(this.evaluateStandingsInBulk);
    this.events.on(trainingRecorded, (tx, _actor, { traineeId }) =>
      markStale(tx, this.tasks, { memberIds: [traineeId] }),
    );
    this.events.on(memberChanged, (tx, _actor, { memberIds }) => markStale(tx, this.tasks, { memberIds }));
    this.events.on(rosterChanged, async (tx, _actor, { presentationId }) =>
      markStale(tx, this.tasks, { memberIds: await membersOfPresentation(tx, presentationId) }),
    );
  }
}
