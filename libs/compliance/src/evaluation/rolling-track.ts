import type { PeriodOf } from '../mandates/period.js';
import { flatten } from '../mandates/requirement.js';
import { count } from './counting.js';
import type { EvaluationNode } from './evaluation.js';
import { concernsOn } from './excuses.js';
import { addDays, addMonths, earlier, earliestReaching, later, type LocalDate } from './local-date.js';
import type { CreditableClass } from './matching.js';
import { type Slot, slotsOf } from './slots.js';
import { type Reliance, Standing, statusByDeadline } from './standing.js';
import {
  daysAround,
  notApplicable,
  plannedFrom,
  requirementApplies,
  type TrackContext,
  type TrackJudgement,
} from './track.js';

/** Judges requirements that must hold on every day, with what was earned in the months before it. */
export function judgeRolling({ months }: PeriodOf<'ROLLING'>, context: TrackContext): TrackJudgement {
  const { mandate, input, asOf } = context;
  if (!concernsOn(mandate, input, asOf)) return notApplicable([]);
  const held = context.records.classes;
  // The day after each on which something still counts: what is short and when it is due may differ, though not the status.
  const turns = turningDays(months, held);
  const boundaries = turns.map((day) => addDays(day, 1));
  const days = new HeldDays(months, context);
  const now = standingOn(asOf, months, held, context);
  const nodes: EvaluationNode[] = [];
  for (const slot of now.applying) {
    const firstDueOn = firstDeadline(slot, context);
    if (firstDueOn === 'NOT_BEGUN') continue;
    const { status, dueOn } = judgeSlot(slot, firstDueOn, turns, days, context, boundaries);
    nodes.push({ ...now.node(slot), status, windowFrom: slot.from, windowTo: asOf, dueOn });
  }
  const dueDates = nodes.filter((node) => node.obligatory && node.dueOn !== null).map((node) => node.dueOn!);
  return {
    state: nodes.length === 0 ? 'NOT_APPLICABLE' : 'JUDGED',
    window: { from: earliestReaching(asOf, months), to: asOf },
    dueOn: dueDates.length === 0 ? null : dueDates.reduce(earlier),
    nodes,
    counted: now.count.counted,
    excluded: now.count.excluded,
    boundaries,
    problem: null,
    done: false,
  };
}

/** What is held today as it will count, or as what was held by then counted, on other days: each counted once for all slots. */
class HeldDays {
  private readonly known: CreditableClass[];
  private readonly standings = new Map<LocalDate, Standing>();

  constructor(
    private readonly months: number,
    private readonly context: TrackContext,
  ) {
    this.known = context.records.classes.filter((each) => each.date <= context.asOf);
  }

  suffices(slot: Slot, day: LocalDate, reliance: Reliance): boolean {
    let standing = this.standings.get(day);
    if (!standing) {
      standing = standingOn(day, this.months, this.known, this.context);
      this.standings.set(day, standing);
    }
    return standing.met(standing.slot(slot.id)!, reliance);
  }

  /** With what is planned up to a day besides. */
  covered(slot: Slot, plannedTo: LocalDate, day: LocalDate): boolean {
    const planned = plannedFrom(this.context).filter((each) => each.date <= plannedTo);
    const standing = standingOn(day, this.months, [...this.known, ...planned], this.context);
    return standing.met(standing.slot(slot.id)!, 'PLANNED');
  }
}

