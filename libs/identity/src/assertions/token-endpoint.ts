import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { LOGGER, ParleyError, type Logger } from '#platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ClientAuthentication } from './client-authentication.service.js';
import { DeviceNonces } from './device-nonce.js';
import { readTokenRequest } from './token-request.js';

const LONGEST_BODY_BYTES = 16_384;

/**
 * `POST /oauth/token` (RFC 6749 client credentials with RFC 7523 assertions) and `POST /oauth/nonce`. In a Fastify plugin of
 * their own: only here is a form accepted as a body, so a form never runs as GraphQL.
 */
@Injectable()
export class TokenEndpoint implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly clients: ClientAuthentication,
    private readonly nonces: DeviceNonces,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    // A worker or a command has no HTTP server.
    if (!this.host.httpAdapter) return;
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    await fastify.register(async (plugin) => this.addRoutes(plugin));
  }

  private addRoutes(plugin: FastifyInstance): void {
    plugin.removeAllContentTypeParsers();
    plugin.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: LONGEST_BODY_BYTES },
      (_request, body, done) => done(null, body),
    );
    plugin.addHook('onSend', async (_request, reply) => {
      void reply.header('cache-control', 'no-store').header('pragma', 'no-cache');
    });
    plugin.setErrorHandler((error, request, reply) => this.fail(error, request, reply));
    plugin.post('/oauth/token', (request, reply) => this.token(request, reply));
    plugin.post('/oauth/nonce', async () => {
      const { nonce, expiresIn } = await this.nonces.issue();
      return { nonce, expires_in: expiresIn };
    });
  }

  private async token(request: FastifyRequest, reply: FastifyReply): Promise<object> {
    const read = readTokenRequest(typeof request.body === 'string' ? request.body : '');
    if ('error' in read) {
      void reply.code(400);
      return { error: read.error, error_description: read.description };
    }
    const issued = await this.clients.tokenFor(read.assertion, read.clientId, request.id);
    if (!issued) {
      void reply.code(401);
      return { error: 'invalid_client', error_description: 'client authentication failed' };
    }
    return { access_token: issued.accessToken, token_type: 'Bearer', expires_in: issued.expiresIn };
  }

  private async fail(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const status = (error as { statusCode?: number }).statusCode ?? 500;
    if (status < 500) {
      const description = 'the body must be a form of at most 16 KiB';
      return reply.code(status).send({ error: 'invalid_request', error_description: description });
    }
    const unavailable = error instanceof ParleyError && error.code === 'UNAVAILABLE';
    this.logger.error({ err: error, requestId: request.id }, 'the token endpoint failed');
    return unavailable
      ? reply.code(503).header('retry-after', '1').send({ error: 'temporarily_unavailable' })
      : reply.code(500).send({ error: 'server_error' });
  }
}
