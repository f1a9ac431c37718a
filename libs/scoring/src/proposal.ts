import type { RubricBody } from '#curricula';
import type { TranscriptFeatures } from './features/transcript-features.js';
import type { GradeLabel } from './grade-state.js';
import type { ProposedOutcome } from './grader/closing.js';
import type { ProposedCriticalFail } from './grader/critical-fails.js';
import type { ProposedPenalty } from './grader/penalties.js';
import type { ProposedLevel } from './grader/proposed-level.js';
import type { Evidence } from './transcript.js';
import { scoreOf, type Score } from './score.js';

/**
 * What makes proposals. FEATURES: rules over words. EMBEDDED: the rules and a small fitted head over sentence embeddings. JUDGE: a language
 * model, asked once per competency.
 */
export const GRADER_KINDS = ['FEATURES', 'EMBEDDED', 'JUDGE'] as const;
export type GraderKind = (typeof GRADER_KINDS)[number];

/** A proposal's numbers: a score, or the range left open by what the grader abstained from. */
export type ProposedScore =
  | { complete: true; score: Score }
  /** Final scores with every open level, band and critical fail at its worst and best. */
  | { complete: false; abstained: string[]; lowestFinal: number; highestFinal: number };

/** What one grader says of one rubric's parts. */
export interface ProposedParts {
  levels: ProposedLevel[];
  outcome: ProposedOutcome;
  criticalFails: ProposedCriticalFail[];
  penalties: ProposedPenalty[];
  /** Codes of critical fails that a judge gave no usable answer to, or cannot clear the officer of as it was not shown all words; absent where there are none, and of other graders. */
  openCriticalFails?: string[];
}

/** The registered model that judged, and what it was asked with: enough to ask it the same again. */
export interface JudgeProvenance {
  modelVersionId: string;
  /** Code and version, as registered. */
  model: string;
  weightsDigest: string;
  /** Code and SHA-256 (hex) of the prompt file. */
  promptTemplate: string;
  promptDigest: string;
  /** The samples' seeds and the orders of options follow from it. */
  seed: number;
  samples: number;
  /** Parley's own version of how answers are asked for, checked and put together. */
  judgeVersion: string;
  /** As their engines call themselves. */
  engines: string[];
  /** Questions that were not asked, as the budget for unusable answers or time was spent: codes, and `outcome.band`. */
  notAsked: string[];
  /** Words that the judge was not shown, as they are meant for whoever grades; absent where there are none. */
  withheld?: readonly Evidence[];
}

/** What a grader proposes. It certifies nothing: a person's own complete review does. */
export interface ProposedGrade extends ProposedParts {
  score: ProposedScore;
  label: GradeLabel;
  grader: GraderKind;
  /** At most 100 characters; another version is another grade. */
  graderVersion: string;
  featureVersion: string;
  features: TranscriptFeatures;
  /** Only of JUDGE. */
  judge?: JudgeProvenance;
}

/** Stands for the abstained outcome band in the list of what is open. */
export const OUTCOME = 'OUTCOME';

/**
 * The numbers of a proposal's parts, with what is left open at its lowest and its highest.
 * @throws RangeError for a rubric whose weights do not add up
 */
export function proposedScore(rubric: RubricBody, parts: ProposedParts): ProposedScore {
  const openFails = parts.openCriticalFails ?? [];
  const at = (open: number, band: string, fails: readonly string[] = []): Score =>
    scoreOf(rubric, {
      levels: parts.levels.map(({ competency, level }) => ({ competency, level: level ?? open })),
      band,
      penalties: parts.penalties.map(({ code }) => code),
      criticalFails: [...parts.criticalFails.map(({ code }) => code), ...fails],
    });
  const open = parts.levels.filter(({ level }) => level === null).map(({ competency }) => competency);
  const { band } = parts.outcome;
  if (open.length === 0 && band !== null && openFails.length === 0) return { complete: true, score: at(0, band) };
  const bands = [...rubric.outcomeBands].sort((first, second) => first.min - second.min).map(({ code }) => code);
  return {
    complete: false,
    abstained: [...open, ...(band === null ? [OUTCOME] : []), ...openFails],
    lowestFinal: at(0, band ?? bands[0], openFails).final,
    highestFinal: at(5, band ?? bands[bands.length - 1]).final,
  };
}
