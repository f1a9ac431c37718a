import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TokenService } from '#identity';
import { Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import {
  createApi,
  LOGGER,
  PlatformModule,
  Tasks,
  TaskWorker,
  TenantDb,
  type Logger,
  type PlatformOptions,
  type RunningApi,
  type SubscriptionLimits,
} from '#platform';
import type { GraphQLSchema } from 'graphql';
import { GraphqlClient } from './graphql-client.js';
import { testDatabase, type TestDatabase } from './test-database.js';
import { TEST_HTTP } from './test-http.js';

export interface TestAppOptions {
  /** The contexts whose fields the API answers: a lib may not import them from the app that lists them. */
  modules: readonly Type[];
  /** The contexts whose tasks a worker in this process runs; without them there is no worker. */
  worker?: readonly Type[];
  /** Other limits of subscriptions than the product's. */
  subscriptionLimits?: Partial<SubscriptionLimits>;
}

/** A real API on a port of its own and a database of its own, and a worker beside it where one was asked for. */
export interface TestApp {
  url: string;
  issuer: string;
  database: TestDatabase;
  /** Where the contents of its files are. */
  blobFolder: string;
  /** As it is served, with the scopes that each field and type declares. */
  schema: GraphQLSchema;
  /** Of `IdentityModule`, which must be among the modules. */
  readonly tokens: TokenService;
  /** A provider of the running API. */
  get<T>(type: Type<T>): T;
  /** A client that sends this access token; null sends none. */
  as(accessToken: string | null): GraphqlClient;
  /** Ends the worker, so that nothing changes but by what a test does. Safe to call twice. */
  stopWorker(): Promise<void>;
  /** Ends everything and drops the database. */
  stop(): Promise<void>;
}

const ISSUER = 'http://parley.test';

@Module({})
class WorkerContexts {}

export async function testApp({ modules, worker = [], subscriptionLimits }: TestAppOptions): Promise<TestApp> {
  const database = await testDatabase();
  const blobFolder = await mkdtemp(join(tmpdir(), 'parley-blobs-'));
  const started: (() => Promise<void>)[] = [() => database.drop(), () => rm(blobFolder, { recursive: true })];
  const stop = async (): Promise<void> => {
    for (let end = started.pop(); end; end = started.pop()) await end();
  };
  try {
    const api = await startApi({ ...database, blobFolder }, modules, subscriptionLimits);
    started.push(() => api.stop());
    const stopWorker =
      worker.length > 0 ? await startWorker({ ...database, blobFolder }, worker) : () => Promise.resolve();
    started.push(stopWorker);
    return {
      url: api.url,
      issuer: ISSUER,
      database,
      blobFolder,
      schema: api.app.get(GraphQLSchemaHost, { strict: false }).schema,
      get tokens() {
        return api.app.get(TokenService, { strict: false });
      },
      get: (type) => api.app.get(type, { strict: false }),
      as: (accessToken) => new GraphqlClient(api.url, accessToken),
      stopWorker,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

type TestPlaces = TestDatabase & { blobFolder: string };

const platform = (database: TestPlaces, own: Partial<PlatformOptions> & { name: string; databaseUrl: string }) =>
  PlatformModule.forRoot({
    operatorUrl: null,
    queueUrl: database.urls.queue,
    masterKey: database.masterKey,
    blobFolder: database.blobFolder,
    logLevel: process.env.PARLEY_TEST_LOG_LEVEL ?? 'silent',
    poolSize: 6,
    issuer: ISSUER,
    ...own,
  });

function startApi(
  database: TestPlaces,
  modules: readonly Type[],
  subscriptionLimits?: Partial<SubscriptionLimits>,
): Promise<RunningApi> {
  const { app: databaseUrl, operator: operatorUrl } = database.urls;
  return createApi({
    config: TEST_HTTP,
    modules: [platform(database, { name: 'test-api', databaseUrl, operatorUrl }), ...modules],
    ...(subscriptionLimits ? { subscriptionLimits } : {}),
  });
}

async function startWorker(database: TestPlaces, contexts: readonly Type[]): Promise<() => Promise<void>> {
  const imports = [platform(database, { name: 'test-worker', databaseUrl: database.urls.worker }), ...contexts];
  const app = await NestFactory.createApplicationContext({ module: WorkerContexts, imports }, { logger: ['error'] });
  const worker = new TaskWorker(
    { queueUrl: database.urls.queue, relayUrl: database.urls.relay, concurrency: 4 },
    app.get(TenantDb),
    app.get(Tasks),
    app.get<Logger>(LOGGER),
  );
  await worker.start();
  let stopping: Promise<void> | null = null;
  return () => (stopping ??= worker.stop().then(() => app.close()));
}
