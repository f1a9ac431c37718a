import { Module, type DynamicModule } from '@nestjs/common';
import { PlatformModule, type WorkerConfiguration } from '#platform';
import { EnginesModule } from '#slm';
import { CONTEXTS } from './contexts.js';

/** Platform as the database role `worker`, the engines of its lanes, and every context; the GraphQL server is not part of it. */
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
          blobFolder: config.PARLEY_BLOB_FOLDER,
          logLevel: config.PARLEY_LOG_LEVEL,
          poolSize: config.PARLEY_POOL_SIZE,
        }),
        EnginesModule.forRoot({
          lanes: config.PARLEY_ENGINE_LANES,
          databaseUrl: config.PARLEY_WORKER_DATABASE_URL,
          apiKey: config.PARLEY_ENGINE_API_KEY,
          modelFolder: config.PARLEY_MODEL_FOLDER,
          firstTextTargetMs: config.PARLEY_ENGINE_FIRST_TEXT_MS,
        }),
        ...CONTEXTS,
      ],
    };
  }
}
