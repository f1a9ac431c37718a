import type { RubricBody } from '#curricula';
import type { ProposedGrade } from './proposal.js';
import { Evidence, quotes, TranscriptTurn } from './transcript.js';

/** A reviewer's own complete set; what a signature certifies. */
export interface Review {
  levels: { competency: string; level: number; evidence: Evidence[] }[];
  outcome: { band: string; evidence: Evidence[] };
  criticalFails: { code: string; evidence: Evidence[] }[];
  penalties: { code: string; evidence: Evidence[] }[];
}

/** What is wrong with one field; `field` is the path a client sent it under, such as `levels.2.evidence.0.quote`. */
export interface ReviewProblem {
  field: string;
  code: 'MISSING' | 'DUPLICATE' | 'UNKNOWN' | 'OUT_OF_RANGE' | 'NO_EVIDENCE' | 'NOT_A_QUOTE';
  message: string;
}

function evidenceProblems(
  field: string,
  evidence: readonly Evidence[],
  turns: readonly TranscriptTurn[],
): ReviewProblem[] {
  if (evidence.length === 0) {
    return [{ field: `${field}.evidence`, code: 'NO_EVIDENCE', message: 'Quote at least one turn of the session.' }];
  }
  return evidence.flatMap((one, at): ReviewProblem[] => {
    if (quotes(turns, one)) return [];
    const known = turns.some(({ number }) => number === one.turn);
    const place = `${field}.evidence.${at}`;
    return known
      ? [
          {
            field: `${place}.quote`,
            code: 'NOT_A_QUOTE',
            message: `Turn ${one.turn} does not contain these exact words.`,
          },
        ]
      : [{ field: `${place}.turn`, code: 'UNKNOWN', message: `The session has no turn ${one.turn}.` }];
  });
}

/** Entries whose code the rubric does not know, or that come twice. */
function codeProblems(
  field: string,
  what: string,
  given: readonly string[],
  known: readonly string[],
): ReviewProblem[] {
  return given.flatMap((code, at): ReviewProblem[] => {
    if (!known.includes(code)) {
      return [{ field: `${field}.${at}`, code: 'UNKNOWN', message: `${code} is not ${what} of the rubric.` }];
    }
    return given.indexOf(code) < at
      ? [{ field: `${field}.${at}`, code: 'DUPLICATE', message: `${code} is given more than once.` }]
      : [];
  });
}

function levelProblems(review: Review, rubric: RubricBody, turns: readonly TranscriptTurn[]): ReviewProblem[] {
  const given = review.levels.map(({ competency }) => competency);
  const known = rubric.competencies.map(({ code }) => code);
  const missing = known.filter((code) => !given.includes(code));
  return [
    ...codeProblems('levels', 'a competency', given, known),
    ...missing.map((code) => ({ field: 'levels', code: 'MISSING' as const, message: `${code} has no level.` })),
    ...review.levels.flatMap(({ level, evidence }, at) => [
      ...(Number.isInteger(level) && level >= 0 && level <= 5
        ? []
        : [
            {
              field: `levels.${at}.level`,
              code: 'OUT_OF_RANGE' as const,
              message: 'A level is a whole number from 0 to 5.',
            },
          ]),
      ...evidenceProblems(`levels.${at}`, evidence, turns),
    ]),
  ];
}

/**
 * Why a review cannot be submitted; empty when it is complete: every competency of the rubric exactly once, level 0 to 5,
 * an outcome band, and for each of these, each critical fail and each penalty, exact quotes from the session's turns.
 */
export function reviewProblems(review: Review, rubric: RubricBody, turns: readonly TranscriptTurn[]): ReviewProblem[] {
  const { outcome, criticalFails, penalties } = review;
  const band = rubric.outcomeBands.some(({ code }) => code === outcome.band);
  const codes = (list: readonly { code: string }[]): string[] => list.map(({ code }) => code);
  return [
    ...levelProblems(review, rubric, turns),
    ...(band
      ? []
      : [
          {
            field: 'outcome.band',
            code: 'UNKNOWN' as const,
            message: `${outcome.band} is not an outcome band of the rubric.`,
          },
        ]),
    ...evidenceProblems('outcome', outcome.evidence, turns),
    ...codeProblems('criticalFails', 'a critical fail', codes(criticalFails), codes(rubric.criticalFails)),
    ...criticalFails.flatMap(({ evidence }, at) => evidenceProblems(`criticalFails.${at}`, evidence, turns)),
    ...codeProblems('penalties', 'a penalty', codes(penalties), codes(rubric.penalties)),
    ...penalties.flatMap(({ evidence }, at) => evidenceProblems(`penalties.${at}`, evidence, turns)),
  ];
}

/** Where a reviewer and a proposal stand on one competency. */
export interface LevelComparison {
  competency: string;
  reviewed: number;
  /** Null where the grader abstained. */
  proposed: number | null;
  /** reviewed - proposed; null where the grader abstained. */
  difference: number | null;
}

export interface ReviewComparison {
  levels: LevelComparison[];
  outcome: { reviewed: string; proposed: string | null; same: boolean };
  /** Codes only one of the two found. */
  criticalFails: { onlyReviewed: string[]; onlyProposed: string[] };
}

/** The review beside the proposal, per competency in the review's order; shown only after the review is submitted. */
export function compareWithProposal(
  review: Review,
  proposal: Pick<ProposedGrade, 'levels' | 'outcome' | 'criticalFails'>,
): ReviewComparison {
  const reviewedFails = review.criticalFails.map(({ code }) => code);
  const proposedFails = proposal.criticalFails.map(({ code }) => code);
  return {
    levels: review.levels.map(({ competency, level }) => {
      const proposed = proposal.levels.find((one) => one.competency === competency)?.level ?? null;
      return { competency, reviewed: level, proposed, difference: proposed === null ? null : level - proposed };
    }),
    outcome: {
      reviewed: review.outcome.band,
      proposed: proposal.outcome.band,
      same: review.outcome.band === proposal.outcome.band,
    },
    criticalFails: {
      onlyReviewed: reviewedFails.filter((code) => !proposedFails.includes(code)),
      onlyProposed: proposedFails.filter((code) => !reviewedFails.includes(code)),
    },
  };
}

const sameCodes = (first: readonly { code: string }[], second: readonly { code: string }[]): boolean => {
  const codes = (list: readonly { code: string }[]): string => [...new Set(list.map(({ code }) => code))].sort().join();
  return codes(first) === codes(second);
};

/**
 * Whether a review says what the proposal says: every level and the band that the grader proposed, and the same critical fails
 * and penalties. What the grader abstained from is the reviewer's to fill in, and no departure. Evidence may differ.
 */
export function sameAsProposal(
  review: Review,
  proposal: Pick<ProposedGrade, 'levels' | 'outcome' | 'criticalFails' | 'penalties'>,
): boolean {
  const { levels, outcome } = compareWithProposal(review, proposal);
  return (
    levels.every(({ difference }) => difference === null || difference === 0) &&
    (outcome.proposed === null || outcome.same) &&
    sameCodes(review.criticalFails, proposal.criticalFails) &&
    sameCodes(review.penalties, proposal.penalties)
  );
}
