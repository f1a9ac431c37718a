import type { CountingRules } from '../mandates/mandate.js';
import type { Requirement } from '../mandates/requirement.js';
import type { ExclusionReason } from './evaluation.js';
import { dividedBy, exact, type ExactAmount, times, ZERO } from './exact-amount.js';
import type { Credit } from './input.js';
import type { LocalDate } from './local-date.js';
import type { Slot } from './slots.js';

/** What was attended: a ledger entry, or a planned class taken as attended and passed. */
export interface CreditableClass extends Credit {
  score: number | null;
  standing: 'APPROVED' | 'PENDING' | 'PLANNED';
}

/** How one class meets one slot: not at all, refused with the reason, or as credit. */
export type Match = 'NONE' | 'CREDIT' | ExclusionReason;

export function matchOf(each: CreditableClass, slot: Slot, windowTo: LocalDate): Match {
  const { requirement } = slot;
  if (!concerns(each, requirement, slot.from)) return 'NONE';
  if (requirement.kind === 'CREDENTIAL') {
    const validTo = each.credential?.validTo ?? null;
    return validTo !== null && validTo >= windowTo ? 'CREDIT' : 'NOT_VALID_AT_PERIOD_END';
  }
  return refusalBy(each, requirement) ?? 'CREDIT';
}

/** Whether the class holds a passed test that stands in for the requirement. Its hours count besides. */
export function standsIn(each: CreditableClass, { requirement }: Slot): boolean {
  return requirement.kind === 'HOURS' && requirement.inLieu !== undefined && passes(each, requirement.inLieu);
}

/** The reason for which a requirement does not take a class that concerns it, or that reaches it from below. */
export function refusalBy(each: CreditableClass, requirement: Requirement): ExclusionReason | null {
  if (requirement.kind !== 'HOURS' && requirement.kind !== 'COURSE') return null;
  if (requirement.delivery && !requirement.delivery.includes(each.delivery ?? '')) return 'DELIVERY_NOT_ALLOWED';
  if (requirement.minScorePct !== undefined && (each.score ?? -1) < requirement.minScorePct) return 'MIN_SCORE';
  return null;
}

/** The hours a class is worth under a mandate: its approved hours, or its college credit by the mandate's table. */
export function hoursOf(each: Credit, counting: CountingRules): ExactAmount {
  if (each.hours !== null) return exact(each.hours);
  const credit = each.collegeCredit;
  const rate = counting.conversions.find((row) => row.unit === credit?.unit);
  return credit && rate ? dividedBy(times(exact(credit.amount), exact(rate.hours)), exact(rate.credits)) : ZERO;
}

function concerns(each: CreditableClass, requirement: Requirement, unitFrom: LocalDate): boolean {
  switch (requirement.kind) {
    case 'HOURS':
    case 'EVENT':
      return each.categories.some((category) => requirement.categories.includes(category));
    case 'COURSE': {
      const accepted = requirement.anyOf.map((code) => code.replace(/@UNIT$/, `@${unitFrom}`));
      const covered = (requirement.topics ?? []).every((topic) => each.topics.includes(topic));
      return each.course !== null && accepted.includes(each.course) && covered;
    }
    case 'TEST':
      return passes(each, requirement);
    case 'CREDENTIAL':
      return each.credential?.type === requirement.type;
    case 'GROUP':
      return false;
  }
}

function passes(each: CreditableClass, test: { anyOf: string[]; minScorePct?: number }): boolean {
  if (!each.test?.passed || !test.anyOf.includes(each.test.code)) return false;
  return test.minScorePct === undefined || (each.score ?? -1) >= test.minScorePct;
}
