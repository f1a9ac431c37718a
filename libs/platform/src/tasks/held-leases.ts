import type { Logger } from '../logging/logger.js';
import type { Claim, Claims } from './claims.js';

interface Held {
  claim: Claim;
  lost: AbortController;
  /** Of this process's own steady clock, in milliseconds: when the lease was last known to be ours. */
  knownAt: number;
}

/** Keeps the leases of the running tasks alive, and tells a handler whose lease is lost to stop. */
export class HeldLeases {
  private readonly held = new Map<Claim, Held>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly claims: Claims,
    private readonly leaseMs: number,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.beat(), this.leaseMs / 3);
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer);
  }

  /** @returns a signal that is aborted when another worker may have the task */
  hold(claim: Claim): AbortSignal {
    const lost = new AbortController();
    this.held.set(claim, { claim, lost, knownAt: performance.now() });
    return lost.signal;
  }

  letGo(claim: Claim): void {
    this.held.delete(claim);
  }

  private async beat(): Promise<void> {
    const beating = [...this.held.values()];
    if (beating.length === 0) return;
    const askedAt = performance.now();
    let ours: Set<Claim> | null = null;
    try {
      ours = await this.claims.extend(beating.map(({ claim }) => claim));
    } catch (error) {
      this.logger.warn({ err: error }, 'the heartbeat of the running tasks failed');
    }
    for (const one of beating) {
      if (ours?.has(one.claim)) one.knownAt = askedAt;
      else if (ours !== null || performance.now() - one.knownAt > this.leaseMs) {
        one.lost.abort(new Error('the lease of this task was lost'));
      }
    }
  }
}
