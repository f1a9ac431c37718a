import type { Agency } from '#agencies';
import type { AdoptedMandate } from '../adoptions/adopted-mandates.queries.js';
import type { EvaluationInput } from '../evaluation/input.js';
import { earlier, localDateOf } from '../evaluation/local-date.js';
import type { TimelineSegment } from '../evaluation/timeline.js';
import { evaluationInput, type MemberRecords } from '../reports/evaluation-input.js';
import type { AdoptionRange, AdoptionSegment } from './adoption-segments.js';

/** An adoption with the days on which it may be in force. */
export type DatedAdoption = AdoptionRange & AdoptedMandate;

/** Statuses are stored from the day on which the agency adopted the mandate, or began to track it, whichever is earlier. */
export function rangeOf(adoption: AdoptedMandate, { timezone }: Pick<Agency, 'timezone'>): DatedAdoption {
  const { effectiveFrom, effectiveTo } = adoption.mandate;
  const storedFrom = earlier(adoption.policy.trackedFrom, localDateOf(adoption.adoptedAt, timezone));
  return { ...adoption, effectiveFrom, effectiveTo, storedFrom };
}

/**
 * What a member is judged by on which days.
 * @param assuming what is taken for granted besides what is on record; nothing when left out
 */
export const timelineSegments = (
  segments: readonly AdoptionSegment<DatedAdoption>[],
  records: MemberRecords,
  agency: Agency,
  assuming: (input: EvaluationInput) => EvaluationInput = (input) => input,
): TimelineSegment[] =>
  segments.map(({ adoption, from, to }) => ({
    adoptionId: adoption.id,
    mandate: adoption.mandate,
    input: assuming(evaluationInput(records, agency, adoption.policy)),
    from,
    to,
  }));
