import type { PeriodOf } from '../mandates/period.js';
import { count } from './counting.js';
import type { EvaluationNode, RequirementStatus } from './evaluation.js';
import { concernsOn } from './excuses.js';
import { addDays, addMonths, later, type LocalDate } from './local-date.js';
import type { CreditableClass } from './matching.js';
import { byDateThenId } from './records.js';
import { slotsOf } from './slots.js';
import { Standing } from './standing.js';
import {
  daysAround,
  notApplicable,
  plannedFrom,
  requirementApplies,
  type TrackContext,
  type TrackJudgement,
} from './track.js';

/**
 * Judges a set of requirements whose deadline is counted from the day on which the last of them was completed. Before the first
 * completion the deadline is counted from the day on which tracking, or the duty itself, began.
 */
export function judgeReset({ months }: PeriodOf<'RESET_ON_COMPLETION'>, context: TrackContext): TrackJudgement {
  const { input, mandate, asOf } = context;
  if (!concernsOn(mandate, input, asOf)) return notApplicable([]);
  const done = completionsOf(context);
  const completedOn = lastBy(done.approved, asOf);
  const tracked =
    completedOn !== null && addMonths(completedOn, months) >= input.policy.trackedFrom ? completedOn : null;
  const from = tracked === null ? dutyBegan(context) : addDays(tracked, 1);
  const deadline = addMonths(addDays(from, -1), months);

  const withPending = lastBy(done.pending, asOf);
  const pendingDeadline = withPending === null ? deadline : later(deadline, addMonths(withPending, months));
  const covered = () => {
    const planned = plannedFrom(context).filter((each) => each.date <= deadline);
    const approved = context.records.classes.filter((each) => each.standing === 'APPROVED' && each.date <= asOf);
    const last = completions([...approved, ...planned].sort(byDateThenId), context).at(-1);
    return last !== undefined && (completedOn === null || last > completedOn);
  };
  const { status, dueOn } = stateOf({ held: tracked !== null, deadline, pendingDeadline, covered }, context);

  const standing = setStanding(
    context.records.classes.filter((each) => completedOn === null || each.date > completedOn),
    deadline,
    context,
  );
  const nodes = standing.applying.map((slot): EvaluationNode => {
    const met = standing.met(slot, 'APPROVED');
    return { ...standing.node(slot), status: met ? 'COMPLIANT' : status, windowFrom: from, windowTo: deadline, dueOn };
  });
  return {
    state: 'JUDGED',
    window: { from, to: deadline },
    dueOn,
    nodes,
    counted: standing.count.counted,
    excluded: standing.count.excluded,
    boundaries: [deadline, pendingDeadline].flatMap((end) => daysAround(context, end).boundaries),
    problem: null,
    done: false,
  };
}

function stateOf(
  set: { held: boolean; deadline: LocalDate; pendingDeadline: LocalDate; covered: () => boolean },
  context: TrackContext,
): { status: RequirementStatus; dueOn: LocalDate } {
  const { asOf } = context;
  const { deadline, pendingDeadline } = set;
  const { warnFrom, graceTo } = daysAround(context, deadline);
  if (set.held && asOf < warnFrom) return { status: 'COMPLIANT', dueOn: deadline };
  if (pendingDeadline > deadline && asOf < daysAround(context, pendingDeadline).warnFrom) {
    return { status: 'PENDING_VERIFICATION', dueOn: pendingDeadline };
  }
  if (asOf < warnFrom) return { status: 'ON_TRACK', dueOn: deadline };
  if (asOf <= deadline) return { status: set.covered() ? 'DUE_SOON' : 'AT_RISK', dueOn: deadline };
  // What undecided rosters would complete is itself about to expire.
  if (asOf <= pendingDeadline) return { status: 'AT_RISK', dueOn: pendingDeadline };
  return { status: asOf <= graceTo ? 'IN_GRACE' : 'OVERDUE', dueOn: deadline };
}

/** What was completed does not depend on the day that is asked about: it is worked out once. */
function completionsOf(context: TrackContext): { approved: LocalDate[]; pending: LocalDate[] } {
  const { completions: known, classes } = context.records;
  let found = known.get(context.requirements);
  if (!found) {
    const approved = classes.filter((each) => each.standing === 'APPROVED');
    const pending = approved.length < classes.length ? completions(classes, context) : null;
    const sure = completions(approved, context);
    found = { approved: sure, pending: pending ?? sure };
    known.set(context.requirements, found);
  }
  return found;
}

function lastBy(days: LocalDate[], asOf: LocalDate): LocalDate | null {
  return days.filter((day) => day <= asOf).at(-1) ?? null;
}

/** The days on which sets were complete: sets are the earliest that complete, one after another. */
function completions(ordered: CreditableClass[], context: TrackContext): LocalDate[] {
  const found: LocalDate[] = [];
  let set: CreditableClass[] = [];
  ordered.forEach((each, index) => {
    set.push(each.standing === 'APPROVED' ? each : { ...each, standing: 'APPROVED' });
    if (ordered[index + 1]?.date === each.date) return;
    const standing = setStanding(set, each.date, context, each.date);
    // A day on which nothing was asked for completes nothing.
    if (standing.applying.length === 0 || !standing.allMet('APPROVED')) return;
    found.push(each.date);
    set = [];
  });
  return found;
}

/** A set under the requirements in force on the day that ends it. */
function setStanding(
  classes: CreditableClass[],
  to: LocalDate,
  context: TrackContext,
  asOf: LocalDate = context.asOf,
): Standing {
  const day = asOf;
  const whole = { from: '0001-01-01', to: '9999-12-31' };
  const slots = slotsOf(context.requirements, whole, {
    applies: (requirement) => requirementApplies(context, requirement, to, day),
    judges: () => true,
  });
  return new Standing(
    slots,
    count(slots, classes, {
      counting: context.mandate.counting,
      allocations: context.input.allocations ?? [],
      inWindow: () => true,
      asOf,
      windowTo: to,
    }),
  );
}

/** The day from which the member has been under the mandate without a break, or tracking began, whichever is later. */
function dutyBegan(context: TrackContext): LocalDate {
  const { mandate, input, asOf } = context;
  const turns = [
    ...input.facts.flatMap((row) => [row.from, ...(row.to ? [addDays(row.to, 1)] : [])]),
    ...input.exemptions.flatMap((each) => [each.from, each.on, each.to && addDays(each.to, 1)]),
  ].filter((day): day is LocalDate => typeof day === 'string' && day <= asOf);
  let began = asOf;
  for (const day of [...new Set(turns)].sort().reverse()) {
    if (!concernsOn(mandate, input, day)) return later(began, input.policy.trackedFrom);
    began = day;
  }
  // Before all that is on record the mandate may have concerned everybody (`not`, `ne`).
  return concernsOn(mandate, input, addDays(began, -1))
    ? input.policy.trackedFrom
    : later(began, input.policy.trackedFrom);
}
