export { appealDecided } from './appeals/appeal-events.js';
export { GradeDecisionEntity, type OfficialDecision } from './decisions/grade-decision.entity.js';
export { gradeByFeatures, type GradeInput } from './feature-grader.js';
export { tableOf } from './calibration/statistics/agreement-table.js';
export { weightedKappa } from './calibration/statistics/weighted-kappa.js';
export { type ScenarioCue } from './features/cues.js';
export { FEATURE_VERSION, transcriptFeatures, type TranscriptFeatures } from './features/transcript-features.js';
export {
  canSign,
  decide,
  GRADE_STATES,
  type GradeDecision,
  type GradeLabel,
  type GradeState,
  type GradeTransition,
  type GradeUnderReview,
  type SignDecision,
  type SubmittedReview,
} from './grade-state.js';
export { GradeEntity } from './grading/grade.entity.js';
export { type ProposedOutcome } from './grader/closing.js';
export { type ProposedCriticalFail } from './grader/critical-fails.js';
export { type ProposedPenalty } from './grader/penalties.js';
export { type ProposedLevel } from './grader/proposed-level.js';
export { judgeSessionTask } from './grading/judge-session.js';
export { judgeBias, type JudgeBias } from './judge/judge-and-player.js';
export { JUDGE_VERSION, judgeGraderVersion, judgeSeed } from './judge/judge-identity.js';
export { judgePrompt, type JudgePrompt } from './judge/judge-prompt.js';
export { askJudge, type Judgement, type JudgingOptions } from './judge/ask-judge.js';
export { reproduceGrade, type Reproduction } from './judge/reproduce-grade.js';
export { storeJudgement } from './judge/store-judgement.js';
export { UnusableJudgementEntity, type JudgementProblem } from './judge/unusable-judgement.entity.js';
export {
  GRADER_KINDS,
  type GraderKind,
  type JudgeProvenance,
  type ProposedGrade,
  type ProposedParts,
  type ProposedScore,
} from './proposal.js';
export {
  compareWithProposal,
  reviewProblems,
  sameAsProposal,
  type LevelComparison,
  type Review,
  type ReviewComparison,
  type ReviewProblem,
} from './review.js';
export { ReviewEntity } from './reviews/review.entity.js';
export {
  certify,
  CRITICAL_FAIL_CAP,
  meetsPassRule,
  scoreOf,
  type CertifiedPass,
  type PassFailure,
  type Score,
  type ScoreInput,
  type ScoringRules,
  type Signature,
} from './score.js';
export { ScoringModule } from './scoring.module.js';
export { quotes, type Evidence, type Speaker, type TranscriptTurn } from './transcript.js';
export { EmbeddedGrader } from './embedded-grader/embedded-grader.js';
export { fitGraderHead } from './embedded-grader/fit/fit-grader-head.js';
export { type EmbeddedProposal } from './embedded-grader/grade-by-ratings.js';
export { type TurnRating } from './embedded-grader/turn-ratings.js';
export { HEAD_FILE, type Rating, RATINGS, type ResponseRating } from './embedded-grader/grader-head.js';
export { type HeardResponse } from './embedded-grader/response-features.js';
export { speechOfResponse } from './embedded-grader/response-speech.js';
