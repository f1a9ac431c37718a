import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { RubricPurpose } from '#curricula';
import { Actor, Allow, Cost, CurrentActor, fromGlobalId, payload, toGlobalId, type Payload } from '#platform';
import { ReviewPurposeEnum } from '../reviews/review.inputs.js';
import type { ReviewEntity } from '../reviews/review.entity.js';
import { differenceTyped } from '../second-reviews/review-difference.types.js';
import { reviewTyped } from '../session-grades/session-grade-typed.js';
import { gradedInContext } from './graded-in-context.js';
import type { GradedInContextType } from './graded-in-context.types.js';
import { pseudonymOf } from './pseudonym.js';
import type { DraftContent } from './review-draft.entity.js';
import { ReviewDraftService } from './review-draft.service.js';
import { SaveReviewDraftInput, SaveReviewDraftPayload } from './review-draft.types.js';
import { ReviewWorkspaceService, type Workspace } from './review-workspace.service.js';
import { ReviewWorkspaceType, type WorkspaceReviewType } from './review-workspace.types.js';
import { rubricTyped } from './workspace-rubric.types.js';

@Resolver(() => ReviewWorkspaceType)
export class ReviewWorkspaceResolver {
  constructor(
    private readonly workspaces: ReviewWorkspaceService,
    private readonly drafts: ReviewDraftService,
  ) {}

  @Query(() => ReviewWorkspaceType, {
    nullable: true,
    description:
      'A proof session as its reviewer works with it; null for one that the caller may not review, and before it is graded.',
  })
  @Allow('grade:review')
  @Cost(50)
  async reviewWorkspace(
    @CurrentActor() actor: Actor,
    @Args('sessionId', { type: () => ID, description: 'Global id of a scenario session.' }) sessionId: string,
    @Args('purpose', {
      type: () => ReviewPurposeEnum,
      nullable: true,
      description: 'What the review is for; CERTIFICATION when left out or null.',
    })
    purpose: RubricPurpose | null,
  ): Promise<ReviewWorkspaceType | null> {
    const uuid = fromGlobalId('ScenarioSession', sessionId, 'sessionId');
    const workspace = await this.workspaces.workspace(actor, uuid, purpose ?? 'CERTIFICATION');
    return workspace && workspaceTyped(workspace, purpose ?? 'CERTIFICATION');
  }

  @Mutation(() => SaveReviewDraftPayload, {
    description: 'Saves the caller’s unfinished review as a whole, so that they can stop and go on. It signs nothing.',
  })
  @Allow('grade:review')
  saveReviewDraft(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The draft.' }) input: SaveReviewDraftInput,
  ): Promise<Payload<SaveReviewDraftPayload>> {
    return payload(() =>
      this.drafts.save(actor, {
        sessionId: fromGlobalId('ScenarioSession', input.sessionId, 'input.sessionId'),
        purpose: input.purpose ?? 'CERTIFICATION',
        revision: input.revision,
        content: draftContent(input),
      }),
    );
  }
}

const draftContent = ({ levels, outcome, criticalFails, penalties }: SaveReviewDraftInput): DraftContent => ({
  levels: levels.map(({ competency, level, evidence, reason }) => ({
    competency,
    level: level ?? null,
    evidence,
    reason: reason?.trim() || null,
  })),
  outcome: { band: outcome?.band ?? null, evidence: outcome?.evidence ?? [] },
  criticalFails,
  penalties,
});

function workspaceTyped(workspace: Workspace, purpose: RubricPurpose): ReviewWorkspaceType {
  const { session, fromOutside, turns, shown, draft, own, other } = workspace;
  const inContext = (content: DraftContent): GradedInContextType => gradedInContext(content, turns, shown);
  const reviewShown = (review: ReviewEntity, whose: 'OWN' | 'OTHER'): WorkspaceReviewType => ({
    reviewerId: fromOutside && whose === 'OTHER' ? null : toGlobalId('Member', review.reviewerId),
    content: inContext(review.content),
    final: review.final,
    passed: review.passed,
    submittedAt: review.submittedAt,
  });
  return {
    sessionId: toGlobalId('ScenarioSession', session.id),
    traineeId: fromOutside ? null : toGlobalId('Member', session.traineeId),
    pseudonym: pseudonymOf(session.id),
    scenarioTitle: workspace.scenarioTitle,
    completedAt: session.completedAt,
    purpose,
    needs: workspace.needs,
    rubric: rubricTyped(workspace.rubricVersion),
    turns,
    draft: draft && { revision: draft.revision, savedAt: draft.savedAt, content: inContext(draft.content) },
    review: own && reviewShown(own.review, 'OWN'),
    proposal: own && inContext(own.grade.proposal),
    comparison: own && reviewTyped(own).comparison,
    other: other && {
      review: reviewShown(other.review, 'OTHER'),
      difference: differenceTyped(other.difference),
      differs: other.differs,
    },
  };
}
