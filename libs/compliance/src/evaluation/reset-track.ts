import type { PeriodOf } from '../mandates/period.js';
import { count } from './counting.js';
import type { EvaluationNode, RequirementStatus } from './evaluation.js';
import { concernsOn } from './excuses.js';
import { addDays, addMonths, later, type LocalDate } from './local-date.js';
import type { CreditableClass } from './matching.js';
import { slotsOf } from './slots.js';
import { Standing } from './standing.js';
import {
  classesOf,
  daysAround,
  notApplicable,
  plannedClassesOf,
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
  const classes = classesOf(context.ledger).filter((each) => each.date <= asOf);
  const approved = classes.filter((each) => each.standing === 'APPROVED');

  const completedOn = lastCompletion(approved, context);
  const tracked =
    completedOn !== null && addMonths(completedOn, months) >= input.policy.trackedFrom ? completedOn : null;
  const from = tracked === null ? dutyBegan(context) : addDays(tracked, 1);
  const deadline = addMonths(addDays(from, -1), months);

  const withPending = lastCompletion(classes, context);
  const pendingDeadline = withPending === null ? deadline : later(deadline, addMonths(withPending, months));
  const covered = () => {
    const planned = plannedClassesOf(input, asOf).filter((each) => each.date <= deadline);
    const last = lastCompletion([...approved, ...planned], context);
    return last !== null && (completedOn === null || last > completedOn);
  };
  const { status, dueOn } = stateOf({ held: tracked !== null, deadline, pendingDeadline, covered }, context);

  const standing = setStanding(
    classesOf(context.ledger).filter((each) => completedOn === null || each.date > completedOn),
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

/** The day on which the last complete set was completed: sets are the earliest that complete, one after another. */
function lastCompletion(classes: CreditableClass[], context: TrackContext): LocalDate | null {
  let last: LocalDate | null = null;
  let set: CreditableClass[] = [];
  const ordered = [...classes].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.id < b.id ? -1 : 1));
  ordered.forEach((each, index) => {
    set.push(each);
    if (ordered[index + 1]?.date === each.date) return;
    const relied = set.map((one): CreditableClass => ({ ...one, standing: 'APPROVED' }));
    const standing = setStanding(relied, each.date, context, each.date);
    // A day on which nothing was asked for completes nothing.
    if (standing.applying.length === 0 || !standing.allMet('APPROVED')) return;
    last = each.date;
    set = [];
  });
  return last;
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
