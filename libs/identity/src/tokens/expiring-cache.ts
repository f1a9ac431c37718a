/** Remembers values for a fixed time, and at most so many: the oldest goes first. */
export class ExpiringCache<Value> {
  private readonly entries = new Map<string, { until: number; value: Value }>();

  /** @param lifetimeMs milliseconds on the clock that the caller passes in */
  constructor(
    private readonly lifetimeMs: number,
    private readonly capacity: number,
  ) {}

  get(key: string, now: number): Value | undefined {
    const entry = this.entries.get(key);
    if (!entry) return undefined;
    // A clock that was set back must not make an entry live longer.
    if (now < entry.until && now >= entry.until - this.lifetimeMs) return entry.value;
    this.entries.delete(key);
    return undefined;
  }

  /** @param now when the value was true: before it was asked for, not after it came */
  set(key: string, value: Value, now: number): void {
    this.entries.delete(key);
    this.entries.set(key, { until: now + this.lifetimeMs, value });
    for (const oldest of this.entries.keys()) {
      if (this.entries.size <= this.capacity) break;
      this.entries.delete(oldest);
    }
  }
}
