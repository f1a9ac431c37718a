import { count } from './counting.js';
import type { EvaluationNode } from './evaluation.js';
import { concernsOn, lapseRecorded, periodExcused, waivedOn } from './excuses.js';
import { earlier, type LocalDate } from './local-date.js';
import { type Window, type WindowedPeriod, windowsUntil } from './period.js';
import { slotsOf } from './slots.js';
import { Standing, statusByDeadline } from './standing.js';
import {
  daysAround,
  notApplicable,
  plannedFrom,
  requirementApplies,
  type TrackContext,
  type TrackJudgement,
} from './track.js';

/**
 * Judges requirements whose windows follow one another. Reported is the earliest window that ended and is not settled;
 * otherwise the one that contains the day.
 */
export function judgeWindowed(period: WindowedPeriod, context: TrackContext): TrackJudgement {
  const { input, mandate, asOf } = context;
  const windows = windowsUntil(period, input, mandate.exemptions, asOf);
  if (!Array.isArray(windows)) {
    if (!concernsOn(mandate, input, asOf)) return notApplicable([]);
    return { ...notApplicable([]), state: 'UNKNOWN', problem: windows };
  }
  const starts = windows.map((window) => window.from).filter((from) => from > asOf);
  for (const window of windows) {
    if (window.from > asOf || !concernsOn(mandate, input, earlier(asOf, window.to))) continue;
    const ended = window.to < asOf;
    if (!ended) return report(period, window, context, starts);
    if (lapseRecorded(input, window, asOf) || periodExcused(mandate, input, window) || waivedOn(input, window.to))
      continue;
    // What is done once stays done and stays in the answer; a met window makes room for the next.
    if (period.type === 'ONE_TIME' || !standingOf(window, context).allMet('APPROVED')) {
      return report(period, window, context, starts);
    }
  }
  return notApplicable(starts);
}

function standingOf(window: Window, context: TrackContext): Standing {
  const { input, mandate, records } = context;
  const day = earlier(context.asOf, window.to);
  const slots = slotsOf(context.requirements, window, {
    applies: (requirement, { to }) => requirementApplies(context, requirement, to, day),
    judges: (part) =>
      part.from <= day && part.to >= input.policy.trackedFrom && !(part.to < day && waivedOn(input, part.to)),
  });
  const classes = [...records.classes, ...plannedFrom(context)];
  return new Standing(
    slots,
    count(slots, classes, {
      counting: mandate.counting,
      allocations: input.allocations ?? [],
      inWindow: (date) => date >= window.from && date <= window.to,
      asOf: context.asOf,
      windowTo: window.to,
    }),
  );
}

function report(period: WindowedPeriod, window: Window, context: TrackContext, starts: LocalDate[]): TrackJudgement {
  const standing = standingOf(window, context);
  const boundaries = [...starts];
  const nodes = standing.applying.map((slot): EvaluationNode => {
    const { boundaries: around, ...days } = daysAround(context, slot.to);
    boundaries.push(...around);
    const met = { approved: standing.met(slot, 'APPROVED'), pending: standing.met(slot, 'PENDING') };
    const status = statusByDeadline(met, slot.to, days, () => standing.met(slot, 'PLANNED'));
    const windowFrom = period.type === 'ONE_TIME' ? null : slot.from;
    return { ...standing.node(slot), status, windowFrom, windowTo: slot.to, dueOn: slot.to };
  });
  // Parts of the window that begin later bring deadlines of their own.
  for (const slot of standing.slots) boundaries.push(slot.from);
  const excused = periodExcused(context.mandate, context.input, window);
  return {
    state: excused ? 'EXCUSED' : 'JUDGED',
    window: { from: period.type === 'ONE_TIME' ? null : window.from, to: window.to },
    dueOn: window.to,
    nodes: excused ? [] : nodes,
    counted: standing.count.counted,
    excluded: standing.count.excluded,
    boundaries,
    problem: null,
    done: period.type === 'ONE_TIME' && !excused && standing.allMet('APPROVED'),
  };
}
