import { setImmediate } from 'node:timers/promises';
import type { Agency } from '#agencies';
import type { TenantTx } from '#platform';
import { adoptionsOf, type AdoptedMandate } from '../adoptions/adopted-mandates.queries.js';
import { earlier, localDateOf } from '../evaluation/local-date.js';
import { timeline, type TimelineInterval } from '../evaluation/timeline.js';
import { evaluationInput } from '../reports/evaluation-input.js';
import { recordsOfMembers } from '../reports/member-records.queries.js';
import { adoptionSegments, storedSince, type AdoptionRange } from './adoption-segments.js';

type StoredAdoption = AdoptionRange & AdoptedMandate;

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
    const own = records.get(id)!;
    computed.set(
      id,
      timeline(
        segments.map(({ adoption, from, to }) => ({
          adoptionId: adoption.id,
          mandate: adoption.mandate,
          input: evaluationInput(own, agency, adoption.policy),
          from,
          to,
        })),
      ),
    );
  }
  return computed;
}

/** Statuses are stored from the day on which the agency adopted the mandate, or began to track it, whichever is earlier. */
export function rangeOf(adoption: AdoptedMandate, { timezone }: Pick<Agency, 'timezone'>): StoredAdoption {
  const { effectiveFrom, effectiveTo } = adoption.mandate;
  const storedFrom = earlier(adoption.policy.trackedFrom, localDateOf(adoption.adoptedAt, timezone));
  return { ...adoption, effectiveFrom, effectiveTo, storedFrom };
}
