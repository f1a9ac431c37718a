import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Actor, Allow, CurrentActor, fromGlobalId, payload, toGlobalId, type Payload } from '#platform';
import { reviewPayload } from '../reviews/incomplete-review.js';
import { sessionGradeTyped } from '../session-grades/session-grade-typed.js';
import { SessionGradeService } from '../session-grades/session-grade.service.js';
import type { SessionGradeType } from '../session-grades/session-grade.types.js';
import { AppealDecisionService } from './appeal-decision.service.js';
import { AppealReviewService } from './appeal-review.service.js';
import { appealTyped } from './appeal-typed.js';
import { DecideAppealInput, SubmitAppealReviewInput } from './appeal.inputs.js';
import { AppealService } from './appeal.service.js';
import { DecideAppealPayload, SubmitAppealReviewPayload } from './appeal.types.js';

@Resolver()
export class AppealDecisionResolver {
  constructor(
    private readonly appeals: AppealService,
    private readonly reviews: AppealReviewService,
    private readonly decisions: AppealDecisionService,
    private readonly grades: SessionGradeService,
  ) {}

  @Mutation(() => SubmitAppealReviewPayload, {
    description:
      'Stores the caller’s own complete review for an open appeal, once; then the first decision and the proposal are shown beside it. Not for who signed, reviewed or played the scenario session.',
  })
  @Allow('appeal:decide')
  submitAppealReview(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The review.' }) input: SubmitAppealReviewInput,
  ): Promise<Payload<SubmitAppealReviewPayload>> {
    return reviewPayload(async () => {
      const { sessionId } = await this.reviews.submit(actor, {
        ...input,
        appealId: fromGlobalId('Appeal', input.appealId, 'input.appealId'),
        levels: input.levels.map((one) => ({ ...one, reason: one.reason?.trim() || null })),
      });
      const sessionGrade = await this.load(actor, sessionId);
      return { review: sessionGrade?.reviews[0] ?? null, sessionGrade };
    });
  }

  @Mutation(() => DecideAppealPayload, {
    description:
      'Decides an appeal. A change that turns a fail into a pass earns its hours; an invalidation takes hours out of account by a correction that points at the old training record. All of it at once or not at all.',
  })
  @Allow('appeal:decide')
  decideAppeal(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'How, and why.' }) input: DecideAppealInput,
  ): Promise<Payload<DecideAppealPayload>> {
    return payload(async () => {
      const { appealId, sessionId, trainingRecordId } = await this.decisions.decide(actor, {
        ...input,
        appealId: fromGlobalId('Appeal', input.appealId, 'input.appealId'),
      });
      const appeal = await this.appeals.byId(actor, appealId);
      return {
        appeal: appeal && appealTyped(appeal),
        sessionGrade: await this.load(actor, sessionId),
        trainingRecordId: trainingRecordId && toGlobalId('TrainingRecord', trainingRecordId),
      };
    });
  }

  private async load(actor: Actor, sessionId: string): Promise<SessionGradeType | null> {
    const grading = await this.grades.sessionGrade(actor, sessionId);
    return grading && sessionGradeTyped(grading);
  }
}
