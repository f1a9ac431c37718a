import type { EvaluationInput } from '../../src/evaluation/input.js';
import type { MandateVersion } from '../../src/mandates/mandate.js';
import { packedMandate, workedHistories } from '../worked-history.js';
import { Chance } from './chance.js';
import { naiveJudgement } from './naive-evaluation.js';
import { dayText, readDay, toDay } from './naive-days.js';
import { FIRST, LAST, randomDay } from './random-days.js';
import { randomInput } from './random-input.js';
import { randomMandate } from './random-mandate.js';

export interface ComparedCase {
  mandate: MandateVersion;
  input: EvaluationInput;
  asOf: string;
}

const packs = workedHistories().map((history) => packedMandate(history.mandate));
/** Facts for the mandates that are real: those of the worked histories. */
const packFacts = workedHistories().map((history) => history.facts.map((row) => ({ ...row, to: row.to ?? null })));

/** Every third case is of one of the fourteen mandates, the others of generated ones. */
export function randomCase(seed: number): ComparedCase {
  const chance = new Chance(seed);
  const pack = chance.yes(1 / 3) ? chance.below(packs.length) : null;
  const mandate = pack === null ? randomMandate(chance) : packs[pack]!;
  const about = randomDay(chance);
  const input = randomInput(chance, mandate, toDay(about), pack === null ? undefined : packPerson(chance, pack));
  return { mandate, input, asOf: interestingDay(chance, mandate, input, about) };
}

function packPerson(chance: Chance, pack: number): EvaluationInput['facts'] {
  return packFacts[pack]!.map((row) => {
    const from = chance.yes(0.8) ? '2010-01-01' : randomDay(chance);
    const to = chance.yes(0.9) ? null : randomDay(chance, Math.max(FIRST, toDay(from)));
    const value =
      row.fact === 'licenceExpiresOn'
        ? randomDay(chance)
        : readDay(row.value) === null
          ? row.value
          : randomDay(chance, FIRST - 2500, FIRST);
    return { ...row, value, from, to };
  });
}

/** Often a day on which an answer turns: a deadline, the day after, a warning day, the first or last of a window. */
function interestingDay(chance: Chance, mandate: MandateVersion, input: EvaluationInput, day: string): string {
  if (chance.yes(0.5)) return day;
  const { dueOn, windowTo, windowFrom } = naiveJudgement(input, mandate, day);
  const near = chance.of([dueOn, windowTo, windowFrom]);
  if (near === null || toDay(near) < FIRST - 800 || toDay(near) > LAST + 800) return day;
  const { warnDays, graceDays } = input.policy;
  return dayText(toDay(near) + chance.of([0, 0, 1, 1, -1, -warnDays, -warnDays - 1, graceDays, graceDays + 1]));
}
