import type { MandateVersion } from '../../src/mandates/mandate.js';
import type { Period } from '../../src/mandates/period.js';
import type { Predicate } from '../../src/mandates/predicate.js';
import type { Requirement, TestRequirement } from '../../src/mandates/requirement.js';
import { plainMandate } from '../plain-mandate.js';
import type { Chance } from './chance.js';
import { randomDay } from './random-days.js';

export const CATEGORIES = ['A', 'B', 'C', 'D', 'E'];
export const COURSES = ['K1', 'K2', 'K3'];
export const TESTS = ['T1', 'T2'];
export const DELIVERIES = ['IN_PERSON', 'ONLINE'];
export const EXEMPTION_CODES = ['PERIOD_OFF', 'NODE_OFF', 'RETIRED', 'IN_OFFICE'];

/** A mandate that no authority wrote: any mixture of what the schema can say. */
export function randomMandate(chance: Chance): MandateVersion {
  const names = new Names();
  const period = chance.yes(0.9) ? randomPeriod(chance) : null;
  const yearly = period !== null && !['ROLLING', 'RESET_ON_COMPLETION', 'ONE_TIME'].includes(period.type);
  const shared = period === null ? [] : sharedRequirements(chance, names, yearly);
  const own = period === null || chance.yes(0.25) ? ownRequirements(chance, names, shared) : [];
  const requirements = [...shared, ...own];
  const ids = names.given;
  return plainMandate({
    code: 'RANDOM',
    appliesTo: chance.yes(0.85) ? { fact: 'role', eq: 'OFFICER' } : randomPredicate(chance),
    period,
    requirements,
    counting: {
      excludeCategories: chance.yes(0.1) ? ['E'] : [],
      exclusiveWith: chance.yes(0.2) ? ['OTHER'] : [],
      maxSameCourseSameProviderPerPeriod: chance.yes(0.2) ? chance.between(1, 2) : null,
      instructorPresentationsCreditedPerCourse: chance.yes(0.2) ? 1 : null,
      instructedHoursCount: chance.yes(0.8),
      requiresAssessment: chance.yes(0.1),
      conversions: [
        { unit: 'SEMESTER', credits: 3, hours: 40 },
        { unit: 'QUARTER', credits: 7, hours: 10 },
      ],
    },
    exemptions: chance.yes(0.4) ? exemptionRules(chance, ids, period) : [],
  });
}

class Names {
  readonly given: string[] = [];

  next(): string {
    this.given.push(`N${this.given.length + 1}`);
    return this.given.at(-1)!;
  }
}

export function randomPeriod(chance: Chance): Period {
  const months = chance.of([1, 6, 12, 12, 13, 24, 36]);
  switch (chance.below(9)) {
    case 0:
      return {
        type: 'CALENDAR_YEAR',
        ...(chance.yes(0.4) && {
          firstPeriod: {
            rule: 'JAN_1_OF_YEAR_AFTER' as const,
            choices: [{ fact: 'reservedOn', when: { fact: 'role', eq: 'RESERVE' } }, { fact: 'certifiedOn' }],
          },
        }),
      };
    case 1:
      return {
        type: 'FIXED_CYCLE',
        months,
        anchor: { date: chance.yes(0.9) ? randomDay(chance, 18_000, 19_500) : null, configurable: chance.yes(0.5) },
      };
    case 2: {
      const toMonthDay = chance.of(['06-30', '02-29', '12-31', '01-31', '03-10']);
      const align = { toMonthDay, direction: 'ON_OR_AFTER' as const };
      return { type: 'ANNIVERSARY_CYCLE', fact: 'certifiedOn', months, align };
    }
    case 3:
      return { type: 'HALF_YEAR_ANCHORED_CYCLE', fact: 'certifiedOn', months };
    case 4:
      return { type: 'COHORT_CYCLE', fact: 'initial', months, calendarAligned: true };
    case 5:
      return { type: 'LICENCE_TERM', fact: 'expiresOn', months, endsOn: '06-30' };
    case 6:
      return { type: 'RESET_ON_COMPLETION', months };
    case 7:
      return { type: 'ROLLING', months };
    default:
      return { type: 'ONE_TIME', dueOn: randomDay(chance) };
  }
}

export function randomPredicate(chance: Chance, depth = 2): Predicate {
  switch (chance.below(depth > 0 ? 8 : 5)) {
    case 0:
      return { fact: 'role', ne: 'CLERK' };
    case 1:
      return { fact: 'role', in: ['OFFICER', 'RESERVE'] };
    case 2:
      return { fact: 'certLevel', [chance.of(['lt', 'lte', 'gt', 'gte'])]: chance.of(['INTERMEDIATE', 'SUPERVISORY']) };
    case 3:
    case 4:
      return { fact: 'assignment', eq: chance.of(['PATROL', 'SCHOOL']) };
    case 5:
      return { not: randomPredicate(chance, depth - 1) };
    default: {
      const parts = [randomPredicate(chance, depth - 1), randomPredicate(chance, depth - 1)];
      return chance.yes(0.5) ? { all: parts } : { any: parts };
    }
  }
}

