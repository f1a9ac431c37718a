import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import { Actor } from '../actor/actor.js';
import { ParleyError, unauthenticated } from '../errors/errors.js';
import type { Authenticator } from './authenticator.js';

/** What resolvers share within one operation. */
export interface GraphqlContext {
  actor: Actor;
  requestId: string;
  /** Why the caller is nobody although they sent a token: the operation is refused with it before it starts. */
  refusal: Error | null;
}

const BEARER = /^Bearer +([A-Za-z0-9._~+/=-]{1,8192}) *$/i;

/** The access token of `Bearer <token>`; null when it is of another form. */
export const accessTokenIn = (header: unknown): string | null =>
  (typeof header === 'string' ? BEARER.exec(header)?.[1] : undefined) ?? null;

/** One context, and one Actor, per request. Never throws: Mercurius would ask again while it handles the error. */
export async function contextOf(request: FastifyRequest, authenticator: Authenticator | null): Promise<GraphqlContext> {
  const requestId = request.id;
  const nobody = Actor.anonymous(requestId);
  const header = request.headers.authorization;
  if (header === undefined) return { actor: nobody, requestId, refusal: null };
  const accessToken = accessTokenIn(header);
  if (accessToken === null) {
    return { actor: nobody, requestId, refusal: unauthenticated('the Authorization header must be: Bearer <token>') };
  }
  if (!authenticator) return { actor: nobody, requestId, refusal: unauthenticated() };
  try {
    return { actor: await authenticator.authenticate(accessToken, requestId), requestId, refusal: null };
  } catch (error) {
    const refusal = error instanceof Error ? error : new ParleyError('INTERNAL', 'the token could not be checked');
    return { actor: nobody, requestId, refusal };
  }
}

/** The actor of the operation, as a resolver's parameter. */
export const CurrentActor = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Actor =>
    GqlExecutionContext.create(context).getContext<GraphqlContext>().actor,
);
