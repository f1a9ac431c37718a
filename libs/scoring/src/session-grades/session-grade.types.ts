import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { enumOf, Node, ReadScope } from '#platform';
import type { GradeLabel, GradeState } from '../grade-state.js';
import { JudgeProvenanceType } from '../judge/judge-provenance.types.js';
import {
  FindingType,
  GradedOutcomeType,
  ProposedLevelType,
  ReviewedLevelType,
  ScoreType,
} from './graded-parts.types.js';
import type { ProposalHidden } from './proposal-visibility.js';

const GradeStateEnum = enumOf<GradeState>('GradeState', 'Where the grading of a scenario session stands.', {
  PROPOSED: 'A grader has proposed; no person has decided.',
  SIGNED: 'An instructor signed a review that says what the grader proposed.',
  CHANGED: 'An instructor signed a review that differs from the proposal, with a reason.',
  INVALIDATED: 'An instructor took the scenario session out of everything that counts.',
});
export const GradeLabelEnum = enumOf<GradeLabel>('GradeLabel', 'What a proposal may be used for.', {
  FORMATIVE: 'From the feature or the embedded grader: it can never certify and is never pre-filled.',
  CERTIFYING: 'From a judge whose agreement with people was measured; a person still signs.',
});
export const ProposalHiddenEnum = enumOf<ProposalHidden>('ProposalHidden', 'Why a proposal is not shown.', {
  UNTIL_OWN_REVIEW: 'The caller has not submitted a complete review of their own.',
  OWN_SESSION: 'It is about the caller’s own scenario session.',
});

@ObjectType('LevelComparison', { description: 'Where a review and the proposal stand on one competency.' })
@ReadScope('grade:read')
export class LevelComparisonType {
  @Field(() => String, { description: 'Code of the competency.' })
  competency: string;

  @Field(() => Int, { description: 'Level of the review, 0 to 5.' })
  reviewed: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Level of the proposal; null where the grader left it to a person.',
  })
  proposed: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Reviewed less proposed, in levels; null where the grader left it to a person.',
  })
  difference: number | null;
}

@ObjectType('ReviewComparison', { description: 'A review beside the proposal.' })
@ReadScope('grade:read')
export class ReviewComparisonType {
  @Field(() => [LevelComparisonType], { description: 'One entry per competency.' })
  levels: LevelComparisonType[];

  @Field(() => String, { description: 'Outcome band of the review.' })
  reviewedBand: string;

  @Field(() => String, {
    nullable: true,
    description: 'Outcome band of the proposal; null where the grader abstained.',
  })
  proposedBand: string | null;

  @Field(() => [String], { description: 'Critical fails that only the review has.' })
  criticalFailsOnlyReviewed: string[];

  @Field(() => [String], { description: 'Critical fails that only the proposal has.' })
  criticalFailsOnlyProposed: string[];

  @Field(() => Boolean, { description: 'Whether signing the review would be a change, which needs a reason.' })
  changes: boolean;
}

@ObjectType('Grade', {
  implements: () => [Node],
  description: 'What one grader proposes for one scenario session under one rubric version. Never edited.',
})
@ReadScope('grade:read')
export class GradeType extends Node {
  @Field(() => ID, { description: 'Global id of the scenario session.' })
  sessionId: string;

  @Field(() => ID, { description: 'Global id of the rubric version.' })
  rubricVersionId: string;

  @Field(() => String, { description: 'Which grader proposed it.' })
  grader: string;

  @Field(() => String, { description: 'Its version: another one makes another grade.' })
  graderVersion: string;

  @Field(() => String, { description: 'Version of what plain code reads from the transcript.' })
  featureVersion: string;

  @Field(() => JudgeProvenanceType, {
    nullable: true,
    description: 'Which language model judged and how; null where no model did.',
  })
  judge: JudgeProvenanceType | null;

  @Field(() => GradeLabelEnum, { description: 'What it may be used for.' })
  label: string;

  @Field(() => [ProposedLevelType], { description: 'One entry per competency of the rubric.' })
  levels: ProposedLevelType[];

  @Field(() => GradedOutcomeType, { description: 'How the dialogue ended.' })
  outcome: GradedOutcomeType;

  @Field(() => [FindingType], { description: 'Critical fails for a person to confirm.' })
  criticalFails: FindingType[];

  @Field(() => [FindingType], { description: 'Penalties.' })
  penalties: FindingType[];

  @Field(() => ScoreType, { nullable: true, description: 'The numbers; null where the grader left something open.' })
  score: ScoreType | null;

