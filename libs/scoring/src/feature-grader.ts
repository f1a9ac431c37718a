import type { RubricBody } from '#curricula';
import type { OutcomePath } from '#slm';
import { FeatureInput, FEATURE_VERSION, transcriptFeatures } from './features/transcript-features.js';
import { ProposedOutcome, proposedOutcome } from './grader/closing.js';
import { assessAndDecide, safetyTimeDistance, selfRegulation } from './grader/control-levels.js';
import { proposedCriticalFails } from './grader/critical-fails.js';
import { influenceOptions, resolutionReferral } from './grader/ending-levels.js';
import { activeListening, empathyRapport, proceduralJustice } from './grader/listening-levels.js';
import { proposedPenalties } from './grader/penalties.js';
import { abstain, LevelRule, ProposedLevel } from './grader/proposed-level.js';
import { proposedScore, type ProposedGrade } from './proposal.js';
import { quotes } from './transcript.js';

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
    graderVersion: FEATURE_VERSION,
    featureVersion: FEATURE_VERSION,
    features,
  };
  return { ...grade, score: proposedScore(rubric, grade) };
}
