import type { ServedLane } from '#platform';
import type { Endpoint } from './endpoint.js';

/** Each of these tasks fails at once. */
const SLOTS_WHEN_FORSAKEN = 4;

/** The slots of a lane: what its engines can take now, all together. */
export class FleetLane implements ServedLane {
  private readonly listeners = new Set<() => void>();
  /** Since when none of its engines takes anything; null while one does. */
  private lostAt: number | null;

  constructor(
    readonly name: string,
    private readonly endpoints: () => readonly Endpoint[],
    private readonly now: () => number,
    /** Milliseconds without any engine after which nobody should wait for one. */
    private readonly graceMs: number,
  ) {
    this.lostAt = now();
  }

  /** Those that are registered, well or not. */
  members(): Endpoint[] {
    return this.endpoints().filter(({ address }) => address.lane === this.name);
  }

  slots(): number {
    return this.capacity() || (this.isForsaken() ? SLOTS_WHEN_FORSAKEN : 0);
  }

  isForsaken(): boolean {
    if (this.capacity() > 0) this.lostAt = null;
    else this.lostAt ??= this.now();
    return this.lostAt !== null && this.now() - this.lostAt >= this.graceMs;
  }

  onChange(changed: () => void): () => void {
    this.listeners.add(changed);
    return () => void this.listeners.delete(changed);
  }

  changed(): void {
    this.isForsaken();
    for (const listener of this.listeners) listener();
  }

  private capacity(): number {
    const now = this.now();
    return this.members().reduce((sum, each) => sum + each.capacity(now), 0);
  }
}
