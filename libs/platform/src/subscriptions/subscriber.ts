import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { Actor } from '../actor/actor.js';
import type { GraphqlContext } from '../graphql/graphql-context.js';

/** Who has subscribed, for as long as the stream lives: no one actor does. */
export interface Subscriber {
  /**
   * Runs one piece of work as the subscriber is at this moment: the token and the scopes of the document are checked again, the
   * actor is a new one, and its snapshot closes when the work is done.
   * @throws ParleyError UNAUTHENTICATED or FORBIDDEN, which end the stream when its source lets them through
   */
  now<T>(work: (actor: Actor) => Promise<T>): Promise<T>;
  /** Aborted when the stream has ended, whoever ended it: a source must not go on waiting. */
  readonly ended: AbortSignal;
}

/** What the resolver of a subscription gets. Resolvers below it get a context of each event's own, without `subscriber`. */
export interface SubscriptionContext extends GraphqlContext {
  subscriber: Subscriber;
}

/** The subscriber, as a parameter of the method of a subscription. */
export const CurrentSubscriber = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Subscriber =>
    GqlExecutionContext.create(context).getContext<SubscriptionContext>().subscriber,
);
