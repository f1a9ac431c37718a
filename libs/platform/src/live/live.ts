import { EventEmitter } from 'node:events';
import pg from 'pg';
import type { TenantTx } from '../database/tenant-tx.js';
import type { Logger } from '../logging/logger.js';

/** What PostgreSQL takes in one notification. */
const MOST_BYTES = 7_900;
const CHANNEL = 'parley_live';
const RECONNECT_MS = 1_000;

export interface LiveMessage {
  agencyId: string;
  /** `<noun>:<uuid>`, for example `session:0198…`. */
  topic: string;
  /** Ids and small facts; the receiver reads the rest under its own rights. */
  body: Record<string, unknown>;
}

/** Tells others in the transaction that did it: they hear it when it commits, and never when it does not. */
export async function announce(tx: TenantTx, topic: string, body: Record<string, unknown>): Promise<void> {
  const message = JSON.stringify({ agencyId: tx.agencyId, topic, body } satisfies LiveMessage);
  if (Buffer.byteLength(message) > MOST_BYTES)
    throw new Error(`a live message of ${message.length} characters: send ids instead`);
  await tx.query(`select pg_notify('${CHANNEL}', $1)`, [message]);
}

/**
 * Hears notifications over one connection of its own and hands them out by name. It reconnects by itself; what was said
 * in between is lost, so a listener reads again on `onReconnect`.
 */
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

  /** Messages of one agency's topic. @returns a function that stops them */
  subscribe(agencyId: string, topic: string, hear: (body: Record<string, unknown>) => void): () => void {
    const name = `${agencyId}/${topic}`;
    this.emitter.on(name, hear);
    return () => this.emitter.off(name, hear);
  }

  onChannel(channel: string, hear: () => void): void {
    this.emitter.on(`channel/${channel}`, hear);
  }

  onReconnect(hear: () => void): void {
    this.emitter.on('reconnected', hear);
  }

  async start(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, keepAlive: true, application_name: 'parley-listener' });
    client.on('error', (error) => this.reconnect(error));
    client.on('end', () => this.reconnect(null));
    client.on('notification', ({ channel, payload }) => this.hear(channel, payload ?? ''));
    this.client = client;
    await client.connect();
    for (const channel of new Set([...this.channels, CHANNEL]))
      await client.query(`listen ${pg.escapeIdentifier(channel)}`);
    this.emitter.emit('reconnected');
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.retry) clearTimeout(this.retry);
    await this.client?.end().catch(() => undefined);
  }

  private hear(channel: string, payload: string): void {
    this.emitter.emit(`channel/${channel}`);
    if (channel !== CHANNEL) return;
    try {
      const { agencyId, topic, body } = JSON.parse(payload) as LiveMessage;
      this.emitter.emit(`${agencyId}/${topic}`, body);
    } catch (error) {
      this.logger.warn({ err: error }, 'a live message could not be read');
    }
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
