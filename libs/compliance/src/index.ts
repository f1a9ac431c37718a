export { ComplianceModule } from './compliance.module.js';
export { ComplianceService } from './reports/compliance.service.js';
export type { AgencyCompliance, MemberCompliance } from './reports/compliance.service.js';
export { mandateVersionSchema } from './mandates/mandate.js';
export type { CountingRules, ExemptionRule, MandateVersion } from './mandates/mandate.js';
export { mandateSchemaPage } from './mandates/mandate-json-schema.js';
export { readMandate, readMandatePack, type MandatePackName } from './mandates/read-mandate-pack.js';
export { periodSchema } from './mandates/period.js';
export type { Period } from './mandates/period.js';
export { predicateSchema } from './mandates/predicate.js';
export type { Predicate } from './mandates/predicate.js';
export { flatten, requirementSchema } from './mandates/requirement.js';
export type { Requirement } from './mandates/requirement.js';
export { evaluate, statusIntervals } from './evaluation/evaluate.js';
export type { StatusInterval } from './evaluation/evaluate.js';
export { timeline, type MissingPart, type TimelineInterval, type TimelineSegment } from './evaluation/timeline.js';
export { explainExclusion, explainNode, explainStatus } from './evaluation/explain.js';
export { EXCLUSION_REASONS } from './evaluation/evaluation.js';
export type {
  ComplianceStatus,
  Evaluation,
  EvaluationNode,
  EvaluationProblem,
  ExclusionReason,
} from './evaluation/evaluation.js';
export type {
  Allocation,
  CompliancePolicy,
  Consequence,
  Credit,
  EvaluationInput,
  Exemption,
  Fact,
  LedgerEntry,
  PlannedClass,
  RosterStatus,
  Waiver,
} from './evaluation/input.js';
export { isLocalDate, localDateOf } from './evaluation/local-date.js';
export type { LocalDate } from './evaluation/local-date.js';
export { markStale } from './standings/mark-stale.js';
export { freshness, type Freshness } from './standings/freshness.queries.js';
export { standingsOn, type StandingsQuestion, type StoredStanding } from './standings/standings-on.queries.js';
export { verifyAgency, type VerifiedAgency } from './standings/verify-agency.js';
export { verifyStandings, type StandingDifference, type VerifiedStandings } from './standings/verify-standings.js';
export { verifySnapshots, type VerifiedSnapshot } from './snapshots/verify-snapshots.js';
