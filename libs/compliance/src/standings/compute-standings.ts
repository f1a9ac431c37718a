import { setImmediate } from 'node:timers/promises';
import type { Agency } from '#agencies';
import type { TenantTx } from '#platform';
import { adoptionsOf } from '../adoptions/adopted-mandates.queries.js';
import { timeline, type TimelineInterval } from '../evaluation/timeline.js';
import { recordsOfMembers } from '../reports/member-records.queries.js';
import { adoptionSegments, storedSince } from './adoption-segments.js';
import { rangeOf, timelineSegments } from './timeline-segments.js';

/** How these members stand under a mandate on every day, worked out from what is on record now. */
export async function computeStandings(
  tx: TenantTx,
  agency: Agency,
  mandateCode: string,
  memberIds: readonly string[],
): Promise<Map<string, TimelineInterval[]>> {
  const adoptions = (await adoptionsOf(tx, mandateCode)).map((each) => rangeOf(each, agency));
  const segments = adoptionSegments(adoptions);
  const start = storedSince(adoptions);
  if (start === null) return new Map(memberIds.map((id) => [id, []]));
  const records = await recordsOfMembers(tx, memberIds, mandateCode, start);
  const computed = new Map<string, TimelineInterval[]>();
  for (const id of memberIds) {
    // Nobody else is served while a member is judged.
    await setImmediate();
    computed.set(id, timeline(timelineSegments(segments, records.get(id)!, agency)));
  }
  return computed;
}
