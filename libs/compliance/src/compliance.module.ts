import { Module, type OnModuleInit } from '@nestjs/common';
import { BlobsModule, OperationsModule, Tasks } from '#platform';
import { AdoptionService } from './adoptions/adoption.service.js';
import { MandateResolver } from './adoptions/mandate.resolver.js';
import './adoptions/adopted-mandate.entity.js';
import { ExemptionResolver } from './exemptions/exemption.resolver.js';
import { ExemptionService } from './exemptions/exemption.service.js';
import './exemptions/exemption.entity.js';
import { ExportResolver } from './exports/export.resolver.js';
import { ExportService } from './exports/export.service.js';
import './exports/export.entity.js';
import './exports/export-outcome.entity.js';
import { RunExportTask } from './exports/run-export.task.js';
import { ComplianceResolver } from './reports/compliance.resolver.js';
import { ComplianceService } from './reports/compliance.service.js';
import { MembersLoader } from './reports/members-loader.js';

/** Mandates that agencies adopt, and how their members stand under them. The entities are imported to register their tables. */
@Module({
  imports: [BlobsModule, OperationsModule],
  providers: [
    AdoptionService,
    ComplianceResolver,
    ComplianceService,
    ExemptionResolver,
    ExemptionService,
    ExportResolver,
    ExportService,
    MandateResolver,
    MembersLoader,
    RunExportTask,
  ],
})
export class ComplianceModule implements OnModuleInit {
  constructor(
    private readonly tasks: Tasks,
    private readonly runExport: RunExportTask,
  ) {}

  onModuleInit(): void {
    this.tasks.handle(this.runExport);
  }
}
