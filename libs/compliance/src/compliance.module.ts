import { memberChanged } from '#agencies';
import { Module, type OnModuleInit } from '@nestjs/common';
import { Events, OperationsModule, Tasks } from '#platform';
import { rosterChanged, trainingRecorded } from '#trainees';
import { AdoptionService } from './adoptions/adoption.service.js';
import { MandateResolver } from './adoptions/mandate.resolver.js';
import './adoptions/adopted-mandate.entity.js';
import { ExemptionResolver } from './exemptions/exemption.resolver.js';
import { ExemptionService } from './exemptions/exemption.service.js';
import './exemptions/exemption.entity.js';
import { ComplianceResolver } from './reports/compliance.resolver.js';
import { ComplianceService } from './reports/compliance.service.js';
import { CourseGapResolver } from './reports/course-gap/course-gap.resolver.js';
import { CourseGapService } from './reports/course-gap/course-gap.service.js';
import { DashboardResolver } from './reports/dashboard/dashboard.resolver.js';
import { DashboardService } from './reports/dashboard/dashboard.service.js';
import { MemberStatusesResolver } from './reports/member-statuses/member-statuses.resolver.js';
import { MemberStatusesService } from './reports/member-statuses/member-statuses.service.js';
import { MembersLoader } from './reports/members-loader.js';
import { EvaluateStandingsInBulkTask } from './standings/evaluate-standings-in-bulk.task.js';
import { EvaluateStandingsTask } from './standings/evaluate-standings.task.js';
import { markStale } from './standings/mark-stale.js';
import { membersOfPresentation } from './standings/members-of-presentation.queries.js';
import './standings/stale-member.entity.js';
import './standings/status-interval.entity.js';
import { StatisticsResolver } from './statistics/statistics.resolver.js';
import { StatisticsService } from './statistics/statistics.service.js';

/** Mandates that agencies adopt, and how their members stand under them. The entities are imported to register their tables. */
@Module({
  imports: [OperationsModule],
  providers: [
    AdoptionService,
    ComplianceResolver,
    ComplianceService,
    CourseGapResolver,
    CourseGapService,
    DashboardResolver,
    DashboardService,
    EvaluateStandingsInBulkTask,
    EvaluateStandingsTask,
    ExemptionResolver,
    ExemptionService,
    MandateResolver,
    MembersLoader,
    MemberStatusesResolver,
    MemberStatusesService,
    StatisticsResolver,
    StatisticsService,
  ],
})
export class ComplianceModule implements OnModuleInit {
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
