import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  Actor,
  Allow,
  connectionFrom,
  CurrentActor,
  decodeCursor,
  fromGlobalId,
  LoadsNode,
  PageArgs,
  payload,
  rowsToFetch,
  toGlobalId,
  type Page,
  type Payload,
} from '#platform';
import type { InvitedReviewer } from './external-reviewer.queries.js';
import { ExternalReviewerService } from './external-reviewer.service.js';
import {
  AssignExternalReviewerInput,
  ExternalReviewerConnection,
  ExternalReviewerPayload,
  ExternalReviewerType,
  InviteExternalReviewerInput,
  RevokeExternalReviewerInput,
} from './external-reviewer.types.js';

@Resolver(() => ExternalReviewerType)
export class ExternalReviewerResolver {
  constructor(private readonly service: ExternalReviewerService) {}

  @Query(() => ExternalReviewerConnection, { description: 'Reviewers from outside, the latest invited first.' })
  @Allow('review:organise', 'AGENCY')
  async externalReviewers(@CurrentActor() actor: Actor, @Args() page: PageArgs): Promise<Page<ExternalReviewerType>> {
    const before = (decodeCursor(page.after, ['uuid'])?.[0] ?? null) as string | null;
    const rows = await this.service.list(actor, { limit: rowsToFetch(page), before });
    return connectionFrom(rows, page, (row) => [row.id], reviewerTyped);
  }

  @Mutation(() => ExternalReviewerPayload, {
    description:
      'Invites somebody from outside to review sessions assigned to them, for a time. They do not see who the trainee is.',
  })
  @Allow('review:organise', 'AGENCY')
  inviteExternalReviewer(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Whom, until when, and for what.' }) input: InviteExternalReviewerInput,
  ): Promise<Payload<ExternalReviewerPayload>> {
    return payload(async () => {
      const { sessionIds, fromQueue, ...invited } = input;
      const id = await this.service.invite(actor, {
        ...invited,
        sessionIds: sessionUuids(sessionIds),
        fromQueue: fromQueue ?? 0,
      });
      return { externalReviewer: await this.load(actor, id) };
    });
  }

  @Mutation(() => ExternalReviewerPayload, { description: 'Assigns more sessions to a reviewer from outside.' })
  @Allow('review:organise', 'AGENCY')
  assignExternalReviewer(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'To whom, and what.' }) input: AssignExternalReviewerInput,
  ): Promise<Payload<ExternalReviewerPayload>> {
    return payload(async () => {
      const id = await this.service.assign(actor, {
        reviewerId: reviewerIdOf(input),
        sessionIds: sessionUuids(input.sessionIds),
        fromQueue: input.fromQueue ?? 0,
        idempotencyKey: input.idempotencyKey,
      });
      return { externalReviewer: await this.load(actor, id) };
    });
  }

  @Mutation(() => ExternalReviewerPayload, {
    description: 'Ends the invitation of a reviewer from outside at once. What they submitted stays.',
  })
  @Allow('review:organise', 'AGENCY')
  revokeExternalReviewer(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Whose.' }) input: RevokeExternalReviewerInput,
  ): Promise<Payload<ExternalReviewerPayload>> {
    return payload(async () => {
      const id = reviewerIdOf(input);
      await this.service.revoke(actor, id);
      return { externalReviewer: await this.load(actor, id) };
    });
  }

  @LoadsNode('ExternalReviewer')
  async load(actor: Actor, id: string): Promise<ExternalReviewerType | null> {
    const row = await this.service.byId(actor, id);
    return row && reviewerTyped(row);
  }
}

const reviewerIdOf = (input: { externalReviewerId: string }): string =>
  fromGlobalId('ExternalReviewer', input.externalReviewerId, 'input.externalReviewerId');

const sessionUuids = (ids: readonly string[]): string[] =>
  ids.map((id, index) => fromGlobalId('ScenarioSession', id, `input.sessionIds[${index}]`));

const reviewerTyped = (row: InvitedReviewer): ExternalReviewerType => ({
  ...row,
  memberId: toGlobalId('Member', row.id),
});
