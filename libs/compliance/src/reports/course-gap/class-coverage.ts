import { exact, minus, plus, toNumber, ZERO } from '../../evaluation/exact-amount.js';
import type { EvaluationInput, LedgerEntry, PlannedClass } from '../../evaluation/input.js';
import { judge } from '../../evaluation/judge.js';
import type { LocalDate } from '../../evaluation/local-date.js';
import type { MandateVersion } from '../../mandates/mandate.js';
import { requirementOf } from './wanted-requirements.js';

/** What is asked of each member: the requirements of a mandate, from a day on. */
export interface GapQuestion {
  mandate: MandateVersion;
  asOf: LocalDate;
  requirementIds: ReadonlySet<string>;
}

/** A member to whom something is missing. */
export interface GapMember {
  id: string;
  /** null: due at once. */
  dueOn: LocalDate | null;
  input: EvaluationInput;
  /** Classes that the member has a training record of: they give nothing more. */
  recorded: ReadonlySet<string>;
}

/** What is missing to a member at the deadline, without some classes and with them, over all requirements asked about. */
export interface Coverage {
  before: number;
  after: number;
}

/** A planned class as one who attended and passed it will have it in the ledger, on an approved roster. */
export const attended = (planned: PlannedClass): LedgerEntry => ({
  ...planned,
  score: 100,
  rosterStatus: 'APPROVED',
  corrects: null,
});

/**
 * What some classes would do for a member: the evaluation of mandates judges the ledger with and without them, on the member's deadline; on
 * the last of the classes where that has passed. Pure; what the ledger alone gives on a day is worked out once.
 */
export function coverageOf(question: GapQuestion, member: GapMember): (classes: readonly LedgerEntry[]) => Coverage {
  const { asOf } = question;
  const without = new Map<LocalDate, number>();
  return (classes) => {
    const lastClass = classes.reduce((last, each) => (each.date > last ? each.date : last), asOf);
    const day = member.dueOn !== null && member.dueOn >= asOf ? member.dueOn : lastClass;
    const before = without.get(day) ?? shortOn(question, member.input, day);
    without.set(day, before);
    const given = classes.filter((each) => each.date <= day && !member.recorded.has(each.id));
    if (given.length === 0 || before === 0) return { before, after: before };
    const entries = [...member.input.entries, ...given];
    return { before, after: shortOn(question, { ...member.input, entries }, day) };
  };
}

function shortOn({ mandate, requirementIds }: GapQuestion, input: EvaluationInput, day: LocalDate): number {
  const { missing } = judge(input, mandate, day).judgement;
  const wanted = missing.filter(({ nodeId }) => requirementIds.has(requirementOf(nodeId)));
  return toNumber(wanted.reduce((sum, { short }) => plus(sum, exact(short)), ZERO));
}

/** How much less is missing with the classes than without them. */
export const gainOf = ({ before, after }: Coverage): number =>
  after < before ? toNumber(minus(exact(before), exact(after))) : 0;
