import { EXCLUSION_REASONS, type ExclusionReason } from '../../src/evaluation/evaluation.js';
import type { EvaluationInput, LedgerEntry } from '../../src/evaluation/input.js';
import type { MandateVersion } from '../../src/mandates/mandate.js';
import type { TestRequirement } from '../../src/mandates/requirement.js';
import { type Amount, dividedBy, exactly, NOTHING, plus, times } from './naive-amount.js';
import { type Day, dayText, toDay } from './naive-days.js';
import type { Slot } from './naive-slots.js';
import type { Window } from './naive-windows.js';

export type Reliance = 'APPROVED' | 'PENDING' | 'PLANNED';

/** An entry, or a planned class as if it had been attended and passed. */
export interface Line {
  entry: LedgerEntry;
  day: Day;
  standing: Reliance;
}

/** What one line gives: hours or a single count for each slot it reaches, or standing in for some. */
interface Gift {
  standing: Reliance;
  amounts: Map<string, Amount>;
  inLieu: string[];
}

export interface Count {
  gifts: Gift[];
  reached: Set<string>;
  reasons: Map<string, ExclusionReason>;
}

export interface Tables {
  mandate: MandateVersion;
  input: EvaluationInput;
}

/**
 * What the lines give to the slots in a window, and why some give nothing. Later than `by` nothing has happened yet; cards must be
 * valid until `validUntil`.
 */
export function count(
  lines: Line[],
  slots: Slot[],
  window: Window,
  by: Day,
  tables: Tables,
  validUntil: Day = window.to,
): Count {
  const result: Count = { gifts: [], reached: new Set(), reasons: new Map() };
  const kept: LedgerEntry[] = [];
  for (const line of [...lines].sort(byDateThenId)) {
    const { entry } = line;
    const fits: ExclusionReason[] = [];
    const refusal = refusedByAll(line, window, by, tables);
    const to = new Set<string>();
    const lieu: string[] = [];
    if (refusal === null) {
      for (const slot of slots) {
        if (!inside(line, slot)) continue;
        const { requirement } = slot;
        if (requirement.kind === 'HOURS' && requirement.inLieu && passes(line, requirement.inLieu))
          lieu.push(slot.name);
        const answer = matches(line, slot, window, validUntil);
        if (answer === 'YES') climb(line, slot, slots, to);
        else if (answer !== 'NO') fits.push(answer);
      }
    }
    const earns = slots.some((slot) => slot.applies && (to.has(slot.name) || lieu.includes(slot.name)));
    const bars: ExclusionReason[] = [];
    if (tables.mandate.counting.requiresAssessment && entry.score === null && line.standing !== 'PLANNED')
      bars.push('NO_ASSESSMENT');
    if (overCap(entry, kept, tables.mandate)) bars.push('REPEAT_CAP');
    if (refusal === null && earns && bars.length === 0) {
      kept.push(entry);
      result.reached.add(entry.id);
      result.gifts.push(giftOf(line, to, lieu, slots, tables.mandate));
      continue;
    }
    const all = refusal ? [refusal] : earns ? bars : [...fits, ...bars, 'NO_MATCHING_REQUIREMENT' as const];
    if (line.standing !== 'PLANNED')
      result.reasons.set(
        entry.id,
        EXCLUSION_REASONS.find((each) => all.includes(each))!,
      );
  }
  return result;
}

function giftOf(line: Line, to: Set<string>, inLieu: string[], slots: Slot[], mandate: MandateVersion): Gift {
  const amounts = new Map<string, Amount>();
  for (const slot of slots) {
    if (!to.has(slot.name)) continue;
    amounts.set(slot.name, slot.requirement.kind === 'HOURS' ? hours(line.entry, mandate) : exactly(1));
  }
  return { standing: line.standing, amounts, inLieu };
}

/** What is there for a slot when approved rosters, those and undecided ones, or those and plans are relied on. */
export function amountOf(slot: Slot, counted: Count, reliance: Reliance): Amount {
  let sum = NOTHING;
  for (const gift of counted.gifts) {
    const amount = gift.amounts.get(slot.name);
    if (amount && (gift.standing === 'APPROVED' || gift.standing === reliance)) sum = plus(sum, amount);
  }
  return sum;
}

/** Whether a passed test stands in for the slot or for one above it. */
export function stoodInFor(slot: Slot, counted: Count, reliance: Reliance): boolean {
  const here = counted.gifts.some(
    (gift) => (gift.standing === 'APPROVED' || gift.standing === reliance) && gift.inLieu.includes(slot.name),
  );
  return here || (slot.parent !== null && stoodInFor(slot.parent, counted, reliance));
}

/** By date, then id; what is only planned comes after what has been. */
function byDateThenId(a: Line, b: Line): number {
  const plans = Number(a.standing === 'PLANNED') - Number(b.standing === 'PLANNED');
  return plans || a.day - b.day || (a.entry.id < b.entry.id ? -1 : 1);
}

