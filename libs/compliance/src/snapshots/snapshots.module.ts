import { Module, type OnModuleInit } from '@nestjs/common';
import { BlobsModule, OperationsModule, Tasks } from '#platform';
import { ReproduceSnapshotTask } from './reproduce-snapshot.task.js';
import './snapshot-reproduction.entity.js';
import './snapshot.entity.js';
import { SnapshotResolver } from './snapshot.resolver.js';
import { SnapshotService } from './snapshot.service.js';
import { TakeSnapshotTask } from './take-snapshot.task.js';

/** Reports that can be made again, byte for byte, years later. */
@Module({
  imports: [BlobsModule, OperationsModule],
  providers: [ReproduceSnapshotTask, SnapshotResolver, SnapshotService, TakeSnapshotTask],
})
export class SnapshotsModule implements OnModuleInit {
  constructor(
    private readonly tasks: Tasks,
    private readonly takeSnapshot: TakeSnapshotTask,
    private readonly reproduceSnapshot: ReproduceSnapshotTask,
  ) {}

  onModuleInit(): void {
    this.tasks.handle(this.takeSnapshot);
    this.tasks.handle(this.reproduceSnapshot);
  }
}
