import type { FastifyRequest } from 'fastify';
import { getOperationAST, type DocumentNode } from 'graphql';

/** What a GraphQL request was and how it ended, in words of ours only: an operation's name is whatever a client likes. */
export interface OperationOutcome {
  type: 'query' | 'mutation' | 'subscription' | 'unknown';
  /** `OK`, or the code of the first error. */
  code: string;
}

const outcomes = new WeakMap<object, OperationOutcome>();
/** Codes are constants of this code and of Mercurius; anything else would be a series of its own. */
const CODE = /^[A-Z][A-Z_]{1,40}$/;

export function noteOperation(request: FastifyRequest, document: DocumentNode, operationName: string | null): void {
  outcomeOf(request).type = getOperationAST(document, operationName)?.operation ?? 'unknown';
}

export function noteFailure(request: object | undefined, code: string | undefined): void {
  if (request && code !== undefined) outcomeOf(request).code = CODE.test(code) ? code : 'OTHER';
}

export function outcomeOf(request: object): OperationOutcome {
  let outcome = outcomes.get(request);
  if (!outcome) outcomes.set(request, (outcome = { type: 'unknown', code: 'OK' }));
  return outcome;
}
