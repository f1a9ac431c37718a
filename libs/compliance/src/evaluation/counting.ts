import type { CountingRules } from '../mandates/mandate.js';
import { EXCLUSION_REASONS, type ExclusionReason } from './evaluation.js';
import { exact, type ExactAmount, plus, ZERO } from './exact-amount.js';
import type { Allocation } from './input.js';
import type { LocalDate } from './local-date.js';
import { type CreditableClass, hoursOf, matchOf, refusalBy, standsIn } from './matching.js';
import type { Slot } from './slots.js';

/** What a window holds for one slot: hours for HOURS, a count for the rest. */
export interface Tally {
  approved: ExactAmount;
  pending: ExactAmount;
  planned: ExactAmount;
  /** A test passed in place of the requirement. */
  lieu: { approved: boolean; pending: boolean; planned: boolean };
}

export interface Count {
  tallies: Map<string, Tally>;
  /** The slots that apply and that each ledger entry counts toward; planned classes are not listed. */
  counted: Map<string, string[]>;
  excluded: Map<string, ExclusionReason>;
}

export interface CountingScope {
  counting: CountingRules;
  allocations: Allocation[];
  /** Whether a class dated then may count at all in the window that is being counted. */
  inWindow(date: LocalDate): boolean;
  /** Later dates are known and not yet held. */
  asOf: LocalDate;
  windowTo: LocalDate;
}

/** Counts classes, in date order and then by id, into the slots of one window. */
export function count(slots: Slot[], classes: CreditableClass[], scope: CountingScope): Count {
  const byId = new Map<string, Slot>();
  const tallies = new Map<string, Tally>();
  for (const slot of slots) {
    byId.set(slot.id, slot);
    tallies.set(slot.id, emptyTally());
  }
  const counted = new Map<string, string[]>();
  const excluded = new Map<string, ExclusionReason>();
  const caps = new RepeatCaps(scope.counting);
  for (const each of classes) {
    const refusal = refusedAtOnce(each, scope);
    if (refusal) {
      if (each.standing !== 'PLANNED') excluded.set(each.id, refusal);
      continue;
    }
    const reached = new Set<string>();
    const lieu: string[] = [];
    const reasons = new Set<ExclusionReason>();
    for (const slot of slots) {
      if (each.date < slot.from || each.date > slot.to) continue;
      const match = matchOf(each, slot, scope.windowTo);
      if (standsIn(each, slot)) lieu.push(slot.id);
      if (match === 'CREDIT') reach(each, slot, byId, reached);
      else if (match !== 'NONE') reasons.add(match);
    }
    const useful = [...reached, ...lieu].filter((id) => byId.get(id)!.applies);
    if (scope.counting.requiresAssessment && each.score === null) reasons.add('NO_ASSESSMENT');
    if (caps.full(each)) reasons.add('REPEAT_CAP');
    const barred = reasons.has('NO_ASSESSMENT') || reasons.has('REPEAT_CAP');
    if (useful.length === 0 || barred) {
      const binding = useful.length === 0 ? reasons : new Set([...reasons].filter((reason) => BARRING.has(reason)));
      const reason = EXCLUSION_REASONS.find((one) => binding.has(one)) ?? 'NO_MATCHING_REQUIREMENT';
      if (each.standing !== 'PLANNED') excluded.set(each.id, reason);
      continue;
    }
    caps.take(each);
    if (each.standing !== 'PLANNED') counted.set(each.id, [...new Set(useful)]);
    for (const id of reached) add(tallies.get(id)!, each, byId.get(id)!, scope.counting);
    for (const id of lieu) tallies.get(id)!.lieu[LIEU_FIELD[each.standing]] = true;
  }
  return { tallies, counted, excluded };
}

const BARRING: ReadonlySet<ExclusionReason> = new Set(['NO_ASSESSMENT', 'REPEAT_CAP']);
const LIEU_FIELD = { APPROVED: 'approved', PENDING: 'pending', PLANNED: 'planned' } as const;

function refusedAtOnce(each: CreditableClass, scope: CountingScope): ExclusionReason | null {
  const { counting } = scope;
  if (!scope.inWindow(each.date)) return 'OUTSIDE_WINDOW';
  if (each.date > scope.asOf && each.standing !== 'PLANNED') return 'FUTURE_DATED';
  if (each.capacity === 'INSTRUCTOR' && !counting.instructedHoursCount) return 'INSTRUCTED_HOURS';
  if (each.categories.some((category) => counting.excludeCategories.includes(category))) return 'EXCLUDED_CATEGORY';
  const usedElsewhere = scope.allocations.some(
    (allocation) => allocation.entryId === each.id && counting.exclusiveWith.includes(allocation.to),
  );
  return usedElsewhere ? 'ALLOCATED_ELSEWHERE' : null;
}

/** Marks a slot and every bucket above it, each once; a bucket that refuses the class lets nothing through. */
function reach(each: CreditableClass, slot: Slot, byId: Map<string, Slot>, reached: Set<string>): void {
  if (reached.has(slot.id)) return;
  reached.add(slot.id);
  for (const above of [...feedsOf(slot, byId)]) {
    if (refusalBy(each, above.requirement) === null) reach(each, above, byId, reached);
  }
}

/** The buckets directly above a slot; groups and other kinds hold no hours and pass them on. */
function* feedsOf(slot: Slot, byId: Map<string, Slot>): Generator<Slot> {
  for (const id of slot.feeds) {
    const above = byId.get(id);
    if (!above) continue;
    if (above.requirement.kind === 'HOURS') yield above;
    else yield* feedsOf(above, byId);
  }
}

function add(tally: Tally, each: CreditableClass, slot: Slot, counting: CountingRules): void {
  const amount = slot.requirement.kind === 'HOURS' ? hoursOf(each, counting) : exact(1);
  if (each.standing === 'APPROVED') tally.approved = plus(tally.approved, amount);
  else if (each.standing === 'PENDING') tally.pending = plus(tally.pending, amount);
  else tally.planned = plus(tally.planned, amount);
}

function emptyTally(): Tally {
  return { approved: ZERO, pending: ZERO, planned: ZERO, lieu: { approved: false, pending: false, planned: false } };
}

/** How often a course may count in one window. Classes that earn nothing for another reason use up nothing. */
class RepeatCaps {
  private readonly taken = new Map<string, number>();

  constructor(private readonly counting: CountingRules) {}

  full(each: CreditableClass): boolean {
    return this.keysOf(each).some(([key, cap]) => (this.taken.get(key) ?? 0) >= cap);
  }

  take(each: CreditableClass): void {
    for (const [key] of this.keysOf(each)) this.taken.set(key, (this.taken.get(key) ?? 0) + 1);
  }

  private keysOf(each: CreditableClass): [string, number][] {
    if (each.course === null) return [];
    const keys: [string, number][] = [];
    const { maxSameCourseSameProviderPerPeriod: repeats, instructorPresentationsCreditedPerCourse: taught } =
      this.counting;
    if (repeats !== null) keys.push([JSON.stringify([each.course, each.provider]), repeats]);
    if (taught !== null && each.capacity === 'INSTRUCTOR') keys.push([JSON.stringify([each.course]), taught]);
    return keys;
  }
}
