import type { MandateVersion } from '../mandates/mandate.js';
import type { Requirement } from '../mandates/requirement.js';
import type { EvaluationNode, EvaluationProblem, ExclusionReason } from './evaluation.js';
import { requirementExcused } from './excuses.js';
import { holds } from './facts.js';
import type { EvaluationInput } from './input.js';
import { addDays, type LocalDate } from './local-date.js';
import type { CreditableClass } from './matching.js';
import type { JudgedRecords } from './records.js';

/** What judging one track needs: the requirements that share a period. */
export interface TrackContext {
  mandate: MandateVersion;
  input: EvaluationInput;
  requirements: Requirement[];
  records: JudgedRecords;
  asOf: LocalDate;
}

/** How one track stands. `boundaries` are the later days on which the answer may change by the passing of time alone. */
export interface TrackJudgement {
  state: 'JUDGED' | 'EXCUSED' | 'NOT_APPLICABLE' | 'UNKNOWN';
  window: { from: LocalDate | null; to: LocalDate } | null;
  /** When everything is met: the window's end, or the day on which what is held expires. */
  dueOn: LocalDate | null;
  nodes: EvaluationNode[];
  counted: Map<string, string[]>;
  excluded: Map<string, ExclusionReason>;
  boundaries: LocalDate[];
  problem: EvaluationProblem | null;
  /** What was to be done once is done: shown to those whom the mandate concerns, and asking for nothing. */
  done: boolean;
}

export function notApplicable(boundaries: LocalDate[]): TrackJudgement {
  return {
    state: 'NOT_APPLICABLE',
    window: null,
    dueOn: null,
    nodes: [],
    counted: new Map(),
    excluded: new Map(),
    boundaries,
    problem: null,
    done: false,
  };
}

/** Planned classes on or after the day; one whose date has passed covers nothing, and one with an entry of its own is not planned. */
export function plannedFrom({ records, asOf }: TrackContext): CreditableClass[] {
  const held = (each: CreditableClass) => each.date === asOf && records.classes.some(({ id }) => id === each.id);
  return records.planned.filter((each) => each.date >= asOf && !held(each));
}

/** Whether a requirement applies to windows that end on `windowTo`, by the facts and exemptions of `factsOn`. */
export function requirementApplies(
  context: TrackContext,
  requirement: Requirement,
  windowTo: LocalDate,
  factsOn: LocalDate,
): boolean {
  if ((requirement.effectiveFrom ?? windowTo) > windowTo) return false;
  if ((requirement.effectiveForRenewalFrom ?? windowTo) > windowTo) return false;
  if (requirement.appliesTo && !holds(requirement.appliesTo, context.input.facts, factsOn)) return false;
  return !requirementExcused(context.mandate, context.input, requirement.id, factsOn);
}

/** The days around a deadline on which its status turns. */
export function daysAround(context: TrackContext, dueOn: LocalDate) {
  const { warnDays, graceDays } = context.input.policy;
  const warnFrom = addDays(dueOn, -warnDays);
  const graceTo = addDays(dueOn, graceDays);
  return { asOf: context.asOf, warnFrom, graceTo, boundaries: [warnFrom, addDays(dueOn, 1), addDays(graceTo, 1)] };
}
