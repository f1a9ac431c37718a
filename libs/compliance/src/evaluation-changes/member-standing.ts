import type { ComplianceStatus } from '../evaluation/evaluation.js';
import { addMonths, later, type LocalDate } from '../evaluation/local-date.js';
import { timeline, type MissingPart, type TimelineSegment } from '../evaluation/timeline.js';

/** How one member stands under one mandate on a day, and when they lapse. */
export interface MemberStanding {
  memberId: string;
  mandateCode: string;
  status: ComplianceStatus;
  /** The last day in time; null when nothing is due. */
  dueOn: LocalDate | null;
  missing: MissingPart[];
  /** The first day, from the one asked about on, on which the status is OVERDUE if nothing new is recorded; null: not within the horizon. */
  lapsesOn: LocalDate | null;
}

/** How far ahead lapses are looked for: twice the longest cycle of the shipped mandates. */
const HORIZON_MONTHS = 120;

/**
 * How a member stands on a day, by what is in force on which days.
 * @param segments by their days, without overlap
 * @returns null when none of them is in force on the day
 */
export function memberStanding(
  of: { memberId: string; mandateCode: string },
  segments: readonly TimelineSegment[],
  asOf: LocalDate,
): MemberStanding | null {
  const horizon = addMonths(asOf, HORIZON_MONTHS);
  const ahead = segments
    .filter(({ from, to }) => (to === null || to > asOf) && from <= horizon)
    .map((each) => ({
      ...each,
      from: later(each.from, asOf),
      to: each.to === null || each.to > horizon ? horizon : each.to,
    }));
  const intervals = timeline(ahead.filter(({ from, to }) => from < to));
  const today = intervals.find(({ from, to }) => from <= asOf && (to === null || to > asOf));
  if (!today) return null;
  const { status, dueOn, missing } = today;
  return { ...of, status, dueOn, missing, lapsesOn: intervals.find((each) => each.status === 'OVERDUE')?.from ?? null };
}
