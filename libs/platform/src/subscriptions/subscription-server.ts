import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost, ModuleRef } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { GraphQLError, type ExecutionArgs } from 'graphql';
import { handleProtocols, makeServer, type Server, type SubscribePayload } from 'graphql-ws';
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { v7 as uuidv7 } from 'uuid';
import { WebSocketServer, type WebSocket } from 'ws';
import { TenantDb } from '../database/tenant-db.js';
import { authenticatorIn } from '../graphql/authenticator.js';
import { assertAnswered } from '../graphql/charge.js';
import { costPlan } from '../graphql/document-cost.js';
import { assertDocumentAllowed } from '../graphql/document-scopes.js';
import { errorFormatter } from '../graphql/error-format.js';
import { requestedCost } from '../graphql/operation-cost.js';
import { LOGGER, type Logger } from '../logging/logger.js';
import { SERVICE_RESTART, TOO_MANY_SOCKETS } from './close-codes.js';
import { EventStream } from './event-stream.js';
import { SocketConnection } from './socket-connection.js';
import { subscriptionOperation } from './subscription-document.js';
import type { SubscriptionLimits } from './subscription-limits.js';
import { upgradeRefusal, type UpgradeRefusal } from './upgrade-request.js';

export const SUBSCRIPTION_SETTINGS = Symbol('subscription settings');

export interface SubscriptionSettings {
  path: string;
  introspection: boolean;
  allowedOrigins: readonly string[];
  limits: SubscriptionLimits;
}

/**
 * Subscriptions over graphql-transport-ws, on the path of the HTTP API. The protocol is spoken by graphql-ws; who may open a
 * socket, what may be asked on it and how long is decided here.
 */