  @Field(() => Float, { description: 'Lowest final score that what is left open allows, in points of 100.' })
  lowestFinal: number;

  @Field(() => Float, { description: 'Highest final score that what is left open allows, in points of 100.' })
  highestFinal: number;

  @Field(() => String, { description: 'SHA-256 over turns, rubric and proposal, in hexadecimal.' })
  digest: string;

  @Field(() => Date, { description: 'When it was proposed.' })
  createdAt: Date;
}

@ObjectType('Review', {
  implements: () => [Node],
  description: 'An instructor’s own complete set of levels for one scenario session. Never edited.',
})
@ReadScope('grade:read')
export class ReviewType extends Node {
  @Field(() => ID, { description: 'Global id of the scenario session.' })
  sessionId: string;

  @Field(() => ID, { description: 'The instructor: global id of a member.' })
  reviewerId: string;

  @Field(() => [ReviewedLevelType], { description: 'One entry per competency of the rubric.' })
  levels: ReviewedLevelType[];

  @Field(() => GradedOutcomeType, { description: 'How the dialogue ended.' })
  outcome: GradedOutcomeType;

  @Field(() => [FindingType], { description: 'Critical fails that the instructor found.' })
  criticalFails: FindingType[];

  @Field(() => [FindingType], { description: 'Penalties that the instructor found.' })
  penalties: FindingType[];

  @Field(() => ScoreType, { description: 'The numbers; they certify nothing until they are signed.' })
  score: ScoreType;

  @Field(() => ReviewComparisonType, {
    description: 'The review beside the proposal that stood when it was submitted.',
  })
  comparison: ReviewComparisonType;

  @Field(() => Boolean, {
    description: 'Whether the reviewer had opened a proposal before it; false for a blind review.',
  })
  prefilled: boolean;

  @Field(() => Date, { description: 'When it was submitted.' })
  submittedAt: Date;
}

@ObjectType('GradeDecision', { description: 'The official decision about a scenario session.' })
@ReadScope('session:read')
export class GradeDecisionType {
  @Field(() => GradeStateEnum, { description: 'SIGNED, CHANGED or INVALIDATED.' })
  decision: string;

  @Field(() => String, { nullable: true, description: 'Why; null for a signature without a change.' })
  reason: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Who attests who played a session offline; null for one played live.',
  })
  proctorAttestation: string | null;

  @Field(() => Float, { nullable: true, description: 'Signed final score, points of 100; null when invalidated.' })
  final: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it passed; null when invalidated.' })
  passed: boolean | null;

  @Field(() => ScoreType, { nullable: true, description: 'The signed numbers; null when invalidated.' })
  score: ScoreType | null;

  @Field(() => [ReviewedLevelType], { description: 'The signed levels with their evidence; empty when invalidated.' })
  levels: ReviewedLevelType[];

  @Field(() => GradedOutcomeType, { nullable: true, description: 'The signed outcome; null when invalidated.' })
  outcome: GradedOutcomeType | null;

  @Field(() => [FindingType], { description: 'The signed critical fails.' })
  criticalFails: FindingType[];

  @Field(() => [FindingType], { description: 'The signed penalties.' })
  penalties: FindingType[];

  @Field(() => ID, { description: 'Who decided: global id of a member.' })
  decidedById: string;

  @Field(() => Date, { description: 'When it was decided.' })
  decidedAt: Date;
}

@ObjectType('SessionGrade', {
  description: 'How the grading of one proof session stands, as far as the caller may see.',
})
@ReadScope('session:read')
export class SessionGradeType {
  @Field(() => ID, { description: 'Global id of the scenario session.' })
  sessionId: string;

  @Field(() => GradeStateEnum, { description: 'Where it stands.' })
  state: string;

  @Field(() => GradeType, {
    nullable: true,
    description: 'The newest proposal; null while it is hidden, and for a session that no grader has graded.',
  })
  proposal: GradeType | null;

  @Field(() => ProposalHiddenEnum, { nullable: true, description: 'Why the proposal is hidden; null when it is not.' })
  proposalHidden: string | null;

  @Field(() => [ReviewType], { description: 'The caller’s own review, when submitted.' })
  reviews: ReviewType[];

  @Field(() => GradeDecisionType, {
    nullable: true,
    description:
      'The official decision; null before it, and while it is hidden. Without its reason, numbers and levels for whoever may still write a second review.',
  })
  decision: GradeDecisionType | null;

  @Field(() => Boolean, {
    description:
      'Whether the decision is hidden, as the caller may decide the appeal against it: until their own review is in, or it ends.',
  })
  decisionHidden: boolean;
}
