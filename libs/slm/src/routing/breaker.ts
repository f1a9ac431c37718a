/** CLOSED: takes requests. OPEN: takes none. HALF_OPEN: says that it is well, and one request is to show it. */
export type BreakerState = 'CLOSED' | 'HALF_OPEN' | 'OPEN';

const MOST_FAILURES = 3;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Keeps requests from an endpoint that fails. It begins open: an endpoint takes nothing before it has said that it is well. Only its
 * health closes it, never a trainee's turn on trial. Times are milliseconds of one clock.
 */
export class Breaker {
  private now: BreakerState = 'OPEN';
  private failures = 0;
  /** How often it has opened since it was closed last. */
  private openings = 0;
  private askAt = 0;

  /** @param lot 0 to 1, at random: endpoints that fell together are not asked together */
  constructor(private readonly lot: () => number) {}

  get state(): BreakerState {
    return this.now;
  }

  /** When the endpoint should be asked how it is; of meaning while open. */
  get askHealthAt(): number {
    return this.askAt;
  }

  /** A request was answered. */
  succeeded(): void {
    if (this.now === 'OPEN') return;
    this.now = 'CLOSED';
    this.failures = 0;
    this.openings = 0;
  }

  /** A request failed by the endpoint's fault. */
  failed(at: number): void {
    if (this.now === 'OPEN') return;
    this.failures += 1;
    if (this.now === 'HALF_OPEN' || this.failures >= MOST_FAILURES) this.open(at);
  }

  /** A request found nobody there. Those that were under way together do not make the pause longer. */
  gone(at: number): void {
    if (this.now !== 'OPEN') this.open(at);
  }

  /** Asked how it is, it did not answer, or said that it takes nothing. */
  unhealthy(at: number): void {
    this.open(at);
  }

  /** It says that it is well. */
  healthy(): void {
    if (this.now !== 'OPEN') return;
    this.now = this.openings === 0 ? 'CLOSED' : 'HALF_OPEN';
    this.failures = 0;
  }

  private open(at: number): void {
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(this.openings, 10));
    this.now = 'OPEN';
    this.openings += 1;
    this.askAt = at + pause * (0.5 + this.lot() / 2);
  }
}
