import type { MandateVersion } from '../mandates/mandate.js';
import { datesIn, earliestAfter, settledBy } from './evaluate.js';
import type { ComplianceStatus, EvaluationNode, Judgement } from './evaluation.js';
import type { EvaluationInput } from './input.js';
import { judge } from './judge.js';
import { recordsOf } from './records.js';
import { addMonths, earlier, later, type LocalDate } from './local-date.js';

/** A stretch of days on which one adoption is in force, with what a member is judged by on them. */
export interface TimelineSegment {
  adoptionId: string;
  mandate: MandateVersion;
  input: EvaluationInput;
  from: LocalDate;
  /** Exclusive; null when it never ends. */
  to: LocalDate | null;
}

/** An obligatory requirement that is short on approved rosters. */
export type MissingPart = Pick<EvaluationNode, 'label' | 'short' | 'unit'> & { nodeId: string };

/** One answer and the local dates on which it holds: `from` inclusive, `to` exclusive, null when it never ends. */
export interface TimelineInterval {
  from: LocalDate;
  to: LocalDate | null;
  adoptionId: string;
  status: ComplianceStatus;
  dueOn: LocalDate | null;
  missing: MissingPart[];
}

/** Whoever is waived or exempt without an end has a next deadline for ever: written down are so many years of them. */
const ENDLESS_YEARS = 25;

/**
 * How a member stands on every day of the segments, as it follows from what is known now: a new interval wherever status, deadline
 * or what is missing differs. Pure, and the same whatever day it is. The last interval ends only with its segment, or, where
 * deadlines follow one another without an end, 25 years after the last day that anything on record names.
 * @param segments by their days, without overlap
 */
export function timeline(segments: readonly TimelineSegment[]): TimelineInterval[] {
  return segments.flatMap(segmentTimeline);
}

function segmentTimeline(segment: TimelineSegment): TimelineInterval[] {
  const { adoptionId, input, mandate } = segment;
  const records = recordsOf(input, mandate);
  const known = datesIn(input, mandate);
  const last = known.reduce(later, segment.from);
  const settled = settledBy(input, mandate, last);
  const endless = addMonths(settled, 12 * ENDLESS_YEARS);
  const ahead = new Set(known);
  const intervals: TimelineInterval[] = [];
  let day = segment.from;
  for (;;) {
    const { judgement, boundaries } = judge(input, mandate, day, records);
    const before = intervals.at(-1);
    const answer = { adoptionId, status: judgement.status, dueOn: judgement.dueOn, missing: missingParts(judgement) };
    if (!before || !sameAnswer(before, answer)) {
      if (before) before.to = day;
      intervals.push({ from: day, to: segment.to, ...answer });
    }
    for (const boundary of boundaries) ahead.add(boundary);
    const next = earliestAfter(ahead, day);
    if (next === null || (segment.to !== null && next >= segment.to)) return intervals;
    // A deadline that is over stays the one reported: only one that is still to come can be followed by another.
    const goesOn = judgement.dueOn !== null && judgement.dueOn >= day;
    if (goesOn && next > endless) {
      intervals.at(-1)!.to = segment.to === null ? next : earlier(next, segment.to);
      return intervals;
    }
    if (!goesOn && next > settled) return intervals;
    day = next;
  }
}

/** What is missing, in the words of the mandate version. */
function missingParts({ missing, nodes }: Judgement): MissingPart[] {
  return missing.map(({ nodeId, short }) => {
    const { label, unit } = nodes.find((node) => node.id === nodeId)!;
    return { nodeId, label, short, unit };
  });
}

/** Whether two answers say the same, whatever their days. */
export function sameAnswer(
  a: Omit<TimelineInterval, 'from' | 'to'>,
  b: Omit<TimelineInterval, 'from' | 'to'>,
): boolean {
  return (
    a.adoptionId === b.adoptionId &&
    a.status === b.status &&
    a.dueOn === b.dueOn &&
    a.missing.length === b.missing.length &&
    a.missing.every((part, index) => {
      const other = b.missing[index]!;
      return (
        part.nodeId === other.nodeId &&
        part.short === other.short &&
        part.label === other.label &&
        part.unit === other.unit
      );
    })
  );
}
