import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DataSource, getMetadataArgsStorage, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { BLOB_CONTENTS } from './blobs/blob-contents.js';
import { FolderContents } from './blobs/folder-contents.js';
import { AccessLog } from './access-log/access-log.js';
import { ControlDb, CONTROL_SOURCE } from './database/control-db.js';
import { openDataSource, type SourceOptions } from './database/data-source.js';
import { DatabaseHealth } from './database/database-health.js';
import { TenantDb } from './database/tenant-db.js';
import { Events } from './events/events.js';
import { MASTER_KEYS, type MasterKeys } from './keys/master-key.js';
import { SigningKeys } from './keys/signing-keys.js';
import { SourcesShutdown } from './lifecycle/sources-shutdown.js';
import { Live } from './live/live.js';
import { createLogger, LOGGER, type Logger } from './logging/logger.js';
import { watchPool } from './metrics/database-metrics.js';
import { BELL, QueueBell, silentBell } from './tasks/bell.js';
import { Tasks } from './tasks/tasks.js';

export interface PlatformOptions {
  /** Shown in logs and by pg_stat_activity: `parley-api`, `parley-worker`, `parley-cli`. */
  name: string;
  /** Logs in as `app` or `worker`. */
  databaseUrl: string;
  /** Logs in as `operator`; null where the process has nothing to do with schema `control`. */
  operatorUrl: string | null;
  /**
   * Where tasks that this process adds wake the workers, which also carries live messages when it is Redis. Null wakes nobody, and
   * carries them over the database.
   */
  queueUrl?: string | null;
  masterKey: string;
  /** While the master key changes: still opens what it sealed. */
  previousMasterKey?: string | undefined;
  logLevel: string;
  poolSize: number;
  /** The `iss` of what this deployment signs, and its public address. */
  issuer: string;
  /** Holds the contents of files; null, or left out, where this process neither makes nor serves any. */
  blobFolder?: string | null;
}

/** Injection token of the `iss` claim of what this deployment signs. */
export const ISSUER = Symbol('issuer');

/** Every entity that the contexts in this process declare: importing a context is registering its tables. */
export const registeredEntities = (): EntityTarget<ObjectLiteral>[] =>
  getMetadataArgsStorage().tables.map((table) => table.target as EntityTarget<ObjectLiteral>);

const masterKeysOf = ({ masterKey, previousMasterKey }: PlatformOptions): MasterKeys => ({
  current: masterKey,
  previous: previousMasterKey,
});

async function watched(options: SourceOptions): Promise<DataSource> {
  const source = await openDataSource(options);
  watchPool(options.name, source);
  return source;
}

/** What every context stands on. Global: a context names only other contexts in its imports. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(options: PlatformOptions): DynamicModule {
    return {
      module: PlatformModule,
      providers: [
        AccessLog,
        TenantDb,
        ControlDb,
        DatabaseHealth,
        Events,
        Tasks,
        SigningKeys,
        SourcesShutdown,
        { provide: MASTER_KEYS, useValue: masterKeysOf(options) },
        { provide: ISSUER, useValue: options.issuer },
        { provide: BLOB_CONTENTS, useValue: options.blobFolder ? new FolderContents(options.blobFolder) : null },
        { provide: LOGGER, useValue: createLogger(options.name, options.logLevel) },
        {
          provide: Live,
          inject: [LOGGER],
          useFactory: (logger: Logger) =>
            new Live({ queueUrl: options.queueUrl ?? null, databaseUrl: options.databaseUrl }, logger),
        },
        {
          provide: BELL,
          inject: [LOGGER],
          useFactory: (logger: Logger) => (options.queueUrl ? new QueueBell(options.queueUrl, logger) : silentBell),
        },
        {
          provide: DataSource,
          useFactory: () =>
            watched({
              url: options.databaseUrl,
              entities: registeredEntities(),
              poolSize: options.poolSize,
              name: options.name,
            }),
        },
        {
          provide: CONTROL_SOURCE,
          useFactory: () =>
            options.operatorUrl === null
              ? null
              : watched({
                  url: options.operatorUrl,
                  entities: [],
                  poolSize: 2,
                  name: `${options.name}-operator`,
                }),
        },
      ],
      exports: [
        AccessLog,
        ISSUER,
        BLOB_CONTENTS,
        TenantDb,
        ControlDb,
        DatabaseHealth,
        Events,
        Tasks,
        SigningKeys,
        Live,
        LOGGER,
        DataSource,
      ],
    };
  }
}
