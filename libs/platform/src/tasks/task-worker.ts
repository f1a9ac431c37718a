import type { TenantDb } from '../database/tenant-db.js';
import type { Logger } from '../logging/logger.js';
import { Claims } from './claims.js';
import { HeldLeases } from './held-leases.js';
import { Slots } from './slots.js';
import { observeSlots } from './task-observer.js';
import { TaskRunner } from './task-runner.js';
import type { Tasks } from './tasks.js';
import { QueueListener } from './queue-listener.js';

/** How often a worker looks for due tasks of which no wake-up told it. */
const SWEEP_MS = 1_000;
/** How long a worker may be silent before another takes its task. */
const LEASE_SECONDS = 30;

export interface TaskWorkerOptions {
  queueUrl: string;
  relayUrl: string;
  concurrency: number;
  /** For tests of what happens when a lease runs out; 30 when left out. */
  leaseSeconds?: number;
}

/**
 * Everything that makes a process a worker. The queue only says that there is work: which task a free slot takes is decided by
 * the database at that moment. One slot takes one task for each wake-up; a look once a second finds what no wake-up told of.
 */
export class TaskWorker {
  private readonly stopping = new AbortController();
  private readonly slots: Slots;
  private readonly claims: Claims;
  private readonly leases: HeldLeases;
  private readonly runner: TaskRunner;
  private readonly listener: QueueListener;
  private timer: NodeJS.Timeout | null = null;
  private forgetSlots: () => void = () => undefined;

  constructor(
    private readonly options: TaskWorkerOptions,
    db: TenantDb,
    private readonly tasks: Tasks,
    logger: Logger,
  ) {
    const leaseSeconds = options.leaseSeconds ?? LEASE_SECONDS;
    this.slots = new Slots(options.concurrency);
    this.claims = new Claims(options.relayUrl, leaseSeconds, logger);
    this.leases = new HeldLeases(this.claims, leaseSeconds * 1_000, logger);
    this.runner = new TaskRunner(db, tasks, logger, this.stopping.signal);
    this.listener = new QueueListener(options.queueUrl, options.concurrency, () => this.onWakeUp(), logger);
  }

  /** @throws when a task has no handler, or two */
  async start(): Promise<void> {
    this.tasks.assertHandlers();
    this.forgetSlots = observeSlots(this.options.concurrency);
    this.leases.start();
    this.listener.start();
    this.timer = setInterval(() => void this.sweep(), SWEEP_MS);
    void this.sweep();
    return Promise.resolve();
  }

  /** Takes no more, tells running handlers to stop, waits for them. What they leave is due again at once. */
  async stop(): Promise<void> {
    this.stopping.abort(new Error('the worker is stopping'));
    if (this.timer) clearInterval(this.timer);
    await this.listener.stop(this.slots.idle());
    await this.slots.idle();
    this.leases.stop();
    await this.claims.close();
    this.forgetSlots();
  }

  private async onWakeUp(): Promise<void> {
    await this.slots.take();
    try {
      await this.takeOne();
    } finally {
      this.slots.release();
    }
  }

  /** Works in the free slots until nothing is due or a wake-up wants the slot. */
  private async sweep(): Promise<void> {
    while (!this.stopping.signal.aborted && this.slots.tryTake()) {
      let found: boolean;
      try {
        // Where one is due there may be more: another free slot looks too.
        found = await this.takeOne(() => void this.sweep());
      } finally {
        this.slots.release();
      }
      if (!found) return;
    }
  }

  private async takeOne(onFound?: () => void): Promise<boolean> {
    if (this.stopping.signal.aborted) return false;
    const claim = await this.claims.next();
    if (!claim) return false;
    onFound?.();
    const lost = this.leases.hold(claim);
    try {
      await this.runner.run(claim, lost);
    } finally {
      this.leases.letGo(claim);
    }
    return true;
  }
}
