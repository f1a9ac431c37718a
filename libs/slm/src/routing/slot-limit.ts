/** An engine that takes this many times longer than when it was at its quickest is overloaded; one that is always slow is not. */
const TIMES_SLOWER = 3;
const LESS_WHEN_FULL = 0.5;
const LESS_WHEN_SLOW = 0.85;
/** How fast the memory of the quickest answer fades, per answer. */
const FADES = 1.02;

/**
 * How many requests an endpoint gets at once: by one more for each round of answers in time, by a half when it says that it is full, by less
 * when first words come late. Never more than registered, never less than one. Times are milliseconds of one clock.
 */
export class SlotLimit {
  private limit: number;
  private quickestMs = Number.POSITIVE_INFINITY;
  private lowered = Number.NEGATIVE_INFINITY;

  constructor(
    private registered: number,
    /** First words later than this are late, unless this engine is never quicker. */
    private readonly targetMs: number,
  ) {
    this.limit = registered;
  }

  get value(): number {
    return Math.floor(this.limit);
  }

  register(slots: number): void {
    // What was not limited before is not limited now.
    this.limit = this.limit >= this.registered ? slots : Math.min(this.limit, slots);
    this.registered = slots;
  }

  /** First words came. @param startedAt when the request was sent */
  answered(firstTextMs: number, startedAt: number, now: number): void {
    this.quickestMs = Math.min(firstTextMs, this.quickestMs * FADES);
    if (firstTextMs > Math.max(this.targetMs, TIMES_SLOWER * this.quickestMs))
      this.lower(LESS_WHEN_SLOW, startedAt, now);
    else this.limit = Math.min(this.registered, this.limit + 1 / this.limit);
  }

  /** It cannot take more now. @param startedAt when the request was sent */
  full(startedAt: number, now: number): void {
    this.lower(LESS_WHEN_FULL, startedAt, now);
  }

  /** What was sent before the last time says nothing of the number since. */
  private lower(by: number, startedAt: number, now: number): void {
    if (startedAt < this.lowered) return;
    this.limit = Math.max(1, this.limit * by);
    this.lowered = now;
  }
}
