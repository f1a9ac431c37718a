import type { Agency } from '#agencies';
import type { TenantTx } from '#platform';
import { checkDate } from '../adoptions/adoption-policy.js';
import { localDateOf, type LocalDate } from '../evaluation/local-date.js';
import type { Freshness } from '../standings/freshness.queries.js';
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
  const { readAt, waiting, upToDateAt: fresh, ...agency } = await agencyNow(tx);
  const upToDateAt = asked.knownAt !== null && asked.knownAt < fresh ? asked.knownAt : fresh;
  const asOf = asked.asOf ?? localDateOf(readAt, agency.timezone);
  return { agency, asOf, knownAt: asked.knownAt, upToDateAt, waiting };
}

/** The agency and how fresh its statuses are: one statement, as every report begins with it. */
async function agencyNow(tx: TenantTx): Promise<Agency & Freshness> {
  const [row] = await tx.query<Agency & Freshness>(
    `select a.id, a.name, a.timezone, a.state_code as "stateCode", a.created_at as "createdAt", transaction_timestamp() as "readAt",
       coalesce(marks.since, transaction_timestamp()) as "upToDateAt", marks.members as waiting
     from agencies a, (select min(s.since) as since, count(distinct s.member_id)::int as members from stale_members s
       where s.agency_id = $1) marks
     where a.agency_id = $1 and a.id = $1`,
    [tx.agencyId],
  );
  if (!row) throw new Error(`agency ${tx.agencyId} has no profile`);
  return row;
}
