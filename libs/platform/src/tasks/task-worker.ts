import type { TenantDb } from '../database/tenant-db.js';
import type { Logger } from '../logging/logger.js';
import { Claims } from './claims.js';
import { HeldLeases } from './held-leases.js';
import { LaneWorker, type ServedLane } from './lane-worker.js';
import { GENERAL_LANE } from './task.js';
import { observeSlots } from './task-observer.js';
import { TaskRunner } from './task-runner.js';
import type { Tasks } from './tasks.js';

/** How often a worker looks for due tasks of which no wake-up told it. */
const SWEEP_MS = 1_000;
/** How long a worker may be silent before another takes its task. */
const LEASE_SECONDS = 30;

export interface TaskWorkerOptions {
  queueUrl: string;
  relayUrl: string;
  /** Slots of the lane `general`. */
  concurrency: number;
  /** Served beside `general`; none when left out. */
  lanes?: readonly ServedLane[];
  /** For tests of what happens when a lease runs out; 30 when left out. */
  leaseSeconds?: number;
}

/**
 * Everything that makes a process a worker. The queue only says that there is work: which task a free slot takes is decided by
 * the database at that moment, of each lane for itself. A look once a second finds what no wake-up told of.
 */
export class TaskWorker {
  private readonly stopping = new AbortController();
  private readonly claims: Claims;
  private readonly leases: HeldLeases;
  private readonly lanes: readonly LaneWorker[];
  private timer: NodeJS.Timeout | null = null;
  private forgetSlots: () => void = () => undefined;

  constructor(options: TaskWorkerOptions, db: TenantDb, tasks: Tasks, logger: Logger) {
    const leaseSeconds = options.leaseSeconds ?? LEASE_SECONDS;
    this.claims = new Claims(options.relayUrl, leaseSeconds, logger);
    this.leases = new HeldLeases(this.claims, leaseSeconds * 1_000, logger);
    const runner = new TaskRunner(db, tasks, logger, this.stopping.signal);
    const { claims, leases } = this;
    const work = { queueUrl: options.queueUrl, claims, leases, runner, logger, stopping: this.stopping.signal };
    this.lanes = [generalLane(options.concurrency), ...(options.lanes ?? [])].map((lane) => new LaneWorker(lane, work));
  }

  async start(): Promise<void> {
    this.forgetSlots = observeSlots(() => this.lanes);
    this.leases.start();
    for (const lane of this.lanes) lane.start();
    this.timer = setInterval(() => this.sweep(), SWEEP_MS);
    this.sweep();
    return Promise.resolve();
  }

  /** Takes no more, tells running handlers to stop, waits for them. What they leave is due again at once. */
  async stop(): Promise<void> {
    this.stopping.abort(new Error('the worker is stopping'));
    if (this.timer) clearInterval(this.timer);
    await Promise.all(this.lanes.map((lane) => lane.stop()));
    this.leases.stop();
    await this.claims.close();
    this.forgetSlots();
  }

  private sweep(): void {
    for (const lane of this.lanes) lane.look();
  }
}

const generalLane = (slots: number): ServedLane => ({
  name: GENERAL_LANE,
  slots: () => slots,
  isForsaken: () => false,
  onChange: () => () => undefined,
});
