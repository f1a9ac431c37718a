import type { Count, Tally } from './counting.js';
import type { EvaluationNode, RequirementStatus } from './evaluation.js';
import { atLeast, exact, type ExactAmount, minus, plus, toNumber, ZERO } from './exact-amount.js';
import type { LocalDate } from './local-date.js';
import type { Slot } from './slots.js';

/** What may be relied on: approved rosters; those and undecided ones; approved ones and planned classes. */
export type Reliance = 'APPROVED' | 'PENDING' | 'PLANNED';

/** Answers whether the slots of one count are met. */
export class Standing {
  private readonly childrenOf = new Map<string | null, Slot[]>();
  private readonly byId: Map<string, Slot>;

  constructor(
    readonly slots: Slot[],
    readonly count: Count,
  ) {
    this.byId = new Map(slots.map((slot) => [slot.id, slot]));
    for (const slot of slots) {
      if (!slot.applies) continue;
      const siblings = this.childrenOf.get(slot.parentId) ?? [];
      siblings.push(slot);
      this.childrenOf.set(slot.parentId, siblings);
    }
  }

  get applying(): Slot[] {
    return this.slots.filter((slot) => slot.applies);
  }

  slot(id: string): Slot | undefined {
    return this.byId.get(id);
  }

  /** Whether every obligation is met. */
  allMet(reliance: Reliance): boolean {
    return (this.childrenOf.get(null) ?? []).every((slot) => this.met(slot, reliance));
  }

  /** Whether a slot is met with everything below it. */
  met(slot: Slot, reliance: Reliance): boolean {
    if (this.inLieu(slot, reliance)) return true;
    const children = this.childrenOf.get(slot.id) ?? [];
    const { requirement } = slot;
    if (requirement.kind === 'GROUP') {
      const met = children.filter((child) => this.met(child, reliance)).length;
      return met >= neededOf(slot, children.length);
    }
    const enough = atLeast(amountOf(this.tally(slot), reliance), exact(neededOf(slot, 0)));
    return enough && children.every((child) => this.met(child, reliance));
  }

  /** The slot as a node of the answer, without its status and deadline. */
  node(slot: Slot): Omit<EvaluationNode, 'status' | 'dueOn' | 'windowFrom' | 'windowTo'> {
    const children = this.childrenOf.get(slot.id) ?? [];
    const { requirement } = slot;
    const met = this.met(slot, 'APPROVED');
    const common = {
      id: slot.id,
      parentId: slot.parentId,
      label: requirement.label,
      met,
      obligatory: slot.obligatory,
    };
    if (requirement.kind === 'GROUP') {
      const needed = neededOf(slot, children.length);
      const approved = children.filter((child) => this.met(child, 'APPROVED')).length;
      const withPending = children.filter((child) => this.met(child, 'PENDING')).length;
      const short = Math.max(0, needed - approved);
      return {
        ...common,
        kind: requirement.op,
        needed,
        earned: approved,
        pending: withPending - approved,
        unit: 'COUNT',
        short,
      };
    }
    const tally = this.tally(slot);
    const needed = neededOf(slot, 0);
    const earned = counts(slot, tally.approved);
    const pending = toNumber(minus(counts(slot, plus(tally.approved, tally.pending)), earned));
    const gap = minus(exact(needed), earned);
    const short = this.inLieu(slot, 'APPROVED') || !atLeast(gap, ZERO) ? 0 : toNumber(gap);
    const unit = requirement.kind === 'HOURS' ? requirement.unit : 'COUNT';
    return { ...common, kind: requirement.kind, needed, earned: toNumber(earned), pending, unit, short };
  }

  /** Whether a passed test stands in for the slot or for one above it. */
  private inLieu(slot: Slot, reliance: Reliance): boolean {
    const { lieu } = this.tally(slot);
    if (lieu.approved || (reliance === 'PENDING' && lieu.pending) || (reliance === 'PLANNED' && lieu.planned))
      return true;
    const parent = slot.parentId === null ? undefined : this.byId.get(slot.parentId);
    return parent !== undefined && this.inLieu(parent, reliance);
  }

  private tally(slot: Slot): Tally {
    return this.count.tallies.get(slot.id)!;
  }
}

/**
 * The state of a requirement with a deadline. The deadline day itself is in time.
 * @param covered whether planned classes fill what is missing; asked only inside the warning days
 */
export function statusByDeadline(
  met: { approved: boolean; pending: boolean },
  dueOn: LocalDate,
  days: { asOf: LocalDate; warnFrom: LocalDate; graceTo: LocalDate },
  covered: () => boolean,
): RequirementStatus {
  if (met.approved) return 'COMPLIANT';
  if (met.pending) return 'PENDING_VERIFICATION';
  if (days.asOf > dueOn) return days.asOf <= days.graceTo ? 'IN_GRACE' : 'OVERDUE';
  if (days.asOf < days.warnFrom) return 'ON_TRACK';
  return covered() ? 'DUE_SOON' : 'AT_RISK';
}

/** A course, test or credential is had or not; events count up to what is needed; hours are never capped. */
function counts(slot: Slot, amount: ExactAmount): ExactAmount {
  const cap = exact(neededOf(slot, 0));
  return slot.requirement.kind !== 'HOURS' && atLeast(amount, cap) ? cap : amount;
}

/** Of a choice no more than those of its children that apply. */
function neededOf(slot: Slot, children: number): number {
  const { requirement } = slot;
  if (requirement.kind === 'HOURS' || requirement.kind === 'EVENT') return requirement.min;
  if (requirement.kind !== 'GROUP') return 1;
  return requirement.op === 'ALL' ? children : Math.min(requirement.op === 'ANY' ? 1 : (requirement.n ?? 1), children);
}

function amountOf(tally: Tally, reliance: Reliance): ExactAmount {
  if (reliance === 'PENDING') return plus(tally.approved, tally.pending);
  return reliance === 'PLANNED' ? plus(tally.approved, tally.planned) : tally.approved;
}
