import { Module, type DynamicModule } from '@nestjs/common';
import { PlatformModule, type WorkerConfiguration } from '#platform';
import { CONTEXTS } from './contexts.js';

/** Platform as the database role `worker`, and every context; the GraphQL server is not part of it. */
@Module({})
export class WorkerModule {
  static forRoot(config: WorkerConfiguration): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        PlatformModule.forRoot({
          name: 'parley-worker',
          databaseUrl: config.PARLEY_WORKER_DATABASE_URL,
          operatorUrl: null,
          queueUrl: config.PARLEY_QUEUE_URL,
          masterKey: config.PARLEY_MASTER_KEY,
          previousMasterKey: config.PARLEY_PREVIOUS_MASTER_KEY,
          issuer: config.PARLEY_ISSUER,
          logLevel: config.PARLEY_LOG_LEVEL,
          poolSize: config.PARLEY_POOL_SIZE,
        }),
        ...CONTEXTS,
      ],
    };
  }
}
