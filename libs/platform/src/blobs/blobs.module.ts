import { Module, type OnModuleInit } from '@nestjs/common';
import { Tasks } from '../tasks/tasks.js';
import './blob.entity.js';
import { BlobResolver } from './blob.resolver.js';
import { Blobs } from './blobs.js';
import { DownloadService } from './download.service.js';
import { FilesController } from './files.controller.js';
import { SweepBlobsTask } from './sweep-blobs.task.js';

/** Imported by each context that makes files; however many do, there is one of it. */
@Module({
  controllers: [FilesController],
  providers: [Blobs, BlobResolver, DownloadService, SweepBlobsTask],
  exports: [Blobs],
})
export class BlobsModule implements OnModuleInit {
  constructor(
    private readonly tasks: Tasks,
    private readonly sweep: SweepBlobsTask,
  ) {}

  onModuleInit(): void {
    this.tasks.handle(this.sweep);
  }
}