function refusedByAll({ entry, day, standing }: Line, window: Window, by: Day, tables: Tables): ExclusionReason | null {
  const { counting } = tables.mandate;
  if (day > window.to || (window.from !== null && day < window.from)) return 'OUTSIDE_WINDOW';
  if (day > by && standing !== 'PLANNED') return 'FUTURE_DATED';
  if (entry.capacity === 'INSTRUCTOR' && !counting.instructedHoursCount) return 'INSTRUCTED_HOURS';
  if (entry.categories.some((each) => counting.excludeCategories.includes(each))) return 'EXCLUDED_CATEGORY';
  const elsewhere = (tables.input.allocations ?? []).filter((each) => each.entryId === entry.id);
  return elsewhere.some((each) => counting.exclusiveWith.includes(each.to)) ? 'ALLOCATED_ELSEWHERE' : null;
}

function inside(line: Line, slot: Slot): boolean {
  return (slot.window.from === null || line.day >= slot.window.from) && line.day <= slot.window.to;
}

function matches(line: Line, slot: Slot, window: Window, validUntil: Day): 'YES' | 'NO' | ExclusionReason {
  const { requirement } = slot;
  const { entry } = line;
  switch (requirement.kind) {
    case 'HOURS':
    case 'EVENT':
      if (!requirement.categories.some((each) => entry.categories.includes(each))) return 'NO';
      return refusedBy(line, slot) ?? 'YES';
    case 'COURSE': {
      const unit = window.from === null ? '' : dayText(window.from);
      const wanted = requirement.anyOf.map((each) => each.replace(/@UNIT$/, `@${unit}`));
      const covers = (requirement.topics ?? []).every((topic) => entry.topics.includes(topic));
      if (entry.course === null || !wanted.includes(entry.course) || !covers) return 'NO';
      return refusedBy(line, slot) ?? 'YES';
    }
    case 'CREDENTIAL': {
      if (entry.credential?.type !== requirement.type) return 'NO';
      const { validTo } = entry.credential;
      return validTo !== null && toDay(validTo) >= validUntil ? 'YES' : 'NOT_VALID_AT_PERIOD_END';
    }
    case 'TEST':
      return passes(line, requirement) ? 'YES' : 'NO';
    case 'GROUP':
      return 'NO';
  }
}

function passes(line: Line, requirement: TestRequirement): boolean {
  const { test } = line.entry;
  if (!test || !requirement.anyOf.includes(test.code)) return false;
  return (test.passed || line.standing === 'PLANNED') && scoreSuffices(line, requirement.minScorePct);
}

function scoreSuffices({ entry, standing }: Line, min: number | undefined): boolean {
  return min === undefined || standing === 'PLANNED' || (entry.score !== null && entry.score >= min);
}

function refusedBy(line: Line, { requirement }: Slot): ExclusionReason | null {
  if (requirement.kind !== 'HOURS' && requirement.kind !== 'COURSE') return null;
  const { delivery, minScorePct } = requirement;
  if (delivery && !delivery.includes(line.entry.delivery ?? '')) return 'DELIVERY_NOT_ALLOWED';
  return scoreSuffices(line, minScorePct) ? null : 'MIN_SCORE';
}

/** To the slot, its parents and their buckets, as far as nobody refuses. */
function climb(line: Line, slot: Slot, all: Slot[], to: Set<string>): void {
  if (to.has(slot.name)) return;
  if (slot.requirement.kind !== 'GROUP') {
    if (refusedBy(line, slot)) return;
    to.add(slot.name);
  }
  if (slot.parent) climb(line, slot.parent, all, to);
  for (const each of all) if (each.name === slot.bucket) climb(line, each, all, to);
}

function hours(entry: LedgerEntry, mandate: MandateVersion): Amount {
  if (entry.hours !== null) return exactly(entry.hours);
  const credit = entry.collegeCredit;
  const rate = mandate.counting.conversions.find((each) => each.unit === credit?.unit);
  return credit && rate
    ? dividedBy(times(exactly(credit.amount), exactly(rate.hours)), exactly(rate.credits))
    : NOTHING;
}

/** Whether enough earlier ones of the same course have been kept. */
function overCap(entry: LedgerEntry, kept: LedgerEntry[], mandate: MandateVersion): boolean {
  if (entry.course === null) return false;
  const same = kept.filter((each) => each.course === entry.course);
  const { maxSameCourseSameProviderPerPeriod: repeats, instructorPresentationsCreditedPerCourse: taught } =
    mandate.counting;
  if (repeats !== null && same.filter((each) => each.provider === entry.provider).length >= repeats) return true;
  const presented = same.filter((each) => each.capacity === 'INSTRUCTOR').length;
  return taught !== null && entry.capacity === 'INSTRUCTOR' && presented >= taught;
}
