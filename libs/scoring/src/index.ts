export { gradeByFeatures, type GradeInput } from './feature-grader.js';
export { tableOf } from './calibration/statistics/agreement-table.js';
export { weightedKappa } from './calibration/statistics/weighted-kappa.js';
export { FEATURE_VERSION } from './features/transcript-features.js';
export { decide } from './grade-state.js';
export { JUDGE_VERSION } from './judge/judge-identity.js';
export { judgePrompt } from './judge/judge-prompt.js';
export { askJudge, type Judgement } from './judge/ask-judge.js';
export { reproduceGrade } from './judge/reproduce-grade.js';
export { type ProposedGrade } from './proposal.js';
export { type Review } from './review.js';
export { certify, scoreOf, type Score } from './score.js';
export { isoTimeInZone, timeInZone } from './pdf/agency-time.js';
export { paperOf } from './pdf/paper.js';
export type { PdfNode } from './pdf/pdf-engine.js';
export { COLOURS, PdfText } from './pdf/pdf-text.js';
export { printPdf } from './pdf/print-pdf.js';
export * as svg from './pdf/svg.js';
export { ScoringModule } from './scoring.module.js';
export { quotes, type Evidence, type Speaker, type TranscriptTurn } from './transcript.js';
export { EmbeddedGrader } from './embedded-grader/embedded-grader.js';
export { fitGraderHead } from './embedded-grader/fit/fit-grader-head.js';
export { HEAD_FILE, type Rating, RATINGS } from './embedded-grader/grader-head.js';
export { speechOfResponse } from './embedded-grader/response-speech.js';
export {
  levelTrends,
  TREND_PERIODS,
  type LevelTrend,
  type TrendPeriod,
  type TrendQuestion,
} from './statistics/level-trends.queries.js';
export { signingStatistics, type SigningStatistics } from './statistics/signing-statistics.queries.js';
