import type { OnApplicationShutdown } from '@nestjs/common';
import type { TenantTx } from '../database/tenant-tx.js';
import type { Logger } from '../logging/logger.js';
import { liveName, liveText, type LiveBody } from './live-message.js';
import type { LiveEvents, LiveTransport } from './live-transport.js';
import { PostgresTransport } from './postgres-transport.js';
import { RedisTransport } from './redis-transport.js';
import { LatchedWakeUps, type WakeUps } from './wake-ups.js';

type Hear = (body: LiveBody) => void;

interface Topic {
  hearers: Set<Hear>;
  listening: Promise<void>;
}

export interface LiveOptions {
  /** `redis://` carries hints over Redis; anything else, and null, over the application's own database. */
  queueUrl: string | null;
  databaseUrl: string;
}

/**
 * Tells other processes what has just happened, so that they need not ask all the time. A message is a hint: it is heard
 * after the commit and never after a rollback, by who listens at that moment, and it may be lost. Who needs the fact reads it
 * from the database: on `connected`, and now and then.
 */
export class Live implements OnApplicationShutdown {
  private readonly transport: LiveTransport;
  private readonly topics = new Map<string, Topic>();
  private readonly onConnected = new Set<() => void>();
  private outage = false;

  constructor(
    { queueUrl, databaseUrl }: LiveOptions,
    private readonly logger: Logger,
  ) {
    const events: LiveEvents = {
      heard: (name, text) => this.heard(name, text),
      connected: () => this.connected(),
      lost: (error) => this.lost(error),
    };
    this.transport = /^rediss?:/.test(queueUrl ?? '')
      ? new RedisTransport(queueUrl as string, events)
      : new PostgresTransport(databaseUrl, events);
  }

  /**
   * Tells the listeners of this agency's topic once the transaction has committed.
   * @param topic `<noun>:<uuid>`, for example `session:0198…`
   * @throws Error, which rolls the transaction back, when the topic is of another form or the message too large
   */
  announce(tx: TenantTx, topic: string, body: LiveBody = {}): void {
    const name = liveName(tx.agencyId, topic);
    const text = liveText(name, body);
    tx.afterCommit(() => this.transport.publish(name, text));
  }

  /**
   * Tells the listeners of an agency's topic at once, outside any transaction: for what is no fact yet, and may never become one.
   * @param topic `<noun>:<uuid>`, for example `session:0198…`
   * @throws Error when the agency or topic is of another form or the message too large
   */
  publish(agencyId: string, topic: string, body: LiveBody): void {
    const name = liveName(agencyId, topic);
    this.transport.publish(name, liveText(name, body));
  }

  /**
   * Hears what is announced in one agency's topic.
   * @returns once it is in force, or at once while there is no connection: a function that ends it
   */
  async subscribe(agencyId: string, topic: string, hear: Hear): Promise<() => void> {
    const name = liveName(agencyId, topic);
    let entry = this.topics.get(name);
    if (!entry) this.topics.set(name, (entry = { hearers: new Set(), listening: this.transport.listen(name) }));
    // A function of its own, so that the same one given twice is two listeners.
    const own: Hear = (body) => hear(body);
    entry.hearers.add(own);
    await entry.listening;
    return () => this.unsubscribe(name, own);
  }

  /**
   * When to look again at what a topic is about: at each announcement, after a lost connection, and at least every
   * `lookAgainMs`.
   * @param ended ends it too
   * @param isNews is told each message, and whether it is a reason to look
   */
  async wakeUps(
    agencyId: string,
    topic: string,
    lookAgainMs: number,
    ended: AbortSignal,
    isNews: (body: LiveBody) => boolean = () => true,
  ): Promise<WakeUps> {
    let unsubscribe = (): void => undefined;
    const wakeUps = new LatchedWakeUps(lookAgainMs, () => {
      ended.removeEventListener('abort', close);
      unconnected();
      unsubscribe();
    });
    const close = (): void => wakeUps.close();
    const unconnected = this.whenConnected(() => wakeUps.wake());
    ended.addEventListener('abort', close);
    unsubscribe = await this.subscribe(agencyId, topic, (body) => {
      if (isNews(body)) wakeUps.wake();
    });
    if (ended.aborted) {
      // It may have been closed before there was anything to unsubscribe.
      unsubscribe();
      wakeUps.close();
    }
    return wakeUps;
  }

  /** Called at each connection, also the first: what was announced before it may have been missed. @returns a function that ends it */
  whenConnected(hear: () => void): () => void {
    this.onConnected.add(hear);
    return () => this.onConnected.delete(hear);
  }

  /** How many topics are listened to now. */
  get topicCount(): number {
    return this.topics.size;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.transport.stop();
  }

  private unsubscribe(name: string, hear: Hear): void {
    const entry = this.topics.get(name);
    if (!entry?.hearers.delete(hear) || entry.hearers.size > 0) return;
    this.topics.delete(name);
    this.transport.unlisten(name);
  }

  private heard(name: string, text: string): void {
    try {
      const body = JSON.parse(text) as LiveBody;
      this.topics.get(name)?.hearers.forEach((hear) => hear(body));
    } catch (error) {
      this.logger.warn({ err: error }, 'a live message could not be read');
    }
  }

  private connected(): void {
    if (this.outage) this.logger.info('the live connection is back');
    this.outage = false;
    this.onConnected.forEach((hear) => hear());
  }

  /** Told once an outage, not at each attempt. */
  private lost(error: Error | null): void {
    if (!this.outage) this.logger.warn({ err: error }, 'the live connection was lost; connecting again');
    this.outage = true;
  }
}
