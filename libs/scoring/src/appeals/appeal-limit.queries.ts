import type { TenantTx } from '#platform';

/** Days for an appeal where an agency has said nothing else. */
export const DEFAULT_APPEAL_DAYS = 30;
export const FEWEST_APPEAL_DAYS = 7;
export const MOST_APPEAL_DAYS = 365;

export interface AppealLimit {
  days: number;
  /** null where the agency has not set it. */
  setAt: Date | null;
  setBy: string | null;
}

/** What holds for decisions made from now on. */
export async function appealLimit(tx: TenantTx): Promise<AppealLimit> {
  const [row] = await tx.query<AppealLimit>(
    `select days, set_at as "setAt", set_by as "setBy" from appeal_limits where agency_id = $1 order by set_at desc, id desc limit 1`,
    [tx.agencyId],
  );
  return row ?? { days: DEFAULT_APPEAL_DAYS, setAt: null, setBy: null };
}

export async function addAppealLimit(tx: TenantTx, limit: { days: number; setBy: string }): Promise<void> {
  await tx.query('insert into appeal_limits (agency_id, days, set_by) values ($1, $2, $3)', [
    tx.agencyId,
    limit.days,
    limit.setBy,
  ]);
}

/**
 * Until when a decision may be appealed against, by the days that held when it was made: a right that somebody has is not taken from them by
 * a later setting. On the database's clock.
 */
export async function appealableUntil(tx: TenantTx, decisionId: string): Promise<{ until: Date; late: boolean }> {
  const [row] = await tx.query<{ until: Date; late: boolean }>(
    `select until, until <= now() as late from (
       select d.decided_at + make_interval(days => coalesce((select l.days from appeal_limits l
         where l.agency_id = $1 and l.set_at <= d.decided_at order by l.set_at desc, l.id desc limit 1), $3)) as until
       from grade_decisions d where d.agency_id = $1 and d.id = $2
     ) asked`,
    [tx.agencyId, decisionId, DEFAULT_APPEAL_DAYS],
  );
  if (!row) throw new Error('the decision is not there');
  return row;
}
