import { TenantDb, type Actor } from '#platform';
import { Injectable } from '@nestjs/common';
import { proposalHiddenFrom, type ProposalHidden } from '../session-grades/proposal-visibility.js';
import {
  comparedItemById,
  competencyShifts,
  listChanges,
  reportRows,
  type ChangedItem,
  type CompetencyShift,
  type ReportPosition,
} from './regrade-report.queries.js';
import { regradeSums, type RegradeSums } from './regrade-report.js';
import { regradeById } from './regrade.queries.js';

export interface ReportPage {
  regradeId: string;
  after: ReportPosition | null;
  limit: number;
}

/** What a regrade found, for whoever may start one. */
@Injectable()
export class RegradeReportService {
  constructor(private readonly db: TenantDb) {}

  /** null when the agency has no such regrade. */
  sums(actor: Actor, regradeId: string): Promise<RegradeSums | null> {
    actor.reach('grade:regrade');
    return this.db.read(actor, async (tx) =>
      (await regradeById(tx, regradeId)) ? regradeSums(await reportRows(tx, regradeId)) : null,
    );
  }

  shifts(actor: Actor, regradeId: string): Promise<CompetencyShift[]> {
    actor.reach('grade:regrade');
    return this.db.read(actor, (tx) => competencyShifts(tx, regradeId));
  }

  /** The most serious first; none of a regrade that the agency does not have. */
  changes(actor: Actor, page: ReportPage): Promise<ChangedItem[]> {
    actor.reach('grade:regrade');
    return this.db.read(actor, (tx) => listChanges(tx, actor.principalId, page));
  }

  item(actor: Actor, id: string): Promise<ChangedItem | null> {
    actor.reach('grade:regrade');
    return this.db.read(actor, (tx) => comparedItemById(tx, actor.principalId, id));
  }
}

/** A report is no way around the rule of who may see a proposal, for an admin who also trains or reviews. */
export const hiddenInReport = (actor: Actor, item: ChangedItem): ProposalHidden | null =>
  proposalHiddenFrom({
    played: item.traineeId === actor.principalId,
    reviewed: item.reviewed,
    decided: item.decided,
    prefilled: false,
  });
