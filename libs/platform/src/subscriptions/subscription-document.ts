import { OperationTypeNode, parse, specifiedRules, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { ParleyError } from '../errors/errors.js';
import { documentRules, MOST_ERRORS, MOST_TOKENS } from '../graphql/document-limits.js';
import { operationNamed } from '../graphql/document-scopes.js';

export interface SubscriptionOperation {
  schema: GraphQLSchema;
  document: DocumentNode;
  operationName: string | null;
  variableValues: Record<string, unknown>;
}

/**
 * What a subscribe message asks for, held to all that an HTTP request is held to. Scopes are checked with the actor, and variables
 * when the stream opens.
 * @throws GraphQLError, ParleyError BAD_INPUT, or an Error whose `errors` are GraphQLErrors
 */
export function subscriptionOperation(
  schema: GraphQLSchema,
  { query, operationName, variables }: SubscribePayload,
  introspection: boolean,
): SubscriptionOperation {
  const document = parse(query, { maxTokens: MOST_TOKENS });
  const faults = validate(schema, document, [...specifiedRules, ...documentRules(introspection)], {
    maxErrors: MOST_ERRORS,
  });
  if (faults.length > 0) throw Object.assign(new Error('the document is not valid'), { errors: faults });
  const operation = operationNamed(document, operationName ?? null);
  if (operation.operation !== OperationTypeNode.SUBSCRIPTION) {
    throw new ParleyError('BAD_INPUT', `send a ${operation.operation} over HTTP: this socket is for subscriptions`);
  }
  return { schema, document, operationName: operationName ?? null, variableValues: variables ?? {} };
}
