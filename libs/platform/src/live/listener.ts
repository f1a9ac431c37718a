import { EventEmitter } from 'node:events';
import pg from 'pg';
import type { Logger } from '../logging/logger.js';

const RECONNECT_MS = 1_000;

/** Hears notifications over one connection of its own. It reconnects by itself; what was said in between is lost. */
export class Listener {
  private readonly emitter = new EventEmitter().setMaxListeners(0);
  private client: pg.Client | null = null;
  private stopped = false;
  private retry: NodeJS.Timeout | null = null;

  constructor(
    private readonly url: string,
    private readonly channels: readonly string[],
    private readonly logger: Logger,
  ) {}

  onChannel(channel: string, hear: () => void): void {
    this.emitter.on(`channel/${channel}`, hear);
  }

  async start(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, keepAlive: true, application_name: 'parley-listener' });
    client.on('error', (error) => this.reconnect(error));
    client.on('end', () => this.reconnect(null));
    client.on('notification', ({ channel }) => this.emitter.emit(`channel/${channel}`));
    this.client = client;
    await client.connect();
    for (const channel of new Set(this.channels)) await client.query(`listen ${pg.escapeIdentifier(channel)}`);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.retry) clearTimeout(this.retry);
    await this.client?.end().catch(() => undefined);
  }

  private reconnect(error: Error | null): void {
    if (this.stopped || this.retry) return;
    this.logger.warn({ err: error }, 'the notification connection was lost; connecting again');
    this.client?.removeAllListeners();
    this.client?.on('error', () => undefined);
    this.retry = setTimeout(() => {
      this.retry = null;
      this.start().catch((cause: Error) => this.reconnect(cause));
    }, RECONNECT_MS);
  }
}
