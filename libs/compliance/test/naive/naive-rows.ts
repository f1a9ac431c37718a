import type { ExclusionReason, RequirementStatus } from '../../src/evaluation/evaluation.js';
import type { Requirement } from '../../src/mandates/requirement.js';
import { type Amount, atLeast, exactly, minus, toNumber } from './naive-amount.js';
import { amountOf, type Count, type Reliance, stoodInFor, type Tables } from './naive-count.js';
import { type Day, toDay } from './naive-days.js';
import { isTrue } from './naive-facts.js';
import { inForce, type Slot } from './naive-slots.js';
import type { Window } from './naive-windows.js';

/** One requirement on the day. */
export interface Row {
  slot: Slot;
  earned: number;
  /** On approved rosters. */
  short: number;
  status: RequirementStatus;
  due: Day | null;
}

/** What the requirements that share a period say. */
export interface Track {
  state: 'NONE' | 'EXEMPT' | 'OPEN' | 'UNKNOWN';
  oneTime: boolean;
  window: Window | null;
  /** The deadline where nothing is unmet. */
  due: Day | null;
  rows: Row[];
  reasons: Map<string, ExclusionReason>;
  reached: Set<string>;
}

export interface Question extends Tables {
  asOf: Day;
  roots: Requirement[];
}

export function emptyTrack(state: Track['state']): Track {
  return { state, oneTime: false, window: null, due: null, rows: [], reasons: new Map(), reached: new Set() };
}

/** Whether a slot is met, with everything below it. */
export function isMet(slot: Slot, counted: Count, reliance: Reliance): boolean {
  if (stoodInFor(slot, counted, reliance)) return true;
  const below = slot.children.filter((each) => isMet(each, counted, reliance)).length;
  if (slot.requirement.kind === 'GROUP') return below >= wanted(slot);
  return below === slot.children.length && atLeast(amountOf(slot, counted, reliance), exactly(wanted(slot)));
}

export function allMet(slots: Slot[], counted: Count, reliance: Reliance): boolean {
  return slots.filter((slot) => slot.parent === null && slot.applies).every((slot) => isMet(slot, counted, reliance));
}

/** Hours, a count, or how many of the children. */
function wanted({ requirement, children }: Slot): number {
  if (requirement.kind === 'HOURS' || requirement.kind === 'EVENT') return requirement.min;
  if (requirement.kind !== 'GROUP') return 1;
  if (requirement.op === 'ALL') return children.length;
  return Math.min(requirement.op === 'ANY' ? 1 : requirement.n!, children.length);
}

/** What it is shown as having and lacking on approved rosters; only hours are shown beyond what is wanted. */
export function figures(slot: Slot, counted: Count): { earned: number; short: number } {
  if (slot.requirement.kind === 'GROUP') {
    const met = slot.children.filter((each) => isMet(each, counted, 'APPROVED')).length;
    return { earned: met, short: Math.max(0, wanted(slot) - met) };
  }
  const has: Amount = amountOf(slot, counted, 'APPROVED');
  const enough = atLeast(has, exactly(wanted(slot)));
  const short = enough || stoodInFor(slot, counted, 'APPROVED') ? 0 : toNumber(minus(exactly(wanted(slot)), has));
  return { earned: slot.requirement.kind !== 'HOURS' && enough ? wanted(slot) : toNumber(has), short };
}

/** A requirement that must be met by a deadline; the deadline day is in time. */
export function deadlineStatus({ input, asOf }: Question, due: Day, met: (by: Reliance) => boolean): RequirementStatus {
  if (met('APPROVED')) return 'COMPLIANT';
  if (met('PENDING')) return 'PENDING_VERIFICATION';
  if (asOf > due + input.policy.graceDays) return 'OVERDUE';
  if (asOf > due) return 'IN_GRACE';
  if (asOf < due - input.policy.warnDays) return 'ON_TRACK';
  return met('PLANNED') ? 'DUE_SOON' : 'AT_RISK';
}

export function concerns({ mandate, input }: Tables, day: Day): boolean {
  if (!isTrue(mandate.appliesTo, input.facts, day)) return false;
  return !mandate.exemptions.some(
    (rule) =>
      rule.effect === 'NOT_APPLICABLE' &&
      input.exemptions.some((each) => each.code === rule.code && inForce(each, day)),
  );
}

export function isWaived({ input }: Tables, day: Day): boolean {
  return input.waivers.some((each) => toDay(each.from) <= day && (each.to === null || day <= toDay(each.to)));
}

/** Whether the whole window is excused by a decision on a day in it, or over all of it. */
export function isExcusedWindow({ mandate, input }: Tables, window: Window): boolean {
  const begin = window.from ?? -Infinity;
  return mandate.exemptions.some(
    (rule) =>
      rule.effect === 'EXCUSE_PERIOD' &&
      input.exemptions.some((each) => {
        if (each.code !== rule.code) return false;
        if (each.on === null) {
          const { from, to } = each;
          return from !== null && toDay(from) <= begin && (to === null || window.to <= toDay(to));
        }
        const after = rule.afterMonthDayConfigurable ? input.policy.exemptions[rule.code]?.afterMonthDay : undefined;
        if (after !== undefined && each.on.slice(5) <= after) return false;
        return begin <= toDay(each.on) && toDay(each.on) <= window.to;
      }),
  );
}

/** The consequences on record by the day. */
export function consequencesBy({ input }: Tables, asOf: Day) {
  return (input.consequences ?? []).filter((each) => toDay(each.recordedOn) <= asOf);
}
