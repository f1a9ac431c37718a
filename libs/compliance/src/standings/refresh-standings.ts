import { agencyProfile } from '#agencies';
import type { TenantTx } from '#platform';
import { adoptedCodes } from '../adoptions/adopted-mandates.queries.js';
import { computeStandings } from './compute-standings.js';
import { intervalChanges } from './interval-changes.js';
import type { StaleMark } from './stale-members.queries.js';
import { currentIntervals, lockStandings, storeChanges } from './status-intervals.queries.js';

/**
 * Evaluates the marked members anew and stores what differs. The transaction took the marks away before: what is committed after the
 * records are read here has a mark of its own, which nobody has taken yet, or whose taker waits for the members.
 */
export async function refreshStandings(tx: TenantTx, marks: readonly StaleMark[]): Promise<void> {
  const agency = await agencyProfile(tx);
  if (!agency || marks.length === 0) return;
  const codes = await adoptedCodes(tx);
  await lockStandings(tx, [...new Set(marks.map((mark) => mark.memberId))]);
  for (const code of codes) {
    const marked = marks.filter((mark) => mark.mandateCode === null || mark.mandateCode === code);
    const memberIds = [...new Set(marked.map((mark) => mark.memberId))];
    if (memberIds.length === 0) continue;
    const computed = await computeStandings(tx, agency, code, memberIds);
    const stored = await currentIntervals(tx, code, memberIds);
    const changes = memberIds.map((id) => [id, intervalChanges(stored.get(id)!, computed.get(id)!)] as const);
    await storeChanges(tx, code, new Map(changes));
  }
}
