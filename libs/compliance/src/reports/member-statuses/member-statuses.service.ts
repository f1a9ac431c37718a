import { Injectable } from '@nestjs/common';
import { TenantDb, type Actor, type TenantTx } from '#platform';
import type { ComplianceStatus } from '../../evaluation/evaluation.js';
import type { LocalDate } from '../../evaluation/local-date.js';
import type { ReportFilter } from '../report-filter.js';
import { reportMoment, type ReportMoment } from '../report-moment.js';
import { mandatesByAdoption, type ReportedMandate } from '../reported-mandates.queries.js';
import { expiringRows, type ExpiringPosition, type ExpiringRow } from './expiring.queries.js';
import {
  memberStatusRows,
  type MemberStatusRow,
  type StatusOrder,
  type StatusPosition,
} from './member-statuses.queries.js';

interface Asked {
  filter: ReportFilter;
  asOf: LocalDate | null;
  knownAt: Date | null;
  statuses: readonly ComplianceStatus[] | null;
  /** One more than the page holds tells that there is a next page. */
  limit: number;
}

/** Rows of a report with the mandate versions that they were judged by. */
export interface StatusReport<Row> {
  moment: ReportMoment;
  rows: (Row & { mandate: ReportedMandate })[];
}

/** Who stands how, and who is about to stand worse, as it is stored: a few statements however many members there are. */
@Injectable()
export class MemberStatusesService {
  constructor(private readonly db: TenantDb) {}

  /** @throws UserError INVALID naming `asOf` */
  statuses(
    actor: Actor,
    asked: Asked & { order: StatusOrder; after: StatusPosition | null },
  ): Promise<StatusReport<MemberStatusRow>> {
    return this.report(actor, asked, (tx, moment) =>
      memberStatusRows(
        tx,
        actor.reach('compliance:read'),
        { ...asked.filter, statuses: asked.statuses },
        moment,
        asked,
      ),
    );
  }

  /** @throws UserError INVALID naming `asOf` */
  expiring(
    actor: Actor,
    asked: Asked & { days: number; after: ExpiringPosition | null },
  ): Promise<StatusReport<ExpiringRow>> {
    return this.report(actor, asked, (tx, moment) =>
      expiringRows(tx, actor.reach('compliance:read'), { ...asked.filter, statuses: asked.statuses }, moment, asked),
    );
  }

  private report<Row extends { adoptionId: string }>(
    actor: Actor,
    asked: Asked,
    read: (tx: TenantTx, moment: ReportMoment) => Promise<Row[]>,
  ): Promise<StatusReport<Row>> {
    return this.db.read(actor, async (tx) => {
      const moment = await reportMoment(tx, asked);
      const rows = await read(tx, moment);
      const mandates = await mandatesByAdoption(
        tx,
        rows.map((row) => row.adoptionId),
      );
      return { moment, rows: rows.map((row) => ({ ...row, mandate: mandates.get(row.adoptionId)! })) };
    });
  }
}
