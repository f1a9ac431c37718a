import { Module } from '@nestjs/common';
import { OperationsModule } from '#platform';
import './adoptions/adopted-mandate.entity.js';
import { memberChanged } from '#agencies';
import { Module, type OnModuleInit } from '@nestjs/common';
import { BlobsModule, Events, OperationsModule, Tasks } from '#platform';
import { rosterChanged, trainingRecorded } from '#trainees';
import { AdoptionService } from './adoptions/adoption.service.js';
import { MandateResolver } from './adoptions/mandate.resolver.js';
import { AuditorsModule } from './auditors/auditors.module.js';
import './exemptions/exemption.entity.js';
import { ExemptionResolver } from './exemptions/exemption.resolver.js';
import { ExemptionService } from './exemptions/exemption.service.js';
import { ExportsModule } from './exports/exports.module.js';
import './exemptions/exemption.entity.js';
import { ExportResolver } from './exports/export.resolver.js';
import { ExportService } from './exports/export.service.js';
import './exports/export.entity.js';
import './exports/export-outcome.entity.js';
import { RunExportTask } from './exports/run-export.task.js';
import { AgencyMandateResolver } from './policies/agency-mandate.resolver.js';
import './policies/agency-mandate.entity.js';
import { AgencyMandateResolver } from './policies/agency-mandate.resolver.js';
import { PolicyEditorService } from './policies/policy-editor.service.js';
import { RecordViewsResolver } from './record-views/record-views.resolver.js';
import { ReportsModule } from './reports/reports.module.js';
import { StandingsModule } from './standings/standings.module.js';

/** Mandates that agencies adopt, and how their members stand under them. The entities are imported to register their tables. */
@Module({
  imports: [AuditorsModule, ExportsModule, OperationsModule, ReportsModule, StandingsModule],
import { ComplianceResolver } from './reports/compliance.resolver.js';
import { ComplianceService } from './reports/compliance.service.js';
import { MembersLoader } from './reports/members-loader.js';
import { EvaluateStandingsInBulkTask } from './standings/evaluate-standings-in-bulk.task.js';
import { EvaluateStandingsTask } from './standings/evaluate-standings.task.js';
import { markStale } from './standings/mark-stale.js';
import { membersOfPresentation } from './standings/members-of-presentation.queries.js';
import './standings/stale-member.entity.js';
import './standings/status-interval.entity.js';

/** Mandates that agencies adopt, and how their members stand under them. The entities are imported to register their tables. */
@Module({
  imports: [BlobsModule, OperationsModule],
  providers: [
    AdoptionService,
    AgencyMandateResolver,
    ExemptionResolver,
    ExemptionService,
    MandateResolver,
    PolicyEditorService,
    RecordViewsResolver,
  ],
})
export class ComplianceModule {}
    MembersLoader,
    PolicyEditorService,
    RunExportTask,
    AuditedMemberResolver,
    AuditorAccessResolver,
    AuditorGrantResolver,
    AuditorGrantService,
    AuditViewResolver,
    AuditViewService,
    ComplianceResolver,
    ComplianceService,
    EvaluateStandingsInBulkTask,
    EvaluateStandingsTask,
    ExemptionResolver,
    ExemptionService,
    MandateResolver,
    MembersLoader,
    PolicyEditorService,
    RecordViewsResolver,
  ],
})
export class ComplianceModule implements OnModuleInit {
  constructor(
    private readonly tasks: Tasks,
    private readonly events: Events,
    private readonly evaluateStandings: EvaluateStandingsTask,
    private readonly evaluateStandingsInBulk: EvaluateStandingsInBulkTask,
    private readonly runExport: RunExportTask,
  ) {}

  onModuleInit(): void {
    this.tasks.handle(this.evaluateStandings);
    this.tasks.handle(this.evaluateStandingsInBulk);
    this.tasks.handle(this.runExport);
    this.events.on(trainingRecorded, (tx, _actor, { traineeId }) =>
      markStale(tx, this.tasks, { memberIds: [traineeId] }),
    );
    this.events.on(memberChanged, (tx, _actor, { memberIds }) => markStale(tx, this.tasks, { memberIds }));
    this.events.on(rosterChanged, async (tx, _actor, { presentationId }) =>
      markStale(tx, this.tasks, { memberIds: await membersOfPresentation(tx, presentationId) }),
    );
  }
}
