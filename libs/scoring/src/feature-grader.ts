import type { RubricBody } from '#curricula';
import type { OutcomePath } from '#slm';
import {
  FeatureInput,
  FEATURE_VERSION,
  transcriptFeatures,
  TranscriptFeatures,
} from './features/transcript-features.js';
import { ProposedOutcome, proposedOutcome } from './grader/closing.js';
import { assessAndDecide, safetyTimeDistance, selfRegulation } from './grader/control-levels.js';
import { ProposedCriticalFail, proposedCriticalFails } from './grader/critical-fails.js';
import { influenceOptions, resolutionReferral } from './grader/ending-levels.js';
import { activeListening, empathyRapport, proceduralJustice } from './grader/listening-levels.js';
import { ProposedPenalty, proposedPenalties } from './grader/penalties.js';
import { abstain, LevelRule, ProposedLevel } from './grader/proposed-level.js';
import { Score, scoreOf } from './score.js';
import { quotes } from './transcript.js';

/** A proposal's numbers: a score, or the range left open by what the grader abstained from. */
export type ProposedScore =
  | { complete: true; score: Score }
  /** Final scores with every open level and band at its lowest and highest. */
  | { complete: false; abstained: string[]; lowestFinal: number; highestFinal: number };

/** What the feature grader proposes. It certifies nothing: a person's own complete review does. */
export interface ProposedGrade {
  levels: ProposedLevel[];
  outcome: ProposedOutcome;
  criticalFails: ProposedCriticalFail[];
  penalties: ProposedPenalty[];
  score: ProposedScore;
  label: 'FORMATIVE';
  grader: 'FEATURES';
  featureVersion: string;
  features: TranscriptFeatures;
}

export interface GradeInput extends FeatureInput {
  rubric: RubricBody;
  /** Where the player was scripted and ended the session itself: the path it ended on. */
  ending?: OutcomePath;
}

const RULES: Record<string, LevelRule> = {
  SAFETY_TIME_DISTANCE: safetyTimeDistance,
  ASSESS_AND_DECIDE: assessAndDecide,
  PROCEDURAL_JUSTICE: proceduralJustice,
  ACTIVE_LISTENING: activeListening,
  EMPATHY_RAPPORT: empathyRapport,
  SELF_REGULATION: selfRegulation,
  INFLUENCE_OPTIONS: influenceOptions,
  RESOLUTION_REFERRAL: resolutionReferral,
};

/** Stands for the abstained outcome band in the list of what is open. */
const OUTCOME = 'OUTCOME';

function proposedScore(rubric: RubricBody, grade: Omit<ProposedGrade, 'score'>): ProposedScore {
  const at = (open: number, band: string): Score =>
    scoreOf(rubric, {
      levels: grade.levels.map(({ competency, level }) => ({ competency, level: level ?? open })),
      band,
      penalties: grade.penalties.map(({ code }) => code),
      criticalFails: grade.criticalFails.map(({ code }) => code),
    });
  const open = grade.levels.filter(({ level }) => level === null).map(({ competency }) => competency);
  const { band } = grade.outcome;
  if (open.length === 0 && band !== null) return { complete: true, score: at(0, band) };
  const bands = [...rubric.outcomeBands].sort((first, second) => first.min - second.min).map(({ code }) => code);
  return {
    complete: false,
    abstained: [...open, ...(band === null ? [OUTCOME] : [])],
    lowestFinal: at(0, band ?? bands[0]).final,
    highestFinal: at(5, band ?? bands[bands.length - 1]).final,
  };
}

/**
 * Proposes levels, outcome, critical fails and penalties for a session by rules that a person can check: each level names
 * the anchor it meets and quotes the words. Deterministic. Where the words show nothing, or the rubric has a competency
 * without a rule here, it abstains. Throws RangeError for a rubric whose weights do not add up to 100.
 */
export function gradeByFeatures({ rubric, ending, ...session }: GradeInput): ProposedGrade {
  const { turns } = session;
  const features = transcriptFeatures(session);
  const read = proposedOutcome({ turns, cues: features.cues, stress: features.stress, ending });
  const known = rubric.outcomeBands.some(({ code }) => code === read.band);
  const outcome: ProposedOutcome = known || read.band === null ? read : { ...read, band: null, evidence: [] };
  const levels = rubric.competencies.map(({ code }): ProposedLevel => {
    const rule = Object.hasOwn(RULES, code) ? RULES[code] : undefined;
    const proposed =
      rule?.({ turns, features, outcome }) ?? abstain('The feature grader has no rule for this competency.');
    // A level stands on words of the transcript or not at all.
    const evidence = proposed.evidence.filter((one) => quotes(turns, one));
    return evidence.length > 0
      ? { competency: code, ...proposed, evidence }
      : { competency: code, ...abstain(proposed.reason) };
  });
  const grade: Omit<ProposedGrade, 'score'> = {
    levels,
    outcome,
    criticalFails: proposedCriticalFails(
      rubric.criticalFails.map(({ code }) => code),
      { turns, features },
    ),
    penalties: proposedPenalties(
      rubric.penalties.map(({ code }) => code),
      features,
    ),
    label: 'FORMATIVE',
    grader: 'FEATURES',
    featureVersion: FEATURE_VERSION,
    features,
  };
  return { ...grade, score: proposedScore(rubric, grade) };
}
