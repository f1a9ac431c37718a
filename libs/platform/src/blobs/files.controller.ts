import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TenantDb } from '../database/tenant-db.js';
import { ParleyError } from '../errors/errors.js';
import { authenticatorIn } from '../graphql/authenticator.js';
import { contextOf } from '../graphql/graphql-context.js';
import { sendHttpFailure } from '../graphql/http-failure.js';
import { faultOf, LOGGER, type Logger } from '../logging/logger.js';
import { contentDisposition } from './content-disposition.js';
import { DownloadService, type Download } from './download.service.js';

const STATUSES: Partial<Record<string, number>> = { UNAUTHENTICATED: 401, UNAVAILABLE: 503 };

/** `GET /files/<global id>`: a file of the caller's agency, with the same access token as GraphQL. */
@Controller('files')
export class FilesController {
  constructor(
    private readonly downloads: DownloadService,
    private readonly db: TenantDb,
    private readonly modules: ModuleRef,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Get(':id')
  async file(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { actor, refusal } = await contextOf(request, authenticatorIn(this.modules));
    try {
      if (refusal) throw refusal;
      const download = await this.downloads.download(actor, id, hasContent(request));
      if (download) send(reply, download);
      else sendHttpFailure(reply, request, 404);
    } catch (error) {
      const status = (error instanceof ParleyError && STATUSES[error.code]) || 500;
      if (status >= 500) this.logger.error({ requestId: request.id, fault: faultOf(error) }, 'a file was not sent');
      if (status === 401) reply.header('www-authenticate', 'Bearer');
      if (status === 503) reply.header('retry-after', '1');
      sendHttpFailure(reply, request, status);
    } finally {
      await this.db.endOperation(actor);
    }
  }
}

/** Whether the client says by `If-None-Match` that it has the content of a digest. */
const hasContent = (request: FastifyRequest): ((digest: string) => boolean) => {
  const tags = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return (digest) => tags.includes(`"${digest}"`);
};

function send(reply: FastifyReply, { blob, content }: Download): void {
  reply.headers({
    etag: `"${blob.digest}"`,
    // For the person who asked, and asked about each time: access may end, and a shared cache knows no tokens.
    'cache-control': 'private, no-cache',
    vary: 'Authorization',
  });
  if (!content) return void reply.code(304).send();
  void reply
    .headers({
      'content-type': blob.mediaType,
      'content-length': blob.bytes,
      'content-disposition': contentDisposition(blob.fileName),
      'x-content-type-options': 'nosniff',
      // Where a browser shows it all the same, nothing in it runs or reaches out.
      'content-security-policy': "default-src 'none'; sandbox",
    })
    .send(content);
}
