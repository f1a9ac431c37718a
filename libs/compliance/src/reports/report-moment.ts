import { agencyProfile, type Agency } from '#agencies';
import type { TenantTx } from '#platform';
import { checkDate } from '../adoptions/adoption-policy.js';
import { localDateOf, type LocalDate } from '../evaluation/local-date.js';
import { freshness } from '../standings/freshness.queries.js';
import type { ReportDay } from './report-filter.js';

/** The day that a report is about, and how fresh what it read is. */
export interface ReportMoment extends ReportDay {
  agency: Agency;
  /** Everything recorded before this instant is taken into account. */
  upToDateAt: Date;
  /** Members who are to be judged anew, since something about them was recorded. */
  waiting: number;
}

/**
 * @param asked.asOf null: today, where the agency is
 * @throws UserError INVALID naming `asOf` for a day that no report is about
 */
export async function reportMoment(
  tx: TenantTx,
  asked: { asOf: LocalDate | null; knownAt: Date | null },
): Promise<ReportMoment> {
  if (asked.asOf !== null) checkDate(asked.asOf, 'asOf');
  const agency = await agencyProfile(tx);
  if (!agency) throw new Error(`agency ${tx.agencyId} has no profile`);
  const fresh = await freshness(tx);
  const upToDateAt = asked.knownAt !== null && asked.knownAt < fresh.upToDateAt ? asked.knownAt : fresh.upToDateAt;
  const asOf = asked.asOf ?? localDateOf(fresh.readAt, agency.timezone);
  return { agency, asOf, knownAt: asked.knownAt, upToDateAt, waiting: fresh.waiting };
}
