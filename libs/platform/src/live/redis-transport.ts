import { Redis, type RedisOptions } from 'ioredis';
import { ANSWER_MS, MOST_WAITING, retryDelay, type LiveEvents, type LiveTransport } from './live-transport.js';

/** Beside the queue's keys on the same server. */
const PREFIX = 'parley:live:';

const OPTIONS: RedisOptions = {
  connectTimeout: ANSWER_MS,
  commandTimeout: ANSWER_MS,
  keepAlive: 10_000,
  disconnectTimeout: 250,
  retryStrategy: retryDelay,
  // A hint that waits for a connection comes too late to be one, and who listens reads again when it is back.
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  autoResubscribe: false,
  maxRetriesPerRequest: 0,
};

/** Publish and subscribe on Redis: one connection that listens, one that speaks, each made when it is first needed. */
export class RedisTransport implements LiveTransport {
  private listener: Redis | null = null;
  private speaker: Promise<Redis> | null = null;
  private settled: Promise<void> = Promise.resolve();
  private readonly names = new Set<string>();
  private readonly unanswered = new Set<Promise<unknown>>();

  constructor(
    private readonly url: string,
    private readonly events: LiveEvents,
  ) {}

  publish(name: string, text: string): void {
    if (this.unanswered.size >= MOST_WAITING) return;
    this.speaker ??= this.openSpeaker();
    const sent: Promise<unknown> = this.speaker
      .then((speaker) => speaker.publish(PREFIX + name, text))
      .catch(() => undefined)
      .finally(() => this.unanswered.delete(sent));
    this.unanswered.add(sent);
  }

  async listen(name: string): Promise<void> {
    this.names.add(name);
    if (!this.listener) {
      this.listener = this.openListener();
      await this.settled;
    } else if (this.listener.status === 'ready') {
      await this.subscribe(this.listener, [name]);
    } else {
      await this.settled;
    }
  }

  unlisten(name: string): void {
    this.names.delete(name);
    if (this.listener?.status === 'ready') this.listener.unsubscribe(PREFIX + name).catch(() => undefined);
  }

  async stop(): Promise<void> {
    await Promise.all(this.unanswered);
    for (const connection of [this.listener, await this.speaker]) connection?.disconnect();
  }

  private openListener(): Redis {
    const listener = new Redis(this.url, { ...OPTIONS, connectionName: 'parley-live' });
    this.settled = new Promise((resolve) => {
      listener.on('close', resolve);
      listener.on('ready', () => {
        void this.subscribe(listener, [...this.names]).then(() => {
          resolve();
          this.events.connected();
        });
      });
    });
    listener.on('error', (error: Error) => this.events.lost(error));
    listener.on('message', (channel: string, text: string) => {
      const name = channel.slice(PREFIX.length);
      if (this.names.has(name)) this.events.heard(name, text);
    });
    return listener;
  }

  /** On a connection that breaks meanwhile nothing is lost by it: all names are subscribed again on the next. */
  private async subscribe(listener: Redis, names: readonly string[]): Promise<void> {
    if (names.length > 0) await listener.subscribe(...names.map((name) => PREFIX + name)).catch(() => undefined);
  }

  /** Resolves after the first attempt to connect, however it went: it goes on trying by itself. */
  private async openSpeaker(): Promise<Redis> {
    const speaker = new Redis(this.url, { ...OPTIONS, lazyConnect: true, connectionName: 'parley-live-speaker' });
    speaker.on('error', (error: Error) => this.events.lost(error));
    await speaker.connect().catch(() => undefined);
    return speaker;
  }
}
