import type { Logger } from '../logging/logger.js';

/** Tells of an outage once when it begins and once when it ends, however often it is met in between. */
export class Outage {
  private away = false;

  constructor(
    private readonly logger: Logger,
    /** What is away and what that means, for example `the queue is away; tasks start within a second`. */
    private readonly began: string,
    private readonly ended: string,
  ) {}

  met(error: unknown): void {
    if (this.away) return;
    this.away = true;
    this.logger.warn({ err: error }, this.began);
  }

  over(): void {
    if (!this.away) return;
    this.away = false;
    this.logger.info(this.ended);
  }
}
