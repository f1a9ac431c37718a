import type { DynamicModule, Type } from '@nestjs/common';
import { PlatformModule, type ApiConfiguration } from '#platform';
import { CONTEXTS } from './contexts.js';

/** Platform as the database role `app`, and every context. */
export const apiModules = (config: ApiConfiguration): (Type | DynamicModule)[] => [
  PlatformModule.forRoot({
    name: 'parley-api',
    databaseUrl: config.PARLEY_DATABASE_URL,
    operatorUrl: config.PARLEY_OPERATOR_DATABASE_URL,
    queueUrl: config.PARLEY_QUEUE_URL,
    masterKey: config.PARLEY_MASTER_KEY,
    previousMasterKey: config.PARLEY_PREVIOUS_MASTER_KEY,
    issuer: config.PARLEY_ISSUER,
    blobFolder: config.PARLEY_BLOB_FOLDER,
    logLevel: config.PARLEY_LOG_LEVEL,
    poolSize: config.PARLEY_POOL_SIZE,
  }),
  ...CONTEXTS,
];
