import { Worker, type IQueueBackend } from 'bullmq';
import type { Logger } from '../logging/logger.js';
import { Outage } from './outage.js';
import { connectToListen, QUEUE_NAME, type QueueConnection } from './queue-connection.js';

const REOPEN_MS = 1_000;
/** How long a queue that is away may delay the end of a process whose work is done. */
const CLOSE_MS = 2_000;

/** Hears the wake-ups of the queue and calls `work` for each, as often at once as there are slots. */
export class QueueListener {
  private readonly outage: Outage;
  private connection!: QueueConnection;
  private worker!: Worker<object, void, string, IQueueBackend>;
  private reopening: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(
    private readonly url: string,
    private readonly slots: number,
    private readonly work: () => Promise<void>,
    logger: Logger,
  ) {
    this.outage = new Outage(
      logger,
      'the queue is away: this worker looks for due tasks by itself',
      'the queue is back: this worker is woken again',
    );
  }

  /** Returns at once: a worker works without its queue too, only slower. */
  start(): void {
    this.connection = connectToListen(this.url);
    this.worker = new Worker(
      QUEUE_NAME,
      () => this.work(),
      {
        connection: this.connection.options,
        concurrency: this.slots,
        autorun: false,
        lockDuration: 15_000,
        stalledInterval: 5_000,
        maxStalledCount: 10,
        runRetryDelay: 1_000,
      },
      this.connection.backend,
    );
    this.worker.on('error', (error) => this.outage.met(error));
    this.worker.on('active', () => this.outage.over());
    const { worker } = this;
    // BullMQ remembers a failed beginning for ever: such a worker is thrown away.
    worker
      .waitUntilReady()
      .then(() => worker.run())
      .catch((error: unknown) => this.reopen(error));
  }

  /** Takes no more, and waits for the calls of `work` under way. */
  async stop(worked: Promise<void>): Promise<void> {
    this.stopped = true;
    if (this.reopening) clearTimeout(this.reopening);
    const closing = this.worker.close();
    await worked;
    let timer: NodeJS.Timeout | undefined;
    const impatient = new Promise<void>((resolve) => (timer = setTimeout(resolve, CLOSE_MS)));
    await Promise.race([closing, impatient]);
    clearTimeout(timer);
    await this.connection.end();
  }

  private reopen(error: unknown): void {
    if (this.stopped) return;
    this.outage.met(error);
    const { worker, connection } = this;
    this.reopening = setTimeout(() => {
      void worker.close(true).catch(() => undefined);
      void connection.end();
      this.start();
    }, REOPEN_MS);
  }
}