function sharedRequirements(chance: Chance, names: Names, yearly: boolean): Requirement[] {
  const found: Requirement[] = [];
  const buckets: string[] = [];
  const count = chance.of([1, 1, 1, 2, 2, 3]);
  for (let index = 0; index < count; index++) {
    const root = randomRequirement(chance, names, buckets, yearly, 2);
    if (root.kind === 'HOURS' && !root.perSubPeriod) buckets.push(root.id);
    found.push(root);
  }
  return found;
}

function ownRequirements(chance: Chance, names: Names, shared: Requirement[]): Requirement[] {
  return Array.from({ length: chance.between(1, 2) }, (_, index) => {
    const period = randomPeriod(chance);
    const yearly = !['ROLLING', 'RESET_ON_COMPLETION', 'ONE_TIME'].includes(period.type);
    const root = { ...randomRequirement(chance, names, [], yearly, 1), period };
    const after = shared.find((each) => each.kind !== 'HOURS' || !each.perSubPeriod)?.id;
    const first = period.type === 'ROLLING' && after && index === 0 && chance.yes(0.5);
    return first ? { ...root, firstDue: { after, months: chance.of([1, 12]) } } : root;
  });
}

function randomRequirement(
  chance: Chance,
  names: Names,
  buckets: string[],
  yearly: boolean,
  depth: number,
): Requirement {
  const id = names.next();
  const base = {
    id,
    label: id,
    ...(buckets.length > 0 && chance.yes(0.4) && { within: chance.of(buckets) }),
    ...(chance.yes(0.12) && { appliesTo: randomPredicate(chance) }),
    ...(chance.yes(0.08) && { effectiveFrom: randomDay(chance) }),
    ...(chance.yes(0.05) && { effectiveForRenewalFrom: randomDay(chance) }),
  };
  const minScorePct = chance.maybe(0.1, () => 80);
  const delivery = chance.maybe(0.12, () => [chance.of(DELIVERIES)]);
  const limits = { ...(minScorePct && { minScorePct }), ...(delivery && { delivery }) };
  const categories = chance.yes(0.8) ? [chance.of(CATEGORIES)] : ['A', chance.of(CATEGORIES)];
  const below = () =>
    Array.from({ length: chance.between(1, 3) }, () => randomRequirement(chance, names, buckets, yearly, depth - 1));
  switch (chance.below(depth > 0 ? 12 : 9)) {
    case 0:
      return { ...base, ...limits, kind: 'COURSE', anyOf: [chance.of(COURSES)] };
    case 1:
      return {
        ...base,
        ...limits,
        kind: 'COURSE',
        anyOf: [...(yearly ? ['UPDATE@UNIT'] : []), chance.of(COURSES)],
        ...(chance.yes(0.5) && { topics: ['X', 'Y'] }),
      };
    case 2:
      return { ...base, kind: 'EVENT', min: chance.between(1, 3), categories };
    case 3:
      return { ...base, kind: 'CREDENTIAL', type: 'CARD', validAt: 'PERIOD_END' };
    case 4:
      return randomTest(chance, base);
    case 9:
    case 10: {
      const children = below();
      const op = chance.of(['ALL', 'ANY', 'N_OF'] as const);
      const n = op === 'N_OF' ? { n: chance.between(1, children.length) } : {};
      return { ...base, kind: 'GROUP', op, ...n, of: children };
    }
    default: {
      const min = chance.of([0.3, 1, 2, 4, 8, 13.4, 20]);
      const per = yearly && chance.yes(0.15);
      const nested = !per && depth > 0 && chance.yes(0.3);
      return {
        ...base,
        ...limits,
        kind: 'HOURS',
        min,
        unit: 'HOUR',
        categories,
        ...(per && { perSubPeriod: 'CALENDAR_YEAR' as const }),
        ...(chance.yes(0.1) && { inLieu: randomTest(chance, { id: `${id}_TEST`, label: 'Test' }) }),
        ...(nested && { of: below() }),
      };
    }
  }
}

function randomTest(chance: Chance, base: { id: string; label: string }): TestRequirement {
  return { ...base, kind: 'TEST', anyOf: [chance.of(TESTS)], ...(chance.yes(0.4) && { minScorePct: 70 }) };
}

function exemptionRules(chance: Chance, ids: string[], period: Period | null) {
  return [
    { code: 'PERIOD_OFF', effect: 'EXCUSE_PERIOD', afterMonthDayConfigurable: chance.yes(0.5) },
    {
      code: 'NODE_OFF',
      effect: 'EXCUSE_REQUIREMENT',
      target: chance.of(ids),
      ...(chance.yes(0.3) && { appliesTo: randomPredicate(chance) }),
    },
    { code: 'RETIRED', effect: 'NOT_APPLICABLE' },
    ...(period?.type === 'ANNIVERSARY_CYCLE'
      ? [{ code: 'IN_OFFICE', effect: 'SHIFT_DEADLINE', monthsAfterEnd: chance.of([1, 48]) }]
      : []),
  ];
}
