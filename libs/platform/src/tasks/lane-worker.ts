import type { Logger } from '../logging/logger.js';
import { ANY_PRIORITY, type Claims } from './claims.js';
import type { HeldLeases } from './held-leases.js';
import { QueueListener } from './queue-listener.js';
import { keptForLiveTurns, Slots } from './slots.js';
import { LIVE_PRIORITY } from './task.js';
import type { TaskRunner } from './task-runner.js';

/** A lane that a worker serves, and how many of its tasks may run here at once. */
export interface ServedLane {
  readonly name: string;
  /** Slots now, those in use included. 0 while none of its engines can take anything: the lane is not looked at then. */
  slots(): number;
  /**
   * Whether all its engines have been away for so long that nobody should wait for them: only live turns that no other worker has taken
   * for a while are taken then, so that their handlers can do without.
   */
  isForsaken(): boolean;
  /** @returns a function that ends the calls, each of which says that `slots` has another answer */
  onChange(changed: () => void): () => void;
}

export interface LaneWork {
  queueUrl: string;
  claims: Claims;
  leases: HeldLeases;
  runner: TaskRunner;
  logger: Logger;
  /** Aborted when the worker takes no more. */
  stopping: AbortSignal;
}

/** How long a task waits for a worker whose engines answer before one without takes it. */
const FORSAKEN_AFTER_SECONDS = 15;

/**
 * Takes tasks from one lane. One slot takes one task for each wake-up; a look now and then finds what no wake-up told of. Nothing but live
 * turns takes the last slots.
 */
export class LaneWorker {
  readonly slots: Slots;
  private readonly listener: QueueListener;
  private forget: () => void = () => undefined;
  /** Whether a look has left out what is less urgent than a live turn. */
  private leftOut = false;

  constructor(
    private readonly lane: ServedLane,
    private readonly work: LaneWork,
  ) {
    this.slots = new Slots(lane.slots());
    const hear = (): Promise<void> => this.onWakeUp();
    this.listener = new QueueListener(
      { url: work.queueUrl, lane: lane.name, slots: this.slots.size },
      hear,
      work.logger,
    );
  }

  get name(): string {
    return this.lane.name;
  }

  start(): void {
    this.listener.start();
    this.forget = this.lane.onChange(() => this.resize());
    this.resize();
  }

  /** Waits for what runs, which must have been told to stop. */
  async stop(): Promise<void> {
    this.forget();
    // Wake-ups that wait for an engine to come back are let through: they find the worker stopping.
    this.slots.resize(Number.MAX_SAFE_INTEGER);
    await this.listener.stop(this.slots.idle());
    await this.slots.idle();
  }

  /** Sees how many slots there are now, and works in the free ones. */
  look(): void {
    this.resize();
    void this.sweep();
  }

  /** Works in the free slots until nothing is due or a wake-up wants the slot. */
  private async sweep(): Promise<void> {
    while (!this.work.stopping.aborted && this.slots.tryTake()) {
      let found: boolean;
      try {
        // Where one is due there may be more: another free slot looks too.
        found = await this.takeOne(() => void this.sweep());
      } finally {
        this.release();
      }
      if (!found) return;
    }
  }

  private resize(): void {
    const before = this.slots.size;
    this.slots.resize(this.lane.slots());
    // A wake-up is for a worker whose engines answer.
    this.listener.resize(this.lane.isForsaken() ? 0 : this.slots.size);
    if (this.slots.size > before) void this.sweep();
  }

  private async onWakeUp(): Promise<void> {
    await this.slots.take();
    try {
      await this.takeOne();
    } finally {
      this.release();
    }
  }

  private release(): void {
    this.slots.release();
    if (!this.leftOut || this.slots.free <= keptForLiveTurns(this.slots.size)) return;
    this.leftOut = false;
    void this.sweep();
  }

  private async takeOne(onFound?: () => void): Promise<boolean> {
    const { claims, leases, runner, stopping } = this.work;
    if (stopping.aborted) return false;
    const age = this.lane.isForsaken() ? FORSAKEN_AFTER_SECONDS : 0;
    const liveOnly = age > 0 || this.slots.free < keptForLiveTurns(this.slots.size);
    const claim = await claims.next({ lane: this.name, upTo: liveOnly ? LIVE_PRIORITY : ANY_PRIORITY, age });
    if (!claim) {
      this.leftOut ||= liveOnly;
      return false;
    }
    onFound?.();
    const lost = leases.hold(claim);
    try {
      await runner.run(claim, lost);
    } finally {
      leases.letGo(claim);
      claims.ended(claim);
    }
    return true;
  }
}
