import type { RubricBody } from '#curricula';
import { OUTCOME } from '../proposal.js';
import type { CalibrationThreshold } from './calibration-threshold.js';
import type { GraderIdentity, PairCountRow } from './pair-counts.queries.js';
import { mayPrefill, shortfallOf, type PartShortfall } from './prefill-rule.js';
import { LEVELS, tableOf } from './statistics/agreement-table.js';
import { agreementOf, findingAgreementOf, type Agreement, type FindingAgreement } from './statistics/agreement.js';

/** What calibration reads of a rubric version. */
export type CalibratedRubric = Pick<RubricBody, 'competencies' | 'outcomeBands' | 'criticalFails'>;

type Counts = Pick<PairCountRow, 'kind' | 'code' | 'first' | 'second' | 'sessions'>;

/** One competency of a rubric, or its outcome. */
export interface CalibratedPart {
  /** A competency's code, or OUTCOME. */
  code: string;
  /** The grader beside blind, signed levels of people. */
  grader: Agreement;
  /** Two blind reviewers beside each other. */
  reviewers: Agreement;
  shortfall: PartShortfall | null;
}

export interface CalibratedFail {
  code: string;
  grader: FindingAgreement;
  reviewers: FindingAgreement;
}

export interface GraderCalibration extends GraderIdentity {
  /** Signed sessions that the grader and a blind reviewer have both graded. */
  sessions: number;
  mayPrefill: boolean;
  /** In the rubric's order, the outcome last. */
  parts: CalibratedPart[];
  criticalFails: CalibratedFail[];
}

/** The parts of a rubric that have an order, in its own order, the outcome last. */
export const partsOf = (rubric: CalibratedRubric): string[] => [
  ...rubric.competencies.map(({ code }) => code),
  OUTCOME,
];

/** How far two raters agree on one part. @param code of a competency, or OUTCOME: then bands are compared in order of their points */
export function partAgreement(rubric: CalibratedRubric, code: string, counts: readonly Counts[]): Agreement {
  const bands = [...rubric.outcomeBands].sort((one, other) => one.min - other.min).map((band) => band.code);
  const about = counts.filter((row) =>
    code === OUTCOME ? row.kind === 'BAND' : row.kind === 'LEVEL' && row.code === code,
  );
  const place = (said: string): number => (code === OUTCOME ? bands.indexOf(said) : Number(said));
  const pairs = about.flatMap(({ first, second, sessions }) =>
    first === null || second === null ? [] : [{ first: place(first), second: place(second), count: sessions }],
  );
  return agreementOf(
    tableOf(code === OUTCOME ? bands.length : LEVELS, pairs),
    sum(about.filter(({ first }) => first === null)),
  );
}

/** What keeps each part of the rubric from being pre-filled, in the order of `partsOf`. */
export const shortfalls = (
  rubric: CalibratedRubric,
  counts: readonly Counts[],
  threshold: CalibrationThreshold,
): (PartShortfall | null)[] =>
  partsOf(rubric).map((code) => shortfallOf(partAgreement(rubric, code, counts), threshold));

/**
 * One grader's calibration.
 * @param counts of the grader beside people
 * @param betweenReviewers of people beside each other, under the same rubric version
 * @param gate counts that decide on pre-filling, whatever the report is about
 */
export function calibrationOf(
  identity: GraderIdentity,
  rubric: CalibratedRubric,
  threshold: CalibrationThreshold,
  { counts, betweenReviewers, gate }: Record<'counts' | 'betweenReviewers' | 'gate', readonly Counts[]>,
): GraderCalibration {
  const short = shortfalls(rubric, gate, threshold);
  return {
    ...identity,
    sessions: sessionsIn(counts),
    mayPrefill: mayPrefill(identity.label, short),
    parts: partsOf(rubric).map((code, at) => ({
      code,
      grader: partAgreement(rubric, code, counts),
      reviewers: partAgreement(rubric, code, betweenReviewers),
      shortfall: short[at] ?? null,
    })),
    criticalFails: rubric.criticalFails.map(({ code }) => ({
      code,
      grader: failAgreement(code, counts),
      reviewers: failAgreement(code, betweenReviewers),
    })),
  };
}

function failAgreement(code: string, counts: readonly Counts[]): FindingAgreement {
  const about = counts.filter((row) => row.kind === 'FAIL' && row.code === code);
  const found = (first: boolean, second: boolean): number =>
    sum(about.filter((row) => row.first === String(first) && row.second === String(second)));
  const [both, onlyFirst, onlySecond] = [found(true, true), found(true, false), found(false, true)];
  return findingAgreementOf({
    both,
    onlyFirst,
    onlySecond,
    // Sessions in which nobody found it come in no row of its own.
    neither: sessionsIn(counts) - both - onlyFirst - onlySecond,
  });
}

/** Sessions that both raters rated. */
export const sessionsIn = (counts: readonly Counts[]): number => sum(counts.filter(({ kind }) => kind === 'SESSION'));

const sum = (counts: readonly Counts[]): number => counts.reduce((total, { sessions }) => total + sessions, 0);
