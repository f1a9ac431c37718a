import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Actor, Allow, CurrentActor, fromGlobalId, payload, toGlobalId, type Payload } from '#platform';
import { reviewPayload } from '../reviews/incomplete-review.js';
import { SubmitReviewInput } from '../reviews/review.inputs.js';
import { ReviewService } from '../reviews/review.service.js';
import { sessionGradeTyped } from '../session-grades/session-grade-typed.js';
import { SessionGradeService } from '../session-grades/session-grade.service.js';
import type { SessionGradeType } from '../session-grades/session-grade.types.js';
import { InvalidateSessionInput, SignReviewInput } from './decision.inputs.js';
import { DecisionService } from './decision.service.js';
import { InvalidateSessionPayload, SignReviewPayload, SubmitReviewPayload } from './decision.types.js';

@Resolver()
export class DecisionResolver {
  constructor(
    private readonly reviews: ReviewService,
    private readonly decisions: DecisionService,
    private readonly grades: SessionGradeService,
  ) {}

  @Mutation(() => SubmitReviewPayload, {
    description:
      'Stores the caller’s own complete review of a proof session, once; then the proposal is shown beside it.',
  })
  @Allow('grade:review')
  submitReview(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The review.' }) input: SubmitReviewInput,
  ): Promise<Payload<SubmitReviewPayload>> {
    return reviewPayload(async () => {
      const { sessionId } = await this.reviews.submit(actor, {
        ...input,
        sessionId: fromGlobalId('ScenarioSession', input.sessionId, 'input.sessionId'),
        levels: input.levels.map((one) => ({ ...one, reason: one.reason?.trim() || null })),
      });
      const sessionGrade = await this.load(actor, sessionId);
      return { review: sessionGrade?.reviews[0] ?? null, sessionGrade };
    });
  }

  @Mutation(() => SignReviewPayload, {
    description:
      'Makes the caller’s own review the official grade of a proof session. A pass that counts towards an approved course adds its training record at the same time. A proposal as it stands cannot be signed.',
  })
  @Allow('grade:sign')
  signReview(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'What to sign.' }) input: SignReviewInput,
  ): Promise<Payload<SignReviewPayload>> {
    return payload(async () => {
      const { sessionId, trainingRecordId } = await this.decisions.sign(actor, {
        sessionId: fromGlobalId('ScenarioSession', input.sessionId, 'input.sessionId'),
        reason: input.reason ?? null,
        proctorAttestation: input.proctorAttestation ?? null,
        idempotencyKey: input.idempotencyKey,
      });
      return {
        sessionGrade: await this.load(actor, sessionId),
        trainingRecordId: trainingRecordId && toGlobalId('TrainingRecord', trainingRecordId),
      };
    });
  }

  @Mutation(() => InvalidateSessionPayload, {
    description: 'Takes an undecided proof session out of everything that counts, with a reason; it may be sat again.',
  })
  @Allow('grade:sign')
  invalidateSession(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'What to invalidate, and why.' }) input: InvalidateSessionInput,
  ): Promise<Payload<InvalidateSessionPayload>> {
    return payload(async () => {
      const { sessionId } = await this.decisions.invalidate(actor, {
        sessionId: fromGlobalId('ScenarioSession', input.sessionId, 'input.sessionId'),
        reason: input.reason,
      });
      return { sessionGrade: await this.load(actor, sessionId) };
    });
  }

  private async load(actor: Actor, sessionId: string): Promise<SessionGradeType | null> {
    // A reviewer from outside reads on in the workspace, where the trainee has no name.
    if (!actor.holds('score:read')) return null;
    const grading = await this.grades.sessionGrade(actor, sessionId);
    return grading && sessionGradeTyped(grading);
  }
}
