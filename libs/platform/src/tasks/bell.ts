import type { IQueueBackend, Queue } from 'bullmq';
import type { Logger } from '../logging/logger.js';
import { Outage } from './outage.js';
import type { QueueConnection } from './queue-connection.js';
import { GENERAL_LANE } from './task.js';

/** Injection token of the bell of this process. */
export const BELL = Symbol('bell');

/** Wakes a worker of a lane because a task row has committed. Only a hint: whatever is lost, the workers look by themselves. */
export interface Bell {
  /** Returns at once and never fails. */
  ring(lane: string): void;
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

type WakeUps = Queue<object, void, string, object, void, string, IQueueBackend>;

interface OpenQueue {
  connection: QueueConnection;
  /** Of each lane that was rung, its own: workers hear only those that they serve. */
  queues: Map<string, WakeUps>;
  queueOf(lane: string): WakeUps;
}

/**
 * One wake-up in the queue of the lane for each ring. Those of one transaction, and those that come while a message is on its way, travel
 * together; while the queue is away they are dropped, so an outage costs neither time nor memory.
 */
export class QueueBell implements Bell {
  private readonly outage: Outage;
  private open: OpenQueue | null = null;
  private opening: Promise<void> | null = null;
  private reopening: NodeJS.Timeout | null = null;
  private readonly owed = new Map<string, number>();
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
    if (!this.closed) this.opening ??= this.connect();
  }

  ring(lane: string): void {
    if (this.closed) return;
    this.owed.set(lane, (this.owed.get(lane) ?? 0) + 1);
    this.sending ??= Promise.resolve().then(() => this.send());
  }

  /** Sends what is owed, then lets go of the connection. */
  async close(): Promise<void> {
    this.closed = true;
    if (this.reopening) clearTimeout(this.reopening);
    await this.sending;
    await this.opening;
    for (const queue of this.open?.queues.values() ?? []) await queue.close().catch(() => undefined);
    await this.open?.connection.end();
  }

  private async send(): Promise<void> {
    await (this.opening ??= this.connect());
    for (let [owed] = this.owed; owed; [owed] = this.owed) {
      const [lane, all] = owed;
      const count = Math.min(all, MOST_AT_ONCE);
      if (count < all) this.owed.set(lane, all - count);
      else this.owed.delete(lane);
      try {
        if (!this.open?.connection.reachable()) throw new Error('the queue is not connected');
        const queue = this.open.queueOf(lane);
        if (count === 1) await queue.add(WAKE_UP.name, WAKE_UP.data, WAKE_UP.opts);
        else await queue.addBulk(Array.from({ length: count }, () => WAKE_UP));
        this.outage.over();
      } catch (error) {
        this.owed.clear();
        this.outage.met(error);
      }
    }
    this.sending = null;
  }

  /** BullMQ is loaded here and not with the process: an API starts a fifth sooner without it. */
  private async connect(): Promise<void> {
    const [bullmq, { connectToRing, queueNameOf }] = await Promise.all([
      import('bullmq'),
      import('./queue-connection.js'),
    ]);
    const connection = connectToRing(this.url);
    const queues = new Map<string, WakeUps>();
    const queueOf = (lane: string): WakeUps => {
      const known = queues.get(lane);
      if (known) return known;
      const options = { connection: connection.options };
      const queue: WakeUps = new bullmq.Queue(queueNameOf(lane), options, connection.backend);
      queues.set(lane, queue);
      queue.on('error', () => undefined);
      // BullMQ remembers a failed beginning for ever: such a queue is thrown away.
      queue.waitUntilReady().catch((error: unknown) => this.reopen(error, open));
      return queue;
    };
    const open = { connection, queues, queueOf };
    this.open = open;
    queueOf(GENERAL_LANE);
  }

  private reopen(error: unknown, failed: OpenQueue): void {
    if (this.closed || this.open !== failed || this.reopening) return;
    this.outage.met(error);
    this.reopening = setTimeout(() => {
      this.reopening = null;
      // Neither is waited for: both may wait for what is away.
      for (const queue of failed.queues.values()) void queue.close().catch(() => undefined);
      void failed.connection.end();
      this.opening = this.connect();
    }, REOPEN_MS);
  }
}
