import type { ComplianceStatus } from '../evaluation/evaluation.js';
import { earlier, later, type LocalDate } from '../evaluation/local-date.js';
import type { TimelineInterval } from '../evaluation/timeline.js';
import { severityOf } from '../reports/severity.js';

export type Verdict = 'WORSE' | 'BETTER' | 'OTHER';

/** How one member would stand under a mandate, before and after changes, on the days asked about. */
export interface ForecastDifference {
  verdict: Verdict;
  /** The first day on which the statuses differ, and what they are then; null where the mandate is not adopted on that day. */
  differsFrom: LocalDate;
  statusBefore: ComplianceStatus | null;
  statusAfter: ComplianceStatus | null;
  /** First day on which a deadline is over and something missing (OVERDUE or LAPSED); null when none is by the last day. */
  overdueFromBefore: LocalDate | null;
  overdueFromAfter: LocalDate | null;
  /** On the last day. */
  lastBefore: ComplianceStatus | null;
  lastAfter: ComplianceStatus | null;
  /** In one sentence. */
  explanation: string;
}

export interface ForecastDays {
  from: LocalDate;
  /** Inclusive. */
  until: LocalDate;
}

const OVER: ReadonlySet<ComplianceStatus> = new Set<ComplianceStatus>(['OVERDUE', 'LAPSED']);

/** What changes make of a member; null where the status is the same on every day. Pure. */
export function forecastDifference(
  before: readonly TimelineInterval[],
  after: readonly TimelineInterval[],
  days: ForecastDays,
): ForecastDifference | null {
  const differsFrom = firstDifference(before, after, days);
  if (differsFrom === null) return null;
  const [overdueFromBefore, overdueFromAfter] = [firstOver(before, days), firstOver(after, days)];
  const [statusBefore, statusAfter] = [statusOn(before, differsFrom), statusOn(after, differsFrom)];
  const [lastBefore, lastAfter] = [statusOn(before, days.until), statusOn(after, days.until)];
  const verdict = verdictOf([
    // A deadline missed weighs most; what is never missed comes last of all days.
    compareDays(overdueFromBefore, overdueFromAfter),
    severityOf(lastAfter) - severityOf(lastBefore),
    severityOf(statusAfter) - severityOf(statusBefore),
  ]);
  const difference = {
    verdict,
    differsFrom,
    statusBefore,
    statusAfter,
    overdueFromBefore,
    overdueFromAfter,
    lastBefore,
    lastAfter,
  };
  return { ...difference, explanation: inOneSentence(difference, after) };
}

/** The status on a day; null where no version of the mandate is in force. */
export function statusOn(intervals: readonly TimelineInterval[], day: LocalDate): ComplianceStatus | null {
  return intervalOn(intervals, day)?.status ?? null;
}

const intervalOn = (intervals: readonly TimelineInterval[], day: LocalDate): TimelineInterval | undefined =>
  intervals.find(({ from, to }) => from <= day && (to === null || to > day));

/** Statuses turn only on the days that either side names. */
function firstDifference(
  before: readonly TimelineInterval[],
  after: readonly TimelineInterval[],
  { from, until }: ForecastDays,
): LocalDate | null {
  const turns = [...before, ...after].flatMap((each) => [each.from, each.to]);
  const days = [from, ...turns.filter((day): day is LocalDate => day !== null && day > from && day <= until)].sort();
  return days.find((day) => statusOn(before, day) !== statusOn(after, day)) ?? null;
}

function firstOver(intervals: readonly TimelineInterval[], { from, until }: ForecastDays): LocalDate | null {
  const days = intervals
    .filter((each) => OVER.has(each.status) && (each.to === null || each.to > from) && each.from <= until)
    .map((each) => later(each.from, from));
  return days.length === 0 ? null : days.reduce(earlier);
}

/** Positive when the second day comes first: what is over sooner is worse. */
function compareDays(before: LocalDate | null, after: LocalDate | null): number {
  if (before === after) return 0;
  return before === null || (after !== null && after < before) ? 1 : -1;
}

function verdictOf(worsenings: readonly number[]): Verdict {
  const first = worsenings.find((each) => each !== 0) ?? 0;
  return first > 0 ? 'WORSE' : first < 0 ? 'BETTER' : 'OTHER';
}

function inOneSentence(
  difference: Omit<ForecastDifference, 'explanation'>,
  after: readonly TimelineInterval[],
): string {
  const { overdueFromBefore, overdueFromAfter, differsFrom, statusBefore, statusAfter } = difference;
  if (overdueFromAfter !== overdueFromBefore) {
    if (overdueFromAfter === null) return `No longer overdue, which it would be from ${overdueFromBefore}.`;
    const instead = overdueFromBefore === null ? '' : ` instead of from ${overdueFromBefore}`;
    return `Overdue from ${overdueFromAfter}${instead}${missingIn(intervalOn(after, overdueFromAfter))}.`;
  }
  const [was, is] = [statusBefore ?? 'not judged', statusAfter ?? 'not judged'];
  return `From ${differsFrom} ${is} instead of ${was}${missingIn(intervalOn(after, differsFrom))}.`;
}

const UNITS = { HOUR: ['hour', 'hours'], CREDIT: ['credit', 'credits'] } as const;

function missingIn(interval: TimelineInterval | undefined): string {
  const parts = interval?.missing ?? [];
  if (parts.length === 0) return '';
  const words = parts.map(({ short, unit, label }) => {
    if (unit === 'COUNT') return short === 1 ? label : `${short} of ${label}`;
    return `${short} ${UNITS[unit][short === 1 ? 0 : 1]} of ${label}`;
  });
  const shown = words.slice(0, 3).join(', ');
  return `: missing ${shown}${words.length > 3 ? ` and ${words.length - 3} more` : ''}`;
}
