import type { ComplianceStatus } from '../evaluation/evaluation.js';
import type { LocalDate } from '../evaluation/local-date.js';
import type { TimelineInterval } from '../evaluation/timeline.js';
import type { DayCounts } from '../reports/dashboard/dashboard.queries.js';
import { statusOn } from './forecast-difference.js';

export type StatusCounts = Map<ComplianceStatus, number>;

/** How many members stand how under a mandate on a day, as it is and as it would be. */
export interface ForecastCount {
  mandateCode: string;
  day: LocalDate;
  before: StatusCounts;
  after: StatusCounts;
}

/** Counts on days: those of what is stored, and beside them the same with some members moved from status to status. */
export class ForecastCounts {
  private readonly rows: ForecastCount[];

  constructor(mandateCodes: readonly string[], days: readonly LocalDate[], stored: readonly DayCounts[]) {
    this.rows = mandateCodes.flatMap((mandateCode) =>
      days.map((day, index): ForecastCount => {
        const before: StatusCounts = new Map();
        for (const each of stored) {
          if (each.mandateCode !== mandateCode || index < each.from || index >= each.to) continue;
          before.set(each.status, (before.get(each.status) ?? 0) + each.members);
        }
        return { mandateCode, day, before, after: new Map(before) };
      }),
    );
  }

  /** On one side, takes one member from where the store has them to where they would stand. */
  move(
    side: 'before' | 'after',
    mandateCode: string,
    stored: readonly TimelineInterval[],
    forecast: readonly TimelineInterval[],
  ): void {
    for (const row of this.rows) {
      if (row.mandateCode !== mandateCode) continue;
      const [from, to] = [statusOn(stored, row.day), statusOn(forecast, row.day)];
      if (from === to) continue;
      const counts = row[side];
      // Somebody who is not stored yet was not counted either.
      if (from !== null) counts.set(from, Math.max(0, (counts.get(from) ?? 0) - 1));
      if (to !== null) counts.set(to, (counts.get(to) ?? 0) + 1);
    }
  }

  all(): readonly ForecastCount[] {
    return this.rows;
  }
}