@Injectable()
export class SubscriptionServer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly sockets: WebSocketServer;
  private readonly connections = new Map<SocketConnection, Promise<void>>();
  private readonly perPrincipal = new Map<string, number>();
  private readonly requestIds = new WeakMap<SubscribePayload, string>();
  private readonly format: ReturnType<typeof errorFormatter>;
  private readonly protocol: Server<SocketConnection>;
  private stopping = false;

  constructor(
    private readonly http: HttpAdapterHost,
    private readonly schemas: GraphQLSchemaHost,
    private readonly modules: ModuleRef,
    private readonly db: TenantDb,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(SUBSCRIPTION_SETTINGS) private readonly settings: SubscriptionSettings,
  ) {
    const { messageBytes, initMs } = settings.limits;
    this.sockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      maxPayload: messageBytes,
      closeTimeout: initMs,
      handleProtocols,
    } as ConstructorParameters<typeof WebSocketServer>[0]);
    this.format = errorFormatter(logger, settings.introspection);
    this.protocol = this.speakProtocol();
  }

  /** Sockets and the subscriptions on them, at this moment. */
  get counts(): { sockets: number; subscriptions: number } {
    const all = [...this.connections.keys()];
    return { sockets: all.length, subscriptions: all.reduce((sum, { streams }) => sum + streams.size, 0) };
  }

  onApplicationBootstrap(): void {
    const server = this.http.httpAdapter.getHttpServer() as HttpServer;
    server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
  }

  /** Asks every client to come back elsewhere, and waits until they are gone and their last reads have ended. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    for (const connection of this.connections.keys()) connection.close(SERVICE_RESTART);
    const impatience = setTimeout(
      () => [...this.connections.keys()].forEach((connection) => connection.terminate()),
      this.settings.limits.drainMs,
    );
    await Promise.all(this.connections.values());
    clearTimeout(impatience);
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { path, allowedOrigins, limits } = this.settings;
    const full = this.stopping || this.connections.size >= limits.socketsPerProcess;
    const refusal = full
      ? { status: 503, reason: 'Service Unavailable' }
      : upgradeRefusal(request, path, allowedOrigins);
    if (refusal) return refuse(socket, refusal);
    this.sockets.handleUpgrade(request, socket, head, (opened) => this.opened(opened));
  }

  private opened(socket: WebSocket): void {
    const { limits } = this.settings;
    const connection = new SocketConnection(socket, () => authenticatorIn(this.modules), limits, this.logger);
    const closed = this.protocol.opened(
      {
        protocol: socket.protocol,
        send: (text) => connection.send(text),
        close: (code = 1000, reason = '') => connection.close({ code, reason }),
        onMessage: (handle) => connection.onMessage(handle),
      },
      connection,
    );
    this.connections.set(
      connection,
      new Promise((resolve) => {
        socket.once('close', (code, reason) => {
          this.release(connection);
          void closed(code, String(reason)).finally(() => {
            this.connections.delete(connection);
            resolve();
          });
        });
      }),
    );
  }

  private speakProtocol(): Server<SocketConnection> {
    const { initMs } = this.settings.limits;
    return makeServer<Record<string, unknown> | undefined, SocketConnection>({
      connectionInitWaitTimeout: initMs,
      onConnect: async ({ extra: connection, connectionParams }) =>
        (await connection.accept(connectionParams)) && this.admit(connection),
      onSubscribe: async ({ extra: connection, subscriptions }, _id, payload) => {
        this.requestIds.set(payload, uuidv7());
        try {
          return await this.operationOf(connection, Object.keys(subscriptions).length, payload);
        } catch (error) {
          return [asGraphqlError(error)];
        }
      },
      subscribe: (args) => (args as ExecutionArgs & { stream: EventStream }).stream,
      onNext: (_context, _id, payload, _args, result) =>
        result.errors ? this.format(result, { requestId: this.requestIds.get(payload) }).response : undefined,
      onError: (_context, _id, payload, errors) =>
        this.format({ errors }, { requestId: this.requestIds.get(payload) }).response.errors,
    });
  }

  /** @throws what the client is told of as an error of this subscription */
  private async operationOf(
    connection: SocketConnection,
    subscriptions: number,
    payload: SubscribePayload,
  ): Promise<ExecutionArgs> {
    const { introspection, limits } = this.settings;
    if (subscriptions > limits.subscriptionsPerSocket) {
      throw new GraphQLError(`a socket carries at most ${limits.subscriptionsPerSocket} subscriptions`, {
        extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' },
      });
    }
    const requestId = this.requestIds.get(payload) ?? uuidv7();
    const operation = subscriptionOperation(this.schemas.schema, payload, introspection);
    const { schema, document, operationName, variableValues } = operation;
    assertDocumentAllowed(schema, document, operationName, await connection.actorNow(requestId));
    // Of one event; how many come is decided by what happens, and how many streams by the limits of the socket.
    assertAnswered(requestedCost(costPlan(schema, document, operationName), variableValues));
    const stream = new EventStream({ operation, requestId, actorNow: connection.actorNow, db: this.db });
    connection.streams.add(stream);
    stream.ended.addEventListener('abort', () => connection.streams.delete(stream));
    return { ...operation, stream } as ExecutionArgs;
  }

  /** @returns false after closing a socket that is one too many of its principal's */
  private admit(connection: SocketConnection): boolean {
    const principal = connection.principal ?? '';
    const open = (this.perPrincipal.get(principal) ?? 0) + 1;
    this.perPrincipal.set(principal, open);
    if (open <= this.settings.limits.socketsPerPrincipal) return true;
    connection.close(TOO_MANY_SOCKETS);
    return false;
  }

  private release({ principal }: SocketConnection): void {
    if (principal === null) return;
    const open = (this.perPrincipal.get(principal) ?? 0) - 1;
    if (open > 0) this.perPrincipal.set(principal, open);
    else this.perPrincipal.delete(principal);
  }
}

function refuse(socket: Duplex, { status, reason }: UpgradeRefusal): void {
  socket.on('error', () => undefined);
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}

const asGraphqlError = (error: unknown): GraphQLError =>
  error instanceof GraphQLError ? error : new GraphQLError(String(error), { originalError: error as Error });
