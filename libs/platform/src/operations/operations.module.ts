import { Module } from '@nestjs/common';
import { OperationProgressService } from './operation-progress.service.js';
import './operation.entity.js';
import { OperationResolver } from './operation.resolver.js';
import { Operations } from './operations.js';

/** Imported by each context that has long work; however many do, there is one of it. */
@Module({
  providers: [Operations, OperationProgressService, OperationResolver],
  exports: [Operations],
})
export class OperationsModule {}
