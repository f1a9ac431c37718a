import { Module, type OnModuleInit } from '@nestjs/common';
import { BlobsModule, OperationsModule, Tasks } from '#platform';
import './export-outcome.entity.js';
import './export.entity.js';
import { ExportResolver } from './export.resolver.js';
import { ExportService } from './export.service.js';
import { RunExportTask } from './run-export.task.js';

/** Files for boards: rosters, transcripts and lists of statuses, as operations. */
@Module({
  imports: [BlobsModule, OperationsModule],
  providers: [ExportResolver, ExportService, RunExportTask],
})
export class ExportsModule implements OnModuleInit {
  constructor(
    private readonly tasks: Tasks,
    private readonly runExport: RunExportTask,
  ) {}

  onModuleInit(): void {
    this.tasks.handle(this.runExport);
  }
}
