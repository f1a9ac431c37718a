import type { ExemptionRule } from './exemption-rule.js';
import type { Period } from './period.js';
import { childrenOf, flatten, type Requirement } from './requirement.js';

/** A place in the body, and what is wrong there. */
export interface Contradiction {
  path: (string | number)[];
  message: string;
}

interface Placed {
  requirement: Requirement;
  path: (string | number)[];
}

/** Periods whose windows move with what was earned, or are one for ever. */
const WITHOUT_UNITS: ReadonlySet<Period['type']> = new Set(['ROLLING', 'RESET_ON_COMPLETION', 'ONE_TIME']);

const isYearly = (each: Requirement) => each.kind === 'HOURS' && each.perSubPeriod !== undefined;

const namesUnit = (course: string) => course.endsWith('@UNIT');

/** What the shape alone cannot refuse: names that point nowhere, periods that nobody gave. */
export function contradictions(mandate: {
  requirements: Requirement[];
  period: Period | null;
  exemptions: ExemptionRule[];
  effectiveFrom: string | null;
  effectiveTo: string | null;
}): Contradiction[] {
  const all = placed(mandate.requirements, ['requirements']);
  const ids = new Set<string>();
  const found: Contradiction[] = [];
  const say = (path: (string | number)[], message: string): void => void found.push({ path, message });
  for (const { requirement, path } of all) {
    if (ids.has(requirement.id)) say([...path, 'id'], 'requirement ids must be unique');
    ids.add(requirement.id);
  }
  for (const { requirement, path } of all) {
    const { id, within, period, firstDue } = requirement;
    const root = mandate.requirements[path[1] as number]!;
    if (root === requirement && mandate.period === null && !period) {
      say([...path, 'period'], `${id} has no period and the mandate has none`);
    }
    if (root !== requirement && period) {
      say([...path, 'period'], `${id}: only a top-level requirement may have a period of its own`);
    }
    if (within !== undefined) {
      const sameWindow = flatten(root.period ? [root] : mandate.requirements.filter((each) => !each.period));
      if (sameWindow.find((other) => other.id === within)?.kind !== 'HOURS') {
        say([...path, 'within'], `${id} is within ${within}, which is no bucket of the same period`);
      }
    }
    if (requirement.kind === 'HOURS' && requirement.perSubPeriod && requirement.of) {
      say([...path, 'of'], `${id}: a yearly requirement has none below it`);
    }
    const { type } = root.period ?? mandate.period ?? { type: 'CALENDAR_YEAR' };
    if (WITHOUT_UNITS.has(type) && requirement.kind === 'HOURS' && requirement.perSubPeriod) {
      say([...path, 'perSubPeriod'], `${id}: goes with windows that follow one another`);
    }
    if (WITHOUT_UNITS.has(type) && requirement.kind === 'COURSE' && requirement.anyOf.some(namesUnit)) {
      say([...path, 'anyOf'], `${id}: @UNIT is the first day of one of the windows that follow one another`);
    }
    if (requirement.kind === 'GROUP' && (requirement.op === 'N_OF') !== (requirement.n !== undefined)) {
      say([...path, 'n'], `${id}: n goes with N_OF`);
    }
    if (firstDue && !ids.has(firstDue.after)) {
      say([...path, 'firstDue', 'after'], `${id}: no requirement ${firstDue.after}`);
    }
    if (firstDue && flatten(mandate.requirements).some((each) => each.id === firstDue.after && isYearly(each))) {
      say([...path, 'firstDue', 'after'], `${id}: a yearly requirement is never completed for good`);
    }
    if (firstDue && period?.type !== 'ROLLING') say([...path, 'firstDue'], `${id}: firstDue goes with ROLLING`);
  }
  const periods = [mandate.period, ...mandate.requirements.map((each) => each.period)];
  mandate.exemptions.forEach((rule, index) => {
    if (rule.effect === 'EXCUSE_REQUIREMENT' && !ids.has(rule.target)) {
      say(['exemptions', index, 'target'], `${rule.code}: no requirement ${rule.target}`);
    }
    if (rule.effect === 'SHIFT_DEADLINE' && !periods.some((each) => each?.type === 'ANNIVERSARY_CYCLE')) {
      say(['exemptions', index, 'effect'], `${rule.code}: a deadline can be moved in an ANNIVERSARY_CYCLE only`);
    }
  });
  if (mandate.effectiveFrom && mandate.effectiveTo && mandate.effectiveFrom > mandate.effectiveTo) {
    say(['effectiveTo'], 'the last day of the text is before its first');
  }
  return found;
}

function placed(requirements: Requirement[], path: (string | number)[]): Placed[] {
  return requirements.flatMap((requirement, index) => [
    { requirement, path: [...path, index] },
    ...placed(childrenOf(requirement), [...path, index, 'of']),
  ]);
}
