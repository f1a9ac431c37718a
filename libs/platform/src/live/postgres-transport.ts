import pg from 'pg';
import { ANSWER_MS, MOST_WAITING, retryDelay, type LiveEvents, type LiveTransport } from './live-transport.js';

const CHANNEL = 'parley_live';
const MOST_PER_STATEMENT = 500;
/** An agency and a topic hold no space, so the first one ends the name. */
const SEPARATOR = ' ';

/**
 * LISTEN and NOTIFY over one connection of its own. Every listening process hears every message and drops what nobody in it
 * waits for: fit for one machine, where this is used.
 */
export class PostgresTransport implements LiveTransport {
  private client: pg.Client | null = null;
  private connecting: Promise<void> | null = null;
  private readonly names = new Set<string>();
  private waiting: string[] = [];
  private sending: Promise<void> | null = null;
  private attempt = 0;
  private retry: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(
    private readonly url: string,
    private readonly events: LiveEvents,
  ) {}

  publish(name: string, text: string): void {
    if (this.stopped || this.waiting.length >= MOST_WAITING) return;
    this.waiting.push(`${name}${SEPARATOR}${text}`);
    this.sending ??= this.send().finally(() => {
      this.sending = null;
    });
  }

  async listen(name: string): Promise<void> {
    this.names.add(name);
    if (this.names.size > 1 && this.client) return;
    const { client } = this;
    if (client) await this.listenOn(client).catch((error: Error) => this.drop(client, error));
    else await this.connect();
  }

  unlisten(name: string): void {
    this.names.delete(name);
  }

  async stop(): Promise<void> {
    await this.sending;
    this.stopped = true;
    if (this.retry) clearTimeout(this.retry);
    await this.connecting;
    await this.client?.end().catch(() => undefined);
    this.client = null;
  }

  private async send(): Promise<void> {
    while (this.waiting.length > 0) {
      await this.connect();
      const { client } = this;
      const batch = this.waiting.splice(0, client ? MOST_PER_STATEMENT : Infinity);
      if (!client) return;
      try {
        // A transaction of its own that writes nothing: in the transaction of the fact, the lock that orders notifications would
        // be held while the commit goes to disk, and every commit that announces something would wait for every other.
        await client.query(`select pg_notify('${CHANNEL}', said) from unnest($1::text[]) said`, [batch]);
      } catch (error) {
        this.drop(client, error as Error);
      }
    }
  }

  /** Resolves when there is a connection, or when it could not be made. */
  private connect(): Promise<void> {
    if (this.client || this.stopped) return Promise.resolve();
    return (this.connecting ??= this.open().finally(() => {
      this.connecting = null;
    }));
  }

  private async open(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'parley-live',
      keepAlive: true,
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
    });
    client.on('error', (error) => this.drop(client, error));
    client.on('end', () => this.drop(client, null));
    client.on('notification', ({ channel, payload }) => this.hear(channel, payload ?? ''));
    try {
      await client.connect();
      if (this.names.size > 0) await this.listenOn(client);
    } catch (error) {
      this.drop(client, error as Error);
      return;
    }
    this.client = client;
    this.attempt = 0;
    this.events.connected();
  }

  private async listenOn(client: pg.Client): Promise<void> {
    await client.query(`listen ${CHANNEL}`);
  }

  private hear(channel: string, payload: string): void {
    const at = payload.indexOf(SEPARATOR);
    const name = payload.slice(0, Math.max(at, 0));
    if (channel === CHANNEL && this.names.has(name)) this.events.heard(name, payload.slice(at + 1));
  }

  private drop(client: pg.Client, error: Error | null): void {
    client.removeAllListeners();
    client.on('error', () => undefined);
    client.end().catch(() => undefined);
    if (this.client === client) this.client = null;
    if (this.stopped) return;
    this.events.lost(error);
    this.retry ??= setTimeout(() => {
      this.retry = null;
      void this.connect();
    }, retryDelay(this.attempt++));
  }
}
