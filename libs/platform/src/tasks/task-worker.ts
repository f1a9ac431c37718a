import type { TenantDb } from '../database/tenant-db.js';
import { Listener } from '../live/listener.js';
import type { Logger } from '../logging/logger.js';
import { openQueue, type WakeUpQueue } from './queue.js';
import { Relay } from './relay.js';
import { observeSlots } from './task-observer.js';
import { TaskRunner } from './task-runner.js';
import { TASKS_CHANNEL, type Tasks } from './tasks.js';

export interface TaskWorkerOptions {
  queueUrl: string;
  relayUrl: string;
  concurrency: number;
}

/** Everything that makes a process a worker: relay, queue and runner, started and drained together. */
export class TaskWorker {
  private readonly stopping = new AbortController();
  private readonly queue: WakeUpQueue;
  private readonly listener: Listener;
  private readonly relay: Relay;
  private readonly runner: TaskRunner;
  private active = 0;
  private forgetSlots: () => void = () => undefined;

  constructor(
    private readonly options: TaskWorkerOptions,
    db: TenantDb,
    private readonly tasks: Tasks,
    logger: Logger,
  ) {
    this.queue = openQueue(options.queueUrl, (error) => logger.warn({ err: error }, 'queue connection'));
    this.listener = new Listener(options.relayUrl, [TASKS_CHANNEL], logger);
    this.runner = new TaskRunner(db, tasks, logger, this.stopping.signal);
    this.relay = new Relay(
      options.relayUrl,
      this.queue,
      () => options.concurrency - this.active,
      this.listener,
      logger,
    );
  }

  /** @throws when a task has no handler, or two */
  async start(): Promise<void> {
    this.tasks.assertHandlers();
    this.forgetSlots = observeSlots(this.options.concurrency);
    await this.listener.start();
    this.queue.process(this.options.concurrency, async (task) => {
      this.active += 1;
      try {
        await this.runner.run(task);
      } finally {
        this.active -= 1;
        this.relay.wake();
      }
    });
    this.relay.start();
  }

  /** Takes no more, tells running handlers to stop, waits for them. What they leave is handed over again. */
  async stop(): Promise<void> {
    this.stopping.abort(new Error('the worker is stopping'));
    await this.relay.stop();
    await this.listener.stop();
    await this.queue.close();
    this.forgetSlots();
  }
}
