import { toGlobalId } from '#platform';
import type { GradeEntity } from '../grading/grade.entity.js';
import { judgeProvenanceTyped } from '../judge/judge-provenance.types.js';
import { compareWithProposal, sameAsProposal } from '../review.js';
import type { ReviewEntity } from '../reviews/review.entity.js';
import type { Score } from '../score.js';
import type { PassFailureType, ScoreType } from './graded-parts.types.js';
import type { PracticeDebriefType } from './practice-debrief.types.js';
import type { ComparedReview, SessionGrading } from './session-grade.service.js';
import type {
  GradeDecisionType,
  GradeType,
  ReviewComparisonType,
  ReviewType,
  SessionGradeType,
} from './session-grade.types.js';

export const sessionGradeTyped = ({
  session,
  state,
  grade,
  hidden,
  own,
  decision,
  decisionHidden,
  signed,
}: SessionGrading): SessionGradeType => ({
  sessionId: toGlobalId('ScenarioSession', session.id),
  state,
  proposal: grade && gradeTyped(grade),
  proposalHidden: hidden,
  reviews: own ? [reviewTyped(own)] : [],
  decision: decision && decisionTyped(decision, signed),
  decisionHidden,
});

export const gradeTyped = (grade: GradeEntity): GradeType => ({
  id: grade.id,
  sessionId: toGlobalId('ScenarioSession', grade.sessionId),
  rubricVersionId: toGlobalId('RubricVersion', grade.rubricVersionId),
  grader: grade.grader,
  graderVersion: grade.graderVersion,
  featureVersion: grade.proposal.featureVersion,
  judge: grade.proposal.judge ? judgeProvenanceTyped(grade.proposal.judge) : null,
  label: grade.label,
  ...proposedParts(grade),
  score: grade.proposal.score.complete ? scoreTyped(grade.proposal.score.score) : null,
  digest: grade.digest,
  createdAt: grade.createdAt,
});

export const practiceTyped = (grade: GradeEntity): PracticeDebriefType => ({
  sessionId: toGlobalId('ScenarioSession', grade.sessionId),
  label: grade.label,
  ...proposedParts(grade),
});

export function reviewTyped({ review, grade }: ComparedReview): ReviewType {
  const { content } = review;
  return {
    id: review.id,
    sessionId: toGlobalId('ScenarioSession', review.sessionId),
    reviewerId: toGlobalId('Member', review.reviewerId),
    ...content,
    score: scoreTyped(review.score),
    comparison: comparisonTyped({ review, grade }),
    prefilled: review.prefilledGradeId !== null,
    submittedAt: review.submittedAt,
  };
}

function comparisonTyped({ review: { content }, grade: { proposal } }: ComparedReview): ReviewComparisonType {
  const { levels, outcome, criticalFails } = compareWithProposal(content, proposal);
  return {
    levels,
    reviewedBand: outcome.reviewed,
    proposedBand: outcome.proposed,
    criticalFailsOnlyReviewed: criticalFails.onlyReviewed,
    criticalFailsOnlyProposed: criticalFails.onlyProposed,
    changes: !sameAsProposal(content, proposal),
  };
}

export function decisionTyped(
  decision: NonNullable<SessionGrading['decision']>,
  signed: ReviewEntity | null,
): GradeDecisionType {
  return {
    decision: decision.decision,
    reason: decision.reason,
    proctorAttestation: decision.proctorAttestation,
    final: decision.final,
    passed: decision.passed,
    score: signed && scoreTyped(signed.score),
    levels: signed?.content.levels ?? [],
    outcome: signed?.content.outcome ?? null,
    criticalFails: signed?.content.criticalFails ?? [],
    penalties: signed?.content.penalties ?? [],
    decidedById: toGlobalId('Member', decision.decidedBy),
    decidedAt: decision.decidedAt,
  };
}

const proposedParts = ({ proposal, lowestFinal, highestFinal }: GradeEntity) => ({
  levels: proposal.levels,
  outcome: proposal.outcome,
  criticalFails: proposal.criticalFails,
  penalties: proposal.penalties,
  lowestFinal,
  highestFinal,
});

const scoreTyped = (score: Score): ScoreType => ({ ...score, failures: score.failures.map(failureTyped) });

function failureTyped(failure: Score['failures'][number]): PassFailureType {
  if (failure.rule === 'LEVEL_BELOW_MINIMUM') return { rule: failure.rule, about: failure.competency };
  return { rule: failure.rule, about: failure.rule === 'CRITICAL_FAIL' ? failure.code : null };
}
