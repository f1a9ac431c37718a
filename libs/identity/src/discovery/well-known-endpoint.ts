import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ISSUER, KEY_SET_MAX_AGE_SECONDS, LOGGER, SigningKeys, type KeyPurpose, type Logger } from '#platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { serverMetadata } from './server-metadata.js';

export const KEY_SET_PATH = '/.well-known/jwks.json';
export const METADATA_PATH = '/.well-known/oauth-authorization-server';

/** What somebody outside verifies. A nonce comes back to the server that signed it, and to nobody else. */
const PUBLISHED: readonly KeyPurpose[] = ['ACCESS_TOKEN', 'RECEIPT', 'TICKET'];

/**
 * The public keys of this deployment (RFC 7517) and where its token endpoint is (RFC 8414), for whoever asks: as small as the number
 * of keys, made from what this process has read anyway, and kept by caches for less time than a new key is published before it signs.
 */
@Injectable()
export class WellKnownEndpoint implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly keys: SigningKeys,
    @Inject(ISSUER) private readonly issuer: string,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    // A worker or a command has no HTTP server.
    if (!this.host.httpAdapter) return;
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    fastify.get(KEY_SET_PATH, (request, reply) => this.keySet(request, reply));
    // RFC 8414, section 3.1: the path of an issuer that has one comes after the well-known part.
    const issuerPath = new URL(this.issuer).pathname.replace(/\/$/, '');
    for (const path of new Set([METADATA_PATH, METADATA_PATH + issuerPath])) {
      fastify.get(path, (request, reply) => send(request, reply, 'application/json', serverMetadata(this.issuer)));
    }
  }

  private async keySet(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    try {
      const byPurpose = PUBLISHED.map(async (purpose) =>
        (await this.keys.publicKeys(purpose)).map((jwk) => ({ ...jwk, parley_purpose: purpose })),
      );
      const keys = (await Promise.all(byPurpose)).flat();
      return send(request, reply, 'application/jwk-set+json', { keys });
    } catch (error) {
      this.logger.error({ err: error, requestId: request.id }, 'the key set cannot be read');
      return reply
        .code(503)
        .headers({ 'retry-after': '1', 'cache-control': 'no-store' })
        .send({ error: 'unavailable' });
    }
  }
}

function send(request: FastifyRequest, reply: FastifyReply, mediaType: string, content: object): FastifyReply {
  const body = JSON.stringify(content);
  const tag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  void reply.headers({ 'cache-control': `public, max-age=${KEY_SET_MAX_AGE_SECONDS}`, etag: tag });
  const known = (request.headers['if-none-match'] ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  if (known.includes(tag) || known.includes('*')) return reply.code(304).send();
  return reply.type(mediaType).send(body);
}
