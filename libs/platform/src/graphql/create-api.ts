import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { v7 as uuidv7 } from 'uuid';
import type { Configuration } from '../config/config.js';
import { Draining } from '../lifecycle/draining.js';
import { measureRequests } from '../metrics/request-metrics.js';
import { traceRequests } from '../tracing/trace-requests.js';
import { isTracing } from '../tracing/tracing.js';
import { serveGraphiql } from './graphiql.js';
import { SUBSCRIPTION_LIMITS, type SubscriptionLimits } from '../subscriptions/subscription-limits.js';
import type { GraphqlSettings } from './graphql-options.js';
import { GraphqlModule } from './graphql.module.js';
import { sendHttpFailure, statusOfFault } from './http-failure.js';

export type HttpConfiguration = Configuration<
  | 'PARLEY_HTTP_HOST'
  | 'PARLEY_HTTP_PORT'
  | 'PARLEY_GRAPHIQL'
  | 'PARLEY_ALLOWED_ORIGINS'
  | 'PARLEY_COST_BUCKET'
  | 'PARLEY_COST_RESTORE'
  | 'PARLEY_OPERATION_SECONDS'
>;

export interface ApiOptions {
  config: HttpConfiguration;
  /** Platform and the contexts. */
  modules: readonly (Type | DynamicModule)[];
  /** How long a client may take to send its request. */
  patience?: { requestMs: number; sweepMs: number };
  /** Other limits of subscriptions than the product's. */
  subscriptionLimits?: Partial<SubscriptionLimits>;
}

export interface RunningApi {
  app: NestFastifyApplication;
  /** `http://127.0.0.1:3000`, with the port that was found where 0 was asked for. */
  url: string;
  /** Says that it will end: readiness is refused and each answer closes its connection, while all that arrives is still served. */
  drain(): void;
  /** Takes no more requests, finishes the running ones, lets go of every connection. Safe to call twice. */
  stop(): Promise<void>;
}

const PATH = '/graphql';
const MOST_BODY_BYTES = 4 * 1024 * 1024;
/** A whole request, headers and body, must arrive within the first; Node looks once in every second of the two. */
const PATIENCE = { requestMs: 15_000, sweepMs: 5_000 };

@Module({})
class ApiModule {}

const settingsOf = (config: HttpConfiguration): GraphqlSettings => ({
  path: PATH,
  introspection: config.PARLEY_GRAPHIQL,
  cost: { bucket: config.PARLEY_COST_BUCKET, restore: config.PARLEY_COST_RESTORE },
  deadlineMs: config.PARLEY_OPERATION_SECONDS * 1_000,
});

/** Starts the HTTP server of the API: what `apps/api` runs and what tests talk to. */
export async function createApi({
  config,
  modules,
  patience = PATIENCE,
  subscriptionLimits,
}: ApiOptions): Promise<RunningApi> {
  const adapter = new FastifyAdapter({
    bodyLimit: MOST_BODY_BYTES,
    requestTimeout: patience.requestMs,
    http: { connectionsCheckingInterval: patience.sweepMs, headersTimeout: patience.requestMs },
    forceCloseConnections: 'idle',
    // What arrives on an open connection in the last moment is served: its sender was told nothing yet.
    return503OnClosing: false,
    genReqId: () => uuidv7(),
    // A client's own id could be another's: ours is the one that a person reads out to support.
    requestIdHeader: false,
    // A path that is none never reaches the hooks below.
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
      sendHttpFailure(reply, request, statusOfFault(error)),
    // Nest speaks through the logger of platform.
    logger: false,
  });
  const server = adapter.getInstance();
  // Fastify reads text/plain by default, which a browser sends across sites without asking first.
  server.removeContentTypeParser('text/plain');
  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    reply.header('x-content-type-options', 'nosniff');
  });
  server.route({
    method: ['PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: PATH,
    // No cross-origin request is allowed: what a browser asks first is answered with no.
    handler: (request, reply) => sendHttpFailure(reply.header('allow', 'GET, POST'), request, 405),
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    {
      module: ApiModule,
      imports: [
        ...modules,
        GraphqlModule.forRoot({
          ...settingsOf(config),
          allowedOrigins: config.PARLEY_ALLOWED_ORIGINS,
          limits: { ...SUBSCRIPTION_LIMITS, ...subscriptionLimits },
        }),
      ],
    },
    adapter,
    { bodyParser: false, logger: false, abortOnError: false },
  );
  // Not before: what stops the start is told once, by who started it.
  app.useLogger(['error', 'warn']);
  const draining = app.get(Draining, { strict: false });
  observe(server as never, draining);
  try {
    if (config.PARLEY_GRAPHIQL) await serveGraphiql(server as never, PATH);
    await app.listen(config.PARLEY_HTTP_PORT, config.PARLEY_HTTP_HOST);
  } catch (error) {
    await app.close();
    throw error;
  }
  let stopping: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    draining.begin();
    return (stopping ??= app.close());
  };
  return { app, url: await app.getUrl(), drain: () => draining.begin(), stop };
}

function observe(server: FastifyInstance, draining: Draining): void {
  // A connection that is kept alive would otherwise be cut while its client sends the next request.
  server.addHook('onSend', async (_request, reply) => {
    if (draining.begun) reply.header('connection', 'close');
  });
  measureRequests(server, PATH);
  if (isTracing()) traceRequests(server, PATH);
}
