/** What a client sees of its bucket. */
export interface ThrottleStatus {
  /** Points of a full bucket. */
  maximumAvailable: number;
  /** Points in it now. */
  currentlyAvailable: number;
  /** Points that come back a second. */
  restoreRate: number;
}

interface Bucket {
  /** Points at `at`; below zero when more came than was asked for. */
  points: number;
  at: number;
}

/** The least recently used bucket beyond these is forgotten, and its client starts with a full one. */
const MOST_BUCKETS = 50_000;

/**
 * A bucket of points for each client of an agency, which fills by itself. In this process only: see docs/decisions/0011.
 * Times are milliseconds of any one clock that never goes back.
 */
export class CostBuckets {
  /** Least recently used first: a Map keeps the order of insertion. */
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly size: number,
    private readonly perSecond: number,
    private readonly most = MOST_BUCKETS,
  ) {}

  get count(): number {
    return this.buckets.size;
  }

  /**
   * Takes points before the work is done.
   * @returns null, or the seconds until there are enough, when nothing was taken
   */
  take(key: string, points: number, now: number): number | null {
    const bucket = this.filled(key, now);
    if (bucket.points < points) return Math.max(1, Math.ceil((points - bucket.points) / this.perSecond));
    bucket.points -= points;
    return null;
  }

  /** Gives back what was taken and not needed; negative for what was needed beyond it. */
  settle(key: string, points: number, now: number): void {
    const bucket = this.filled(key, now);
    bucket.points = Math.max(-this.size, Math.min(this.size, bucket.points + points));
  }

  status(key: string, now: number): ThrottleStatus {
    const { points } = this.filled(key, now);
    return {
      maximumAvailable: this.size,
      currentlyAvailable: Math.max(0, Math.floor(points)),
      restoreRate: this.perSecond,
    };
  }

  private filled(key: string, now: number): Bucket {
    let bucket = this.buckets.get(key);
    if (bucket) {
      this.buckets.delete(key);
      bucket.points = Math.min(this.size, bucket.points + ((now - bucket.at) / 1_000) * this.perSecond);
      bucket.at = now;
    } else {
      if (this.buckets.size >= this.most) this.buckets.delete(this.buckets.keys().next().value as string);
      bucket = { points: this.size, at: now };
    }
    this.buckets.set(key, bucket);
    return bucket;
  }
}
