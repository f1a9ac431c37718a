import type { FastifyReply, FastifyRequest } from 'fastify';
import { getOperationAST, parse } from 'graphql';
import { MOST_TOKENS } from './document-limits.js';
import { acceptsGraphqlResponse, GRAPHQL_RESPONSE } from './error-format.js';

/** A request that is no GraphQL over HTTP. */
class MalformedRequest extends Error {
  constructor(
    readonly statusCode: number,
    message: string,
  ) {
    super(message);
    this.name = 'MalformedRequest';
  }
}

/** What Mercurius would otherwise try as the JSON of a syntax tree, past the parser's limits. No GraphQL begins like this. */
const SYNTAX_TREE = /^\s*(\{\s*["}]|\[|"|-|\d|(true|false|null)\s*$)/;

/**
 * No page of another site may make a browser ask in passing. There is no cookie to ride on: a caller is who its Authorization header
 * says, and a browser asks before it sends that across sites, which no answer of ours allows. What is left is a question without a
 * token, for what the network may show to this browser and not to that page; over POST `requireJson` makes the browser ask first.
 * @throws MalformedRequest 403
 */
export async function refuseOtherSites(request: FastifyRequest): Promise<void> {
  const site = request.headers['sec-fetch-site'];
  const simple = request.method === 'GET' && request.headers.authorization === undefined;
  if (simple && (site === 'cross-site' || site === 'same-site'))
    throw new MalformedRequest(403, 'this is not answered across sites');
}

/**
 * A browser sends a form, or `text/plain`, across sites without asking first. JSON it does not.
 * @throws MalformedRequest 415
 */
export async function requireJson(request: FastifyRequest): Promise<void> {
  if (request.method !== 'POST') return;
  const mediaType = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') throw new MalformedRequest(415, 'the content type must be application/json');
}

/**
 * Checks the parameters of a request and takes out what means nothing.
 * @throws MalformedRequest 400
 */
export async function checkParameters(request: FastifyRequest): Promise<void> {
  const get = request.method === 'GET';
  const parameters = get ? fromUrl(request.query as Record<string, unknown>) : request.body;
  if (Array.isArray(parameters))
    throw new MalformedRequest(400, 'batches are not answered: send one operation a request');
  if (parameters === null || typeof parameters !== 'object')
    throw new MalformedRequest(400, 'the body must be a JSON object');
  const { query, operationName, variables, extensions } = parameters as Record<string, unknown>;
  if (typeof query !== 'string' || query.trim() === '')
    throw new MalformedRequest(400, 'query must be a GraphQL document');
  if (SYNTAX_TREE.test(query)) throw new MalformedRequest(400, 'query must be a GraphQL document, not JSON');
  if (!isAbsent(operationName) && typeof operationName !== 'string')
    throw new MalformedRequest(400, 'operationName must be a string');
  if (!isAbsent(variables) && !isMap(variables)) throw new MalformedRequest(400, 'variables must be a JSON object');
  if (!isAbsent(extensions) && !isMap(extensions)) throw new MalformedRequest(400, 'extensions must be a JSON object');
  if (get) assertNamesOperation(query, typeof operationName === 'string' ? operationName : null);
  // Mercurius refuses null where GraphQL over HTTP demands that it means absent, and checks variables on its own account,
  // though not each time: they stand aside until the hook before execution has checked them.
  if (!get) request.body = { query, operationName: operationName ?? undefined, heldVariables: variables ?? undefined };
}

/** The variables of a POST, unchecked. */
export function variablesOf(request: FastifyRequest): Record<string, unknown> {
  return (request.body as { heldVariables?: Record<string, unknown> } | null | undefined)?.heldVariables ?? {};
}

/** Which operation of the document runs. */
export function operationNameOf(request: FastifyRequest): string | null {
  const { operationName } = (request.method === 'GET' ? request.query : (request.body ?? {})) as {
    operationName?: unknown;
  };
  return typeof operationName === 'string' ? operationName : null;
}

export async function answerMediaType(request: FastifyRequest, reply: FastifyReply, body: unknown): Promise<unknown> {
  const wanted = acceptsGraphqlResponse({ reply: { request, header: () => undefined } });
  reply.header('content-type', `${wanted ? GRAPHQL_RESPONSE : 'application/json'}; charset=utf-8`);
  reply.header('cache-control', 'no-store');
  return body;
}

/** Over GET Mercurius looks at the operation before it knows that there is one, and fails on a fault of its own. */
function assertNamesOperation(query: string, operationName: string | null): void {
  let document;
  try {
    document = parse(query, { maxTokens: MOST_TOKENS });
  } catch {
    // Mercurius says better what is wrong with it.
    return;
  }
  if (!getOperationAST(document, operationName)) {
    throw new MalformedRequest(400, 'operationName must name one operation of the document');
  }
}

const isAbsent = (value: unknown): boolean => value === undefined || value === null;
const isMap = (value: unknown): boolean => typeof value === 'object' && !Array.isArray(value);

function fromUrl(query: Record<string, unknown>): Record<string, unknown> {
  const { variables, extensions, ...rest } = query;
  return { ...rest, variables: jsonOf(variables, 'variables'), extensions: jsonOf(extensions, 'extensions') };
}

function jsonOf(text: unknown, name: string): unknown {
  if (isAbsent(text)) return undefined;
  try {
    return JSON.parse(String(text)) as unknown;
  } catch {
    throw new MalformedRequest(400, `${name} must be JSON`);
  }
}
