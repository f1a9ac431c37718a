import type { IQueueBackend, Worker } from 'bullmq';
import type { Logger } from '../logging/logger.js';
import { Outage } from './outage.js';
import type { QueueConnection } from './queue-connection.js';

type QueueWorker = Worker<object, void, string, IQueueBackend>;

const REOPEN_MS = 1_000;
/** How long a queue that is away may delay the end of a process whose work is done. */
const CLOSE_MS = 2_000;

export interface WakeUpsOf {
  /** Of the queue. */
  url: string;
  lane: string;
  /** How many wake-ups may be heard at once. With 0 they are left to other workers. */
  slots: number;
}

/** Hears the wake-ups of one lane and calls `work` for each, as often at once as there are slots. */
export class QueueListener {
  private readonly outage: Outage;
  private connection: QueueConnection | null = null;
  private worker: QueueWorker | null = null;
  /** Set while it hears: BullMQ's own word for it changes with a pause. */
  private hearing: QueueWorker | null = null;
  private opening: Promise<void> = Promise.resolve();
  private reopening: NodeJS.Timeout | null = null;
  private stopped = false;
  private slots: number;

  constructor(
    private readonly of: WakeUpsOf,
    private readonly work: () => Promise<void>,
    logger: Logger,
  ) {
    this.slots = of.slots;
    this.outage = new Outage(
      logger,
      'the queue is away: this worker looks for due tasks by itself',
      'the queue is back: this worker is woken again',
    );
  }

  /** Returns at once: a worker works without its queue too, only slower. */
  start(): void {
    this.opening = this.open();
  }

  /** Hears this many at once from now on. What was heard before stays heard. */
  resize(slots: number): void {
    if (slots === this.slots) return;
    this.slots = slots;
    if (this.hearing) this.apply(this.hearing);
  }

  /** Takes no more, and waits for the calls of `work` under way. */
  async stop(worked: Promise<void>): Promise<void> {
    this.stopped = true;
    if (this.reopening) clearTimeout(this.reopening);
    await this.opening;
    const closing = this.worker?.close();
    await worked;
    let timer: NodeJS.Timeout | undefined;
    const impatient = new Promise<void>((resolve) => (timer = setTimeout(resolve, CLOSE_MS)));
    await Promise.race([closing, impatient]);
    clearTimeout(timer);
    await this.connection?.end();
  }

  /** BullMQ is loaded here: a process that only names the class does not pay for it. */
  private async open(): Promise<void> {
    const [bullmq, { connectToListen, queueNameOf }] = await Promise.all([
      import('bullmq'),
      import('./queue-connection.js'),
    ]);
    if (this.stopped) return;
    const connection = connectToListen(this.of.url);
    const worker = new bullmq.Worker<object, void, string, IQueueBackend>(
      queueNameOf(this.of.lane),
      () => this.work(),
      {
        connection: connection.options,
        concurrency: Math.max(1, this.slots),
        autorun: false,
        lockDuration: 15_000,
        stalledInterval: 5_000,
        maxStalledCount: 10,
        runRetryDelay: 1_000,
      },
      connection.backend,
    );
    this.connection = connection;
    this.worker = worker;
    worker.on('error', (error) => this.outage.met(error));
    worker.on('active', () => this.outage.over());
    // BullMQ remembers a failed beginning for ever: such a worker is thrown away.
    worker
      .waitUntilReady()
      .then(() => this.run(worker))
      .catch((error: unknown) => this.reopen(error, worker, connection));
  }

  private run(worker: QueueWorker): Promise<void> {
    const running = worker.run();
    this.hearing = worker;
    this.apply(worker);
    return running;
  }

  private apply(worker: QueueWorker): void {
    worker.concurrency = Math.max(1, this.slots);
    if (this.slots === 0 && !worker.isPaused())
      void worker.pause(true).catch((error: unknown) => this.outage.met(error));
    else if (this.slots > 0 && worker.isPaused())
      void worker.resume().catch((error: unknown) => this.outage.met(error));
  }

  private reopen(error: unknown, worker: QueueWorker, connection: QueueConnection): void {
    if (this.stopped) return;
    this.hearing = null;
    this.outage.met(error);
    this.reopening = setTimeout(() => {
      void worker.close(true).catch(() => undefined);
      void connection.end();
      this.start();
    }, REOPEN_MS);
  }
}
