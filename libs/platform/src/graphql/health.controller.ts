import { Controller, Get, Inject, Optional, Res, type BeforeApplicationShutdown } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';

/** A readiness probe that waits longer than this is as good as refused. */
const PATIENCE_MS = 2_000;

/** For the orchestrator, not for clients: no version, no names. */
@Controller('health')
export class HealthController implements BeforeApplicationShutdown {
  private stopping = false;

  constructor(@Optional() @Inject(DataSource) private readonly source: DataSource | null) {}

  /** The process answers. */
  @Get('live')
  live(): { status: string } {
    return { status: 'live' };
  }

  /** It can also do its work: 503 while the database is away, and from the start of a shutdown. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ status: string }> {
    const ready = !this.stopping && (await this.databaseAnswers());
    reply.code(ready ? 200 : 503);
    return { status: ready ? 'ready' : 'unavailable' };
  }

  beforeApplicationShutdown(): void {
    this.stopping = true;
  }

  private async databaseAnswers(): Promise<boolean> {
    if (!this.source) return true;
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), PATIENCE_MS);
    });
    const answer = this.source.query('select 1').then(
      () => true,
      () => false,
    );
    return Promise.race([answer, tooLate]).finally(() => clearTimeout(timer));
  }
}
