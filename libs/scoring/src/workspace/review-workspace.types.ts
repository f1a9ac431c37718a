import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateTime, ReadScope } from '#platform';
import { ReviewPurposeEnum } from '../reviews/review.inputs.js';
import { ReviewDifferenceType } from '../second-reviews/review-difference.types.js';
import { ReviewComparisonType } from '../session-grades/session-grade.types.js';
import { GradedInContextType, WorkspaceTurnType } from './graded-in-context.types.js';
import { NeededWorkEnum } from './grading-queue.types.js';
import { WorkspaceRubricType } from './workspace-rubric.types.js';

@ObjectType('ReviewDraft', {
  description: 'The caller’s own unfinished review. Nobody else sees it, and it signs nothing.',
})
@ReadScope('grade:review')
export class ReviewDraftType {
  @Field(() => Int, { description: 'Its revision, which the next save replaces.' })
  revision: number;

  @Field(() => DateTime, { description: 'When it was saved.' })
  savedAt: Date;

  @Field(() => GradedInContextType, { description: 'What it says so far.' })
  content: GradedInContextType;
}

@ObjectType('WorkspaceReview', { description: 'A submitted review, with each quote where it was said.' })
@ReadScope('grade:review')
export class WorkspaceReviewType {
  @Field(() => ID, {
    nullable: true,
    description: 'The reviewer: global id of a member; null for a reviewer from outside who reads another’s.',
  })
  reviewerId: string | null;

  @Field(() => GradedInContextType, { description: 'What it says.' })
  content: GradedInContextType;

  @Field(() => Float, { description: 'Its final score, in points of 100; it certifies nothing until it is signed.' })
  final: number;

  @Field(() => Boolean, { description: 'Whether its numbers meet the pass rule.' })
  passed: boolean;

  @Field(() => DateTime, { description: 'When it was submitted.' })
  submittedAt: Date;
}

@ObjectType('OtherReview', { description: 'The other of two reviews of a session that was picked for two.' })
@ReadScope('grade:review')
export class OtherReviewType {
  @Field(() => WorkspaceReviewType, { description: 'The review.' })
  review: WorkspaceReviewType;

  @Field(() => ReviewDifferenceType, { description: 'What the two say differently.' })
  difference: ReviewDifferenceType;

  @Field(() => Boolean, { description: 'Whether that is to be looked at; then a signature needs a reason.' })
  differs: boolean;
}

@ObjectType('ReviewWorkspace', {
  description: 'What one reviewer works with on one proof session. The proposal is in it once their own review is.',
})
@ReadScope('grade:review')
export class ReviewWorkspaceType {
  @Field(() => ID, { description: 'Global id of the scenario session.' })
  sessionId: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The trainee: global id of a member; null for a reviewer from outside.',
  })
  traineeId: string | null;

  @Field(() => String, { description: 'What to call the trainee without a name; the same for every reviewer.' })
  pseudonym: string;

  @Field(() => String, { description: 'Title of the scenario.' })
  scenarioTitle: string;

  @Field(() => DateTime, { nullable: true, description: 'When the scenario session ended.' })
  completedAt: Date | null;

  @Field(() => ReviewPurposeEnum, { description: 'What the review is for.' })
  purpose: string;

  @Field(() => NeededWorkEnum, {
    nullable: true,
    description: 'What the caller may do next; null where the session waits for nothing of theirs.',
  })
  needs: string | null;

  @Field(() => WorkspaceRubricType, { description: 'The rubric version that the review is written by.' })
  rubric: WorkspaceRubricType;

  @Field(() => [WorkspaceTurnType], { description: 'The whole dialogue, in its order: at most 1,000 turns.' })
  turns: WorkspaceTurnType[];

  @Field(() => ReviewDraftType, { nullable: true, description: 'The caller’s own draft; null for none.' })
  draft: ReviewDraftType | null;

  @Field(() => WorkspaceReviewType, { nullable: true, description: 'The caller’s own review; null before it is in.' })
  review: WorkspaceReviewType | null;

  @Field(() => GradedInContextType, {
    nullable: true,
    description: 'The proposal that stood when the caller’s review was submitted; null before.',
  })
  proposal: GradedInContextType | null;

  @Field(() => ReviewComparisonType, {
    nullable: true,
    description: 'The caller’s review beside the proposal; null before it is in.',
  })
  comparison: ReviewComparisonType | null;

  @Field(() => OtherReviewType, {
    nullable: true,
    description: 'Another’s review of a session picked for two, once both are in and the caller’s is one of them.',
  })
  other: OtherReviewType | null;
}
