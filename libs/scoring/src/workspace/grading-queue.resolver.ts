import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  Actor,
  Allow,
  connectionFrom,
  CurrentActor,
  decodeCursor,
  fromGlobalId,
  payload,
  rowsToFetch,
  toGlobalId,
  type Page,
  type Payload,
} from '#platform';
import { reviewsFromOutside } from '../external-reviewers/assigned-sessions.js';
import { GradingQueueService } from './grading-queue.service.js';
import {
  ClaimReviewInput,
  ClaimReviewPayload,
  GradingQueueArgs,
  GradingQueueConnection,
  GradingQueueEntry,
  ReleaseReviewInput,
  ReleaseReviewPayload,
} from './grading-queue.types.js';
import { pseudonymOf } from './pseudonym.js';
import type { QueuedSession } from './review-queue.queries.js';

@Resolver(() => GradingQueueEntry)
export class GradingQueueResolver {
  constructor(private readonly service: GradingQueueService) {}

  @Query(() => GradingQueueConnection, {
    description:
      'Proof sessions that wait for the caller: for a decision, or for a second review. The most pressing first, without the caller’s own. It does not say what is proposed.',
  })
  @Allow('grade:review')
  async gradingQueue(@CurrentActor() actor: Actor, @Args() page: GradingQueueArgs): Promise<Page<GradingQueueEntry>> {
    // The cursor names the session alone: keys of the order would tell a reviewer what the hidden proposal says.
    const after = (decodeCursor(page.after, ['uuid'])?.[0] ?? null) as string | null;
    const filter = {
      orgUnitId: page.orgUnitId == null ? null : fromGlobalId('OrgUnit', page.orgUnitId, 'orgUnitId'),
      scenarioId: page.scenarioId == null ? null : fromGlobalId('Scenario', page.scenarioId, 'scenarioId'),
      waitingBefore: page.waitingBefore ?? null,
    };
    const rows = await this.service.queue(actor, filter, { limit: rowsToFetch(page), after });
    return connectionFrom(
      rows,
      page,
      (row) => [row.sessionId],
      (row) => entryTyped(row, actor),
    );
  }

  @Mutation(() => ClaimReviewPayload, {
    description: 'Takes a session of the queue for a while, so that no two do the same work.',
  })
  @Allow('grade:review')
  claimReview(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'What to take, and for how long.' }) input: ClaimReviewInput,
  ): Promise<Payload<ClaimReviewPayload>> {
    return payload(() => {
      const sessionId = fromGlobalId('ScenarioSession', input.sessionId, 'input.sessionId');
      return this.service.claim(actor, sessionId, input.minutes ?? null);
    });
  }

  @Mutation(() => ReleaseReviewPayload, { description: 'Gives back a session that the caller has taken.' })
  @Allow('grade:review')
  releaseReview(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'What to give back.' }) input: ReleaseReviewInput,
  ): Promise<Payload<ReleaseReviewPayload>> {
    return payload(async () => {
      await this.service.release(actor, fromGlobalId('ScenarioSession', input.sessionId, 'input.sessionId'));
      return { released: true };
    });
  }
}

function entryTyped(row: QueuedSession, actor: Actor): GradingQueueEntry {
  const claim = row.claimedBy === null ? 'NONE' : row.claimedBy === actor.principalId ? 'MINE' : 'OTHER';
  return {
    sessionId: toGlobalId('ScenarioSession', row.sessionId),
    traineeId: reviewsFromOutside(actor) ? null : toGlobalId('Member', row.traineeId),
    pseudonym: pseudonymOf(row.sessionId),
    scenarioTitle: row.scenarioTitle,
    completedAt: row.completedAt,
    needs: row.needs,
    reviewed: row.needs === 'SIGNATURE',
    claim,
    claimedUntil: row.claimedUntil,
  };
}
