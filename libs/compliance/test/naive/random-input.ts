import type {
  Credit,
  EvaluationInput,
  Exemption,
  Fact,
  LedgerEntry,
  PlannedClass,
  RosterStatus,
} from '../../src/evaluation/input.js';
import type { MandateVersion } from '../../src/mandates/mandate.js';
import { flatten, type Requirement } from '../../src/mandates/requirement.js';
import type { Chance } from './chance.js';
import { type Day, dayText, toDay } from './naive-days.js';
import { FIRST, LAST, randomDay } from './random-days.js';
import { DELIVERIES } from './random-mandate.js';

const ROSTERS: RosterStatus[] = ['APPROVED', 'SUBMITTED', 'PENDING', 'REJECTED', 'DRAFT', 'CORRECTED'];
const ZONES = ['Pacific/Apia', 'Pacific/Kiritimati', 'Asia/Kolkata', 'America/Anchorage', 'America/New_York'];

/**
 * A member's records under any mandate: what would earn something under it, and what would not.
 * @param about around this day most of it happens
 */
export function randomInput(
  chance: Chance,
  mandate: MandateVersion,
  about: Day,
  facts: Fact[] = randomFacts(chance),
): EvaluationInput {
  const wanted = flatten(mandate.requirements);
  const entries = chance.some(2, (index) => burst(chance, wanted, about - chance.below(500), `b${index}`)).flat();
  const loose = chance.below(7);
  for (let index = 0; index < loose; index++)
    entries.push(randomEntry(chance, wanted, `e${10 + index}`, randomDay(chance)));
  const corrections = entries.length === 0 ? [] : chance.yes(0.25) ? corrected(chance, wanted, entries) : [];
  const planned = chance.some(2, (index) => randomPlan(chance, chance.of(wanted), `p${index}`, randomDay(chance)));
  if (chance.yes(0.5)) {
    const first = about + chance.below(40) - 5;
    planned.push(...wanted.map((each, index) => randomPlan(chance, each, `q${10 + index}`, dayText(first + index))));
  }
  return {
    facts,
    entries: [...entries, ...corrections],
    exemptions: chance.some(2, () => randomExemption(chance, mandate)).filter((each) => each !== null),
    waivers: chance.yes(0.15) ? [randomRange(chance)] : [],
    planned,
    policy: {
      warnDays: chance.of([0, 1, 30, 90, 400]),
      graceDays: chance.of([0, 0, 1, 20]),
      trackedFrom: randomDay(chance, FIRST - 300, Math.max(FIRST, chance.yes(0.9) ? about - 100 : FIRST + 1200)),
      anchor: chance.yes(0.7) ? randomDay(chance, FIRST - 400, FIRST + 700) : null,
      cohorts: chance.yes(0.95)
        ? [
            { initials: 'A-M', from: randomDay(chance, FIRST - 400, FIRST + 400) },
            { initials: 'N,P,Q', from: randomDay(chance, FIRST - 400, FIRST + 400) },
          ]
        : [],
      exemptions: chance.yes(0.3) ? { PERIOD_OFF: { afterMonthDay: '04-01' } } : {},
    },
    timezone: chance.of(ZONES),
    ...(chance.yes(0.08) && { consequences: [randomConsequence(chance)] }),
    ...(chance.yes(0.2) && { allocations: entries.slice(0, 1).map(({ id }) => ({ entryId: id, to: 'OTHER' })) }),
  };
}

export function randomFacts(chance: Chance): Fact[] {
  const dated = (fact: string, value: string): Fact => ({ fact, value, from: '2015-01-01', to: null });
  const facts: Fact[] = [{ ...dated('role', 'OFFICER'), ...(chance.yes(0.12) ? randomRange(chance) : {}) }];
  if (chance.yes(0.3))
    facts.push({ fact: 'role', value: chance.of(['RESERVE', 'CLERK', 'OFFICER']), ...randomRange(chance) });
  if (chance.yes(0.95)) facts.push(dated('certifiedOn', randomDay(chance, FIRST - 2500, FIRST + 900)));
  if (chance.yes(0.05)) facts.push({ ...dated('certifiedOn', randomDay(chance)), from: randomDay(chance) });
  if (chance.yes(0.3)) facts.push(dated('reservedOn', randomDay(chance)));
  if (chance.yes(0.95)) facts.push(dated('initial', chance.of(['A', 'M', 'n', 'P', 'Z'])));
  if (chance.yes(0.95)) facts.push(dated('expiresOn', randomDay(chance)));
  if (chance.yes(0.4)) facts.push({ fact: 'expiresOn', value: randomDay(chance), from: randomDay(chance), to: null });
  facts.push(
    ...chance.some(2, () => ({
      fact: 'certLevel',
      value: chance.of(['BASIC', 'INTERMEDIATE', 'MANAGEMENT']),
      ...randomRange(chance),
    })),
  );
  facts.push(
    ...chance.some(2, () => ({ fact: 'assignment', value: chance.of(['PATROL', 'SCHOOL']), ...randomRange(chance) })),
  );
  return facts;
}

