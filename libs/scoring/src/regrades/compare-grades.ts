import type { RubricBody } from '#curricula';
import type { ProposedGrade } from '../proposal.js';
import type { Review } from '../review.js';
import { meetsPassRule } from '../score.js';

/** Whether numbers pass; OPEN where what a grader left to a person decides it. */
export type Outlook = 'PASS' | 'FAIL' | 'OPEN';

/** What a comparison reads of a signed review or of a proposal. */
export interface ComparedGrade {
  /** Null where the grader abstained. */
  levels: { competency: string; level: number | null }[];
  band: string | null;
  /** Codes. */
  criticalFails: string[];
  /** Points of 100; null where something was left open. */
  final: number | null;
  lowestFinal: number;
  highestFinal: number;
  outlook: Outlook;
}

/** What a new proposal would mean for the grade before it, the most serious first. */
export const FINDINGS = [
  'CRITICAL_FAIL_APPEARS',
  'WOULD_FAIL',
  'CRITICAL_FAIL_DISAPPEARS',
  'WOULD_PASS',
  'LEFT_OPEN',
  'DIFFERS',
  'SAME',
  'NOTHING_BEFORE',
] as const;
export type Finding = (typeof FINDINGS)[number];

export type ComparedSide = Omit<ComparedGrade, 'levels'>;

export interface GradeComparison {
  /** Null where there was no grade. */
  before: ComparedSide | null;
  after: ComparedSide;
  /** All that hold, the most serious first; at least one. */
  findings: Finding[];
  /** Of the competencies that both grades have. `difference` is after - before; null where either was left open. */
  levels: { competency: string; before: number | null; after: number | null; difference: number | null }[];
  /** Competencies that only one of the two has: another rubric version, and nothing to compare. */
  onlyBefore: string[];
  onlyAfter: string[];
  criticalFailsAppear: string[];
  criticalFailsDisappear: string[];
}

type PassRule = Pick<RubricBody, 'pass'>;

/** A proposal under its own rubric. */
export function comparedProposal(
  { pass }: PassRule,
  { levels, outcome, criticalFails, score }: Pick<ProposedGrade, 'levels' | 'outcome' | 'criticalFails' | 'score'>,
): ComparedGrade {
  const failed =
    criticalFails.length > 0 || levels.some(({ level }) => level !== null && level < (pass?.minLevelAny ?? 0));
  const read = {
    levels: levels.map(({ competency, level }) => ({ competency, level })),
    band: outcome.band,
    criticalFails: criticalFails.map(({ code }) => code),
  };
  if (score.complete) {
    const { final } = score.score;
    return {
      ...read,
      final,
      lowestFinal: final,
      highestFinal: final,
      outlook: meetsPassRule(score.score) ? 'PASS' : 'FAIL',
    };
  }
  const { lowestFinal, highestFinal } = score;
  return {
    ...read,
    final: null,
    lowestFinal,
    highestFinal,
    outlook: failed || !pass || highestFinal < pass.final ? 'FAIL' : 'OPEN',
  };
}

/** What an instructor signed. @param final points of 100 */
export const comparedDecision = (
  { levels, outcome, criticalFails }: Pick<Review, 'levels' | 'outcome' | 'criticalFails'>,
  final: number,
  passed: boolean,
): ComparedGrade => ({
  levels: levels.map(({ competency, level }) => ({ competency, level })),
  band: outcome.band,
  criticalFails: criticalFails.map(({ code }) => code),
  final,
  lowestFinal: final,
  highestFinal: final,
  outlook: passed ? 'PASS' : 'FAIL',
});

const without = (codes: readonly string[], others: readonly string[]): string[] =>
  [...new Set(codes)].filter((code) => !others.includes(code));

const sideOf = ({ levels: _, ...side }: ComparedGrade): ComparedSide => side;

/**
 * A new proposal beside the grade before it. Of two rubric versions only what both have is compared; whether it passes is each version's
 * own rule, for that is what a certificate hangs on. It changes nothing.
 * @param knownFails codes of the critical fails that the new rubric version asks for: one that it does not know has not disappeared
 */
export function compareGrades(
  before: ComparedGrade | null,
  after: ComparedGrade,
  knownFails: readonly string[],
): GradeComparison {
  const levelBefore = new Map(before?.levels.map(({ competency, level }) => [competency, level]));
  const competencies = after.levels.map(({ competency }) => competency);
  const levels = after.levels
    .filter(({ competency }) => levelBefore.has(competency))
    .map(({ competency, level }) => {
      const was = levelBefore.get(competency) ?? null;
      return { competency, before: was, after: level, difference: was === null || level === null ? null : level - was };
    });
  const criticalFailsAppear = before ? without(after.criticalFails, before.criticalFails) : [];
  const criticalFailsDisappear = without(before?.criticalFails ?? [], after.criticalFails).filter((code) =>
    knownFails.includes(code),
  );
  const comparison = {
    before: before && sideOf(before),
    after: sideOf(after),
    levels,
    onlyBefore: without([...levelBefore.keys()], competencies),
    onlyAfter: before ? without(competencies, [...levelBefore.keys()]) : [],
    criticalFailsAppear,
    criticalFailsDisappear,
  };
  return { ...comparison, findings: findingsOf(comparison) };
}

function findingsOf({
  before,
  after,
  levels,
  criticalFailsAppear,
  criticalFailsDisappear,
}: Omit<GradeComparison, 'findings'>): Finding[] {
  if (!before) return ['NOTHING_BEFORE'];
  const turned = (from: Outlook, to: Outlook): boolean => before.outlook === from && after.outlook === to;
  const holds: Partial<Record<Finding, boolean>> = {
    CRITICAL_FAIL_APPEARS: criticalFailsAppear.length > 0,
    WOULD_FAIL: after.outlook === 'FAIL' && before.outlook !== 'FAIL',
    CRITICAL_FAIL_DISAPPEARS: criticalFailsDisappear.length > 0,
    WOULD_PASS: turned('FAIL', 'PASS'),
    LEFT_OPEN: after.outlook === 'OPEN' && before.outlook !== 'OPEN',
    DIFFERS:
      levels.some((one) => one.before !== one.after) ||
      before.band !== after.band ||
      before.lowestFinal !== after.lowestFinal ||
      before.highestFinal !== after.highestFinal ||
      turned('OPEN', 'PASS'),
  };
  const found = FINDINGS.filter((finding) => holds[finding]);
  return found.length > 0 ? found : ['SAME'];
}