function judgeSlot(
  slot: Slot,
  firstDueOn: LocalDate | null,
  turns: LocalDate[],
  held: HeldDays,
  context: TrackContext,
  boundaries: LocalDate[],
): Pick<EvaluationNode, 'status' | 'dueOn'> {
  const { asOf } = context;
  const approvedTo = lastSufficing(turns, asOf, (day) => held.suffices(slot, day, 'APPROVED'));
  const pendingTo = lastSufficing(turns, asOf, (day) => held.suffices(slot, day, 'PENDING'));
  for (const end of [approvedTo, pendingTo, firstDueOn])
    if (end) boundaries.push(...daysAround(context, end).boundaries);

  if (approvedTo !== null && asOf < daysAround(context, approvedTo).warnFrom)
    return { status: 'COMPLIANT', dueOn: approvedTo };
  if (pendingTo !== null && (approvedTo === null || pendingTo > approvedTo)) {
    if (asOf < daysAround(context, pendingTo).warnFrom) return { status: 'PENDING_VERIFICATION', dueOn: pendingTo };
  }
  const heldTo = approvedTo ?? pendingTo;
  if (heldTo !== null) {
    return { status: held.covered(slot, heldTo, addDays(heldTo, 1)) ? 'DUE_SOON' : 'AT_RISK', dueOn: heldTo };
  }
  // The last past day on which approved entries sufficed.
  const past = turns.filter((day) => day < asOf).reverse();
  const expiredOn = past.find((day) => held.suffices(slot, day, 'APPROVED')) ?? null;
  const dueOn = expiredOn !== null && firstDueOn !== null ? later(expiredOn, firstDueOn) : (expiredOn ?? firstDueOn);
  // Never held and without a first deadline: it was due from the first day.
  if (dueOn === null) return { status: 'OVERDUE', dueOn };
  const days = daysAround(context, dueOn);
  boundaries.push(...days.boundaries);
  return {
    status: statusByDeadline({ approved: false, pending: false }, dueOn, days, () => held.covered(slot, dueOn, dueOn)),
    dueOn,
  };
}

/** The requirements on a day, with what counts on it; facts and effective dates are those of the day asked for. */
function standingOn(day: LocalDate, months: number, classes: CreditableClass[], context: TrackContext): Standing {
  const from = earliestReaching(day, months);
  const slots = slotsOf(
    context.requirements,
    { from, to: day },
    {
      applies: (requirement) => requirementApplies(context, requirement, context.asOf, context.asOf),
      judges: () => true,
    },
  );
  return new Standing(
    slots,
    count(slots, classes, {
      counting: context.mandate.counting,
      allocations: context.input.allocations ?? [],
      inWindow: (date) => date >= from && date <= day,
      asOf: day,
      windowTo: day,
    }),
  );
}

/** The last days on which something still counts: only after them can what is held fall short. */
function turningDays(months: number, held: CreditableClass[]): LocalDate[] {
  const ends = held.flatMap((each) => [
    addMonths(each.date, months),
    ...(each.credential?.validTo ? [each.credential.validTo] : []),
  ]);
  return [...new Set(ends)].sort();
}

function lastSufficing(turns: LocalDate[], asOf: LocalDate, suffices: (day: LocalDate) => boolean): LocalDate | null {
  let last: LocalDate | null = null;
  for (const day of turns) {
    if (day < asOf) continue;
    if (!suffices(day)) break;
    last = day;
  }
  return last;
}

/** The first deadline of a requirement that follows another; NOT_BEGUN until that one was completed. */
function firstDeadline(slot: Slot, context: TrackContext): LocalDate | null | 'NOT_BEGUN' {
  const { firstDue } = slot.requirement;
  if (!firstDue) return null;
  const after = flatten(context.mandate.requirements).find((each) => each.id === firstDue.after)!;
  const before = context.records.classes.filter((each) => each.standing === 'APPROVED' && each.date <= context.asOf);
  for (const each of before) {
    const slots = slotsOf(
      [after],
      { from: '0001-01-01', to: context.asOf },
      {
        applies: (each) => each === after || requirementApplies(context, each, context.asOf, context.asOf),
        judges: () => true,
      },
    );
    const counted = count(
      slots,
      before.filter((other) => other.date <= each.date),
      {
        counting: context.mandate.counting,
        allocations: context.input.allocations ?? [],
        inWindow: () => true,
        asOf: context.asOf,
        windowTo: context.asOf,
      },
    );
    if (new Standing(slots, counted).allMet('APPROVED')) return addMonths(each.date, firstDue.months);
  }
  return 'NOT_BEGUN';
}
