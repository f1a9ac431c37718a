import type { IQueueBackend, Queue } from 'bullmq';
import type { Logger } from '../logging/logger.js';
import { Outage } from './outage.js';
import type { QueueConnection } from './queue-connection.js';

/** Injection token of the bell of this process. */
export const BELL = Symbol('bell');

/** Wakes a worker because a task row has committed. Only a hint: whatever is lost, the workers look by themselves. */
export interface Bell {
  /** Returns at once and never fails. */
  ring(): void;
  /** Connects, for a process that is ready: else its first ring would wait for that. */
  warm(): void;
  close(): Promise<void>;
}

/** For a process that adds no tasks, or that has no queue. */
export const silentBell: Bell = {
  ring: () => undefined,
  warm: () => undefined,
  close: () => Promise.resolve(),
};

/** In one message to the queue; what is above follows in the next. */
const MOST_AT_ONCE = 500;
const REOPEN_MS = 1_000;
const WAKE_UP = { name: 'wake-up', data: {}, opts: { removeOnComplete: true, removeOnFail: true } };

/**
 * One wake-up in the queue for each ring. Those of one transaction, and those that come while a message is on its way, travel
 * together; while the queue is away they are dropped, so an outage costs neither time nor memory.
 */
export class QueueBell implements Bell {
  private readonly outage: Outage;
  private connection: QueueConnection | null = null;
  private queue: Queue<object, void, string, object, void, string, IQueueBackend> | null = null;
  private opening: Promise<void> | null = null;
  private reopening: NodeJS.Timeout | null = null;
  private owed = 0;
  private sending: Promise<void> | null = null;
  private closed = false;

  constructor(
    private readonly url: string,
    logger: Logger,
  ) {
    this.outage = new Outage(
      logger,
      'the queue is away: workers are not woken and find due tasks by themselves',
      'the queue is back: workers are woken again',
    );
  }

  warm(): void {
    if (!this.closed) this.opening ??= this.open();
  }

  ring(): void {
    if (this.closed) return;
    this.owed += 1;
    this.sending ??= Promise.resolve().then(() => this.send());
  }

  /** Sends what is owed, then lets go of the connection. */
  async close(): Promise<void> {
    this.closed = true;
    if (this.reopening) clearTimeout(this.reopening);
    await this.sending;
    await this.opening;
    await this.queue?.close().catch(() => undefined);
    await this.connection?.end();
  }

  private async send(): Promise<void> {
    await (this.opening ??= this.open());
    while (this.owed > 0) {
      const count = Math.min(this.owed, MOST_AT_ONCE);
      this.owed -= count;
      try {
        if (!this.queue || !this.connection?.reachable()) throw new Error('the queue is not connected');
        if (count === 1) await this.queue.add(WAKE_UP.name, WAKE_UP.data, WAKE_UP.opts);
        else await this.queue.addBulk(Array.from({ length: count }, () => WAKE_UP));
        this.outage.over();
      } catch (error) {
        this.owed = 0;
        this.outage.met(error);
      }
    }
    this.sending = null;
  }

  /** BullMQ is loaded here and not with the process: an API starts a fifth sooner without it. */
  private async open(): Promise<void> {
    const [bullmq, { connectToRing, QUEUE_NAME }] = await Promise.all([
      import('bullmq'),
      import('./queue-connection.js'),
    ]);
    const connection = connectToRing(this.url);
    const queue = new bullmq.Queue(QUEUE_NAME, { connection: connection.options }, connection.backend);
    this.connection = connection;
    this.queue = queue;
    queue.on('error', () => undefined);
    // BullMQ remembers a failed beginning for ever: such a queue is thrown away.
    queue.waitUntilReady().catch((error: unknown) => {
      if (this.closed) return;
      this.outage.met(error);
      this.reopening = setTimeout(() => {
        void queue.close().catch(() => undefined);
        void connection.end();
        this.opening = this.open();
      }, REOPEN_MS);
    });
  }
}
