import type { FastifyReply, FastifyRequest } from 'fastify';
import { noteFailure } from './operation-outcome.js';

/** What a client sees of a status, whatever the server says to itself; a path or a header of theirs is not repeated to them. */
const MESSAGES: Record<number, string> = {
  400: 'the request is not valid HTTP of this API',
  401: 'a valid access token is needed',
  404: 'there is nothing at this address',
  405: 'this address does not answer to this method',
  413: 'the body is too large',
  415: 'the content type is not one of this address',
  503: 'this cannot be answered now; try again',
};

/** Codes that a client may know from GraphQL answers. */
const CODES: Record<number, string> = { 401: 'UNAUTHENTICATED', 503: 'UNAVAILABLE' };

/** Answers a request that failed outside GraphQL, in the form of a GraphQL answer: a client reads one form of error. */
export function sendHttpFailure(reply: FastifyReply, request: FastifyRequest, status: number): void {
  const message = MESSAGES[status] ?? (status < 500 ? 'the request was refused' : 'internal error');
  const code = CODES[status] ?? (status < 500 ? 'BAD_REQUEST' : 'INTERNAL');
  noteFailure(request, code);
  void reply
    .code(status)
    .headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' })
    .type('application/json; charset=utf-8')
    .send({ errors: [{ message, extensions: { code, requestId: request.id } }] });
}

/** The status of a fault of the client's, as Fastify and Nest mark theirs; 500 for every other. */
export function statusOfFault(error: unknown): number {
  const { statusCode, status } = error as { statusCode?: unknown; status?: unknown };
  const told = [statusCode, status].find((each): each is number => typeof each === 'number');
  return told !== undefined && told >= 400 && told < 500 ? told : 500;
}
