import type { EvaluationInput } from '../../src/evaluation/input.js';
import type { MandateVersion } from '../../src/mandates/mandate.js';
import type { Requirement } from '../../src/mandates/requirement.js';
import { civil, type Day, dayFrom, toDay } from './naive-days.js';
import { isTrue } from './naive-facts.js';
import type { Window } from './naive-windows.js';

/** A requirement in one window; a yearly one is several. */
export interface Slot {
  name: string;
  requirement: Requirement;
  parent: Slot | null;
  /** The bucket that its hours reach too. */
  bucket: string | null;
  /** Those that apply. */
  children: Slot[];
  /** The days whose entries count; `to` is also its deadline where the period has one. */
  window: Window;
  /** False below a choice. */
  owed: boolean;
  /** One that does not apply still hands its hours on. */
  applies: boolean;
}

/**
 * All the requirements in a window, parents before children, by the facts and decisions of `day`.
 * @param effectiveBy the end of the window that phase-ins are held against
 * @param judges which parts of it, of yearly ones, are judged
 */
export function slotsIn(
  roots: Requirement[],
  context: { mandate: MandateVersion; input: EvaluationInput },
  window: Window,
  day: Day,
  effectiveBy: Day = window.to,
  judges: (part: Window) => boolean = () => true,
): Slot[] {
  const { mandate, input } = context;
  const isIn = (requirement: Requirement): boolean => {
    if (requirement.appliesTo && !isTrue(requirement.appliesTo, input.facts, day)) return false;
    const phases = [requirement.effectiveFrom, requirement.effectiveForRenewalFrom];
    if (phases.some((since) => since !== undefined && effectiveBy < toDay(since))) return false;
    return !isExcused(requirement.id, mandate, input, day);
  };
  const place = (requirement: Requirement, parent: Slot | null, owed: boolean, under: boolean): Slot[] => {
    const applies = under && isIn(requirement);
    const base = { requirement, parent, bucket: requirement.within ?? null, owed, children: [] as Slot[] };
    if (requirement.kind === 'HOURS' && requirement.perSubPeriod) {
      return yearsOf(window).map((part) => ({
        ...base,
        name: `${requirement.id}@${civil(part.to)[0]}`,
        window: part,
        applies: applies && judges(part),
      }));
    }
    const slot: Slot = { ...base, name: requirement.id, window, applies };
    const below = requirement.kind === 'GROUP' || requirement.kind === 'HOURS' ? (requirement.of ?? []) : [];
    const choice = requirement.kind === 'GROUP' && requirement.op !== 'ALL';
    const descendants = below.flatMap((each) => place(each, slot, owed && !choice, applies));
    slot.children = descendants.filter((each) => each.parent === slot && each.applies);
    // A choice among nothing asks for nothing.
    if (requirement.kind === 'GROUP' && slot.children.length === 0) slot.applies = false;
    return [slot, ...descendants];
  };
  return roots.flatMap((root) => place(root, null, true, true));
}

function isExcused(id: string, mandate: MandateVersion, input: EvaluationInput, day: Day): boolean {
  return mandate.exemptions.some(
    (rule) =>
      rule.effect === 'EXCUSE_REQUIREMENT' &&
      rule.target === id &&
      (!rule.appliesTo || isTrue(rule.appliesTo, input.facts, day)) &&
      input.exemptions.some((each) => each.code === rule.code && inForce(each, day)),
  );
}

/** A decision recorded on a day alone holds from that day on; one without days never. */
export function inForce(exemption: EvaluationInput['exemptions'][number], day: Day): boolean {
  const from = exemption.from ?? exemption.on;
  return from !== null && toDay(from) <= day && (exemption.to === null || day <= toDay(exemption.to));
}

function yearsOf(window: Window): Window[] {
  const found: Window[] = [];
  if (window.from === null) return found;
  for (let year = civil(window.from)[0]; dayFrom(year, 1, 1) <= window.to; year++) {
    found.push({
      from: Math.max(window.from, dayFrom(year, 1, 1)),
      to: Math.min(window.to, dayFrom(year, 12, 31)),
    });
  }
  return found;
}
