import { Controller, Get, Inject, Optional, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DatabaseHealth } from '../database/database-health.js';
import { Draining } from '../lifecycle/draining.js';

/** For the orchestrator, not for clients: no version, no names. */
@Controller('health')
export class HealthController {
  constructor(
    private readonly draining: Draining,
    @Optional() @Inject(DatabaseHealth) private readonly database: DatabaseHealth | undefined,
  ) {}

  /** The process answers. */
  @Get('live')
  live(): { status: string } {
    return { status: 'live' };
  }

  /** It can also do its work: 503 while the database is away, and from the signal that ends the process, while it still serves. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ status: string }> {
    const ready = !this.draining.begun && (this.database === undefined || (await this.database.answers()));
    reply.code(ready ? 200 : 503);
    return { status: ready ? 'ready' : 'unavailable' };
  }
}