function randomRange(chance: Chance): { from: string; to: string | null } {
  const from = randomDay(chance);
  return { from, to: chance.yes(0.4) ? null : randomDay(chance, toDay(from), Math.min(LAST, toDay(from) + 900)) };
}

/** A class for every requirement within some weeks, or nobody would ever be compliant. */
function burst(chance: Chance, wanted: Requirement[], first: Day, name: string): LedgerEntry[] {
  const undecided = chance.yes(0.3);
  return wanted.map((each, index) => ({
    ...randomEntry(chance, [each], `${name}-${10 + index}`, dayText(first + chance.below(60))),
    hours: chance.of([8, 20, 20, 40]),
    collegeCredit: null,
    capacity: 'STUDENT' as const,
    delivery: each.kind === 'HOURS' || each.kind === 'COURSE' ? (each.delivery?.[0] ?? 'ONLINE') : null,
    score: chance.of([80, 90, 100]),
    rosterStatus: undecided ? chance.of(['APPROVED', 'SUBMITTED', 'PENDING'] as const) : ('APPROVED' as const),
  }));
}

function randomEntry(chance: Chance, wanted: Requirement[], id: string, date: string): LedgerEntry {
  return {
    ...randomCredit(chance, chance.of(wanted), id, date),
    score: chance.of([null, 60, 79, 80, 90, 100]),
    rosterStatus: chance.yes(0.7) ? 'APPROVED' : chance.of(ROSTERS),
    corrects: null,
  };
}

function corrected(chance: Chance, wanted: Requirement[], entries: LedgerEntry[]): LedgerEntry[] {
  const found: LedgerEntry[] = [];
  for (let index = 0; index < chance.between(1, 3); index++) {
    const original = chance.of([...entries, ...found]);
    const id = `x${10 + index}`;
    found.push(
      chance.yes(0.3)
        ? { ...original, id, hours: 0, collegeCredit: null, corrects: original.id }
        : { ...randomEntry(chance, wanted, id, original.date), corrects: chance.yes(0.95) ? original.id : 'nothing' },
    );
  }
  return found;
}

function randomPlan(chance: Chance, towards: Requirement, id: string, date: string): PlannedClass {
  const delivery = towards.kind === 'HOURS' || towards.kind === 'COURSE' ? (towards.delivery?.[0] ?? null) : null;
  return { ...randomCredit(chance, towards, id, date), delivery, hours: chance.of([8, 20, 40]) };
}

function randomCredit(chance: Chance, towards: Requirement, id: string, date: string): Credit {
  const credits = chance.yes(0.15);
  const base: Credit = {
    id,
    date,
    categories: chance.yes(0.1) ? [chance.of(['A', 'B', 'E'])] : [],
    course: chance.yes(0.2) ? 'K1' : null,
    topics: [],
    hours: credits ? null : chance.of([0.1, 0.2, 0.7, 1, 2, 2.5, 4, 8, 20, 1 / 3]),
    collegeCredit: credits
      ? { unit: chance.of(['SEMESTER', 'QUARTER', 'OTHER']), amount: chance.of([1, 3, 0.7]) }
      : null,
    delivery: chance.yes(0.9) ? chance.of(DELIVERIES) : null,
    provider: chance.of(['P1', 'P1', 'P2', null]),
    test: null,
    credential: null,
    capacity: chance.yes(0.9) ? 'STUDENT' : 'INSTRUCTOR',
  };
  const test = towards.kind === 'TEST' ? towards : towards.kind === 'HOURS' ? towards.inLieu : undefined;
  if (test && (towards.kind === 'TEST' || chance.yes(0.3))) {
    base.test = { code: chance.of(test.anyOf), passed: chance.yes(0.8) };
  }
  if (towards.kind === 'HOURS' || towards.kind === 'EVENT') base.categories.push(chance.of(towards.categories));
  if (towards.kind === 'COURSE') {
    base.course = chance.of(towards.anyOf).replace('@UNIT', `@${chance.yes(0.7) ? '2024-01-01' : date}`);
    base.topics = chance.yes(0.8) ? ['X', 'Y', ...(towards.topics ?? [])] : ['X'];
  }
  if (towards.kind === 'CREDENTIAL') {
    base.credential = { type: towards.type, validTo: chance.yes(0.9) ? randomDay(chance, toDay(date)) : null };
  }
  return base;
}

function randomExemption(chance: Chance, mandate: MandateVersion): Exemption | null {
  if (mandate.exemptions.length === 0) return null;
  const { code } = chance.of(mandate.exemptions);
  const { from, to } = randomRange(chance);
  if (chance.yes(0.4)) return { code, on: from, from: null, to: chance.yes(0.5) ? from : null };
  return { code, on: null, from, to };
}

function randomConsequence(chance: Chance) {
  const { from, to } = randomRange(chance);
  const recordedOn = randomDay(chance, toDay(from), Math.min(LAST, toDay(from) + 400));
  return { on: from, recordedOn, endedOn: to !== null && to > recordedOn ? to : null };
}
