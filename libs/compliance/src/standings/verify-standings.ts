import { agencyProfile } from '#agencies';
import type { TenantTx } from '#platform';
import { adoptedCodes } from '../adoptions/adopted-mandates.queries.js';
import type { LocalDate } from '../evaluation/local-date.js';
import type { TimelineInterval } from '../evaluation/timeline.js';
import { computeStandings } from './compute-standings.js';
import { intervalChanges } from './interval-changes.js';
import { markedMembers, membersWithStandings } from './stale-members.queries.js';
import { currentIntervals } from './status-intervals.queries.js';

/** Where what is stored is not what follows from the records. */
export interface StandingDifference {
  memberId: string;
  mandateCode: string;
  /** First day of an interval that only one of the two has. */
  from: LocalDate;
  /** null: there is none from this day on. */
  stored: TimelineInterval | null;
  computed: TimelineInterval | null;
}

export interface VerifiedStandings {
  /** The last member checked; null when there is none after `after`. */
  last: string | null;
  members: number;
  /** Members times mandates that were compared. */
  compared: number;
  /** Members who wait to be evaluated anyhow: of them nothing is said. */
  waiting: number;
  differences: StandingDifference[];
}

/**
 * Works out the statuses of some members from scratch and compares them with those stored. In one snapshot: whoever was recorded
 * about and not yet evaluated has a mark in it.
 * @param page the members after this one, in the order of their ids
 */
export async function verifyStandings(
  tx: TenantTx,
  page: { after: string | null; limit: number },
): Promise<VerifiedStandings> {
  const members = await membersWithStandings(tx, page);
  const verified: VerifiedStandings = {
    last: members.at(-1) ?? null,
    members: members.length,
    compared: 0,
    waiting: 0,
    differences: [],
  };
  const agency = await agencyProfile(tx);
  if (!agency || members.length === 0) return verified;
  const marks = await markedMembers(tx, members);
  verified.waiting = new Set(marks.map((mark) => mark.memberId)).size;
  for (const code of await adoptedCodes(tx)) {
    const waiting = new Set(
      marks.filter((mark) => mark.mandateCode === null || mark.mandateCode === code).map((mark) => mark.memberId),
    );
    const settled = members.filter((id) => !waiting.has(id));
    const computed = await computeStandings(tx, agency, code, settled);
    const stored = await currentIntervals(tx, code, settled);
    verified.compared += settled.length;
    for (const memberId of settled) {
      const { superseded, added } = intervalChanges(stored.get(memberId)!, computed.get(memberId)!);
      const days = [...new Set([...superseded, ...added].map((each) => each.from))].sort();
      for (const from of days) {
        verified.differences.push({
          memberId,
          mandateCode: code,
          from,
          stored: superseded.find((each) => each.from === from) ?? null,
          computed: added.find((each) => each.from === from) ?? null,
        });
      }
    }
  }
  return verified;
}
