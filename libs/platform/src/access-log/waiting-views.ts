import { defineCounter } from '../metrics/metric.js';
import type { WaitingView } from './access-log.queries.js';

const recordViews = defineCounter({
  name: 'parley_record_views_total',
  help: 'Looks at records of members: written, retried (the database took none, they wait), lost (more waited than is kept).',
  labels: ['outcome'],
});

/** How long looks are gathered before they are written, in milliseconds; and the longest wait after failures. */
const GATHER_MS = 250;
const LONGEST_WAIT_MS = 30_000;
/** Looks that are kept while the database takes none: some 20 MB. */
const MOST_WAITING = 100_000;
const MOST_AT_ONCE = 1_000;

/**
 * Looks that are written a moment after the answer that they belong to, by agency. What the database does not take is tried again until it
 * does; beyond a bound it is counted as lost, and told.
 */
export class WaitingViews {
  private readonly byAgency = new Map<string, WaitingView[]>();
  private waiting = 0;
  private failures = 0;
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> | null = null;

  /** @param write the looks of one agency, in one transaction */
  constructor(
    private readonly write: (agencyId: string, views: readonly WaitingView[]) => Promise<void>,
    private readonly trouble: (fault: unknown, lost: number) => void,
    private readonly most = MOST_WAITING,
  ) {}

  add(agencyId: string, views: readonly WaitingView[]): void {
    const taken = views.slice(0, Math.max(0, this.most - this.waiting));
    const lost = views.length - taken.length;
    if (lost > 0) {
      recordViews.add({ outcome: 'lost' }, lost);
      this.trouble(new Error('more looks at records wait than are kept'), lost);
    }
    if (taken.length === 0) return;
    const own = this.byAgency.get(agencyId);
    if (own) own.push(...taken);
    else this.byAgency.set(agencyId, [...taken]);
    this.waiting += taken.length;
    this.writeLater(GATHER_MS);
  }

  /** Writes what waits now, and what was being written. Never throws: what is left after a failure goes on waiting. */
  async flush(): Promise<void> {
    while (this.writing) await this.writing;
    this.writing = this.writeAll();
    try {
      await this.writing;
    } finally {
      this.writing = null;
    }
  }

  private async writeAll(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    for (const [agencyId, views] of [...this.byAgency]) {
      this.byAgency.delete(agencyId);
      this.waiting -= views.length;
      for (let from = 0; from < views.length; from += MOST_AT_ONCE) {
        const some = views.slice(from, from + MOST_AT_ONCE);
        try {
          await this.write(agencyId, some);
          recordViews.add({ outcome: 'written' }, some.length);
          this.failures = 0;
        } catch (error) {
          this.failures += 1;
          recordViews.add({ outcome: 'retried' }, views.length - from);
          this.trouble(error, 0);
          this.add(agencyId, views.slice(from));
          break;
        }
      }
    }
    if (this.waiting > 0) this.writeLater(Math.min(LONGEST_WAIT_MS, GATHER_MS * 2 ** this.failures));
  }

  private writeLater(ms: number): void {
    if (this.failures > 0) ms = Math.min(LONGEST_WAIT_MS, GATHER_MS * 2 ** this.failures);
    if (this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.flush();
    }, ms);
    this.timer.unref();
  }
}
