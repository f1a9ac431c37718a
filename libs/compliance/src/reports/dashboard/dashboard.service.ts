import { Injectable } from '@nestjs/common';
import { TenantDb, type Actor } from '#platform';
import { addDays, type LocalDate } from '../../evaluation/local-date.js';
import type { ReportFilter } from '../report-filter.js';
import { reportMoment, type ReportMoment } from '../report-moment.js';
import { mandatesInForce, type ReportedMandate } from '../reported-mandates.queries.js';
import {
  countsByUnit,
  countsOnDays,
  turnsByWeek,
  type DayCounts,
  type UnitCount,
  type WeekTurns,
} from './dashboard.queries.js';
import { monthEndsUpTo } from './report-calendar.js';

/** How many months a trend goes back. */
const TREND_MONTHS = 12;
/** How many days a dashboard looks ahead. */
const DAYS_AHEAD = 90;

export interface AskedDashboard {
  filter: ReportFilter;
  asOf: LocalDate | null;
  knownAt: Date | null;
}

/** The counts of one day, and those of other days for whoever asks for them. */
export interface Dashboard {
  moment: ReportMoment;
  mandates: ReportedMandate[];
  counts: UnitCount[];
  trendDays: LocalDate[];
  lastDayAhead: LocalDate;
  /** One statement for all mandates, however often it is asked for. */
  trend(): Promise<DayCounts[]>;
  /** One statement for all mandates, however often it is asked for. */
  turns(): Promise<WeekTurns[]>;
}

/** How many members stand how: on a day, over the months before it, and in the weeks ahead. */
@Injectable()
export class DashboardService {
  constructor(private readonly db: TenantDb) {}

  /** @throws UserError INVALID naming `asOf` */
  dashboard(actor: Actor, { filter, ...asked }: AskedDashboard): Promise<Dashboard> {
    const reach = actor.reach('compliance:read');
    return this.db.read(actor, async (tx) => {
      const moment = await reportMoment(tx, asked);
      const trendDays = monthEndsUpTo(moment.asOf, TREND_MONTHS);
      const lastDayAhead = addDays(moment.asOf, DAYS_AHEAD);
      return {
        moment,
        trendDays,
        lastDayAhead,
        mandates: await mandatesInForce(tx, filter.mandateCodes, moment),
        counts: await countsByUnit(tx, reach, filter, moment),
        trend: once(() => this.db.read(actor, (again) => countsOnDays(again, reach, filter, moment, trendDays))),
        turns: once(() => this.db.read(actor, (again) => turnsByWeek(again, reach, filter, moment, lastDayAhead))),
      };
    });
  }
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | null = null;
  return () => (result ??= work());
}
