import { GraphQLError, type ExecutionResult, type FormattedExecutionResult } from 'graphql';
import { faultOf, type Logger } from '../logging/logger.js';
import { ParleyError, UserError } from '../errors/errors.js';
import { badInputFrom } from './bad-input.js';
import type { OperationCost } from './charge.js';
import { noteFailure } from './operation-outcome.js';
import { variableProblem } from './variable-problem.js';

interface Answer {
  message: string;
  code: string;
  details?: Record<string, unknown>;
  /** Of an HTTP fault (no JSON, too large, wrong method), which is no GraphQL answer at all. */
  httpStatus?: number;
}

/** As much of Mercurius's context as there is when a request fails, which may be before a context was made. */
export interface FailedOperation {
  requestId?: string;
  /** Once it is known. */
  cost?: () => OperationCost;
  /** Whether it changes nothing. */
  reads?: boolean;
  reply?: { request: { id: string; headers: Record<string, unknown> }; header(name: string, value: string): unknown };
}

export interface FormattedFailure {
  statusCode: number;
  response: FormattedExecutionResult;
}

/** Longer messages come from input that GraphQL echoes. */
const LONGEST_MESSAGE = 300;

const STATUSES: Record<string, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  THROTTLED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
  TIMEOUT: 504,
};

/** Codes that fail an operation as a whole: what came before them is no answer, and the same may work a moment later. */
const INTERRUPTED = new Set(['UNAVAILABLE', 'TIMEOUT']);
const LOGGED = new Set(['INTERNAL', ...INTERRUPTED]);
/** Seconds until a client may try again where nothing better is known. */
const RETRY_AFTER = 1;

/** graphql-js names fields and values that it has nearby, which is introspection by other means. */
const SUGGESTION = / Did you mean [^]*$/;

export const GRAPHQL_RESPONSE = 'application/graphql-response+json';

/**
 * The one place where an error becomes what a client sees. What is not ours to show is logged and masked.
 * @param suggestions whether errors may name fields and values that the document did not
 */
export function errorFormatter(logger: Logger, suggestions: boolean) {
  return (execution: ExecutionResult, operation: FailedOperation): FormattedFailure => {
    const requestId = operation.requestId ?? operation.reply?.request.id ?? 'unknown';
    const failures = flatten(execution.errors ?? []).map((error) => ({ error, answer: answerFor(error) }));
    const toLog = failures.filter(({ answer }) => LOGGED.has(answer.code));
    for (const { error, answer } of toLog) {
      logger.error({ requestId, path: error.path, fault: faultOf(originOf(error)) }, answer.message);
    }
    const interrupted = failures.find(({ answer }) => INTERRUPTED.has(answer.code));
    const whole = interrupted && (operation.reads || isNothing(execution.data)) ? interrupted : undefined;
    const told = whole ? [whole] : failures;
    const answers = told.map(({ answer }) => answer);
    noteFailure(operation.reply?.request, answers[0]?.code);
    const started = 'data' in execution && !whole;
    const statusCode = statusOf(answers, started, acceptsGraphqlResponse(operation));
    if (statusCode === 401) operation.reply?.header('www-authenticate', 'Bearer');
    if (statusCode === 429 || statusCode === 503) operation.reply?.header('retry-after', retryAfter(answers));
    return {
      statusCode,
      response: {
        ...(started ? { data: execution.data } : {}),
        errors: told.map(({ error, answer: { message, code, details } }) => ({
          message: shown(suggestions ? message : message.replace(SUGGESTION, '')),
          ...(error.locations ? { locations: error.locations } : {}),
          ...(error.path && !whole ? { path: error.path } : {}),
          extensions: { code, requestId, ...details },
        })),
        ...(operation.cost && !started ? { extensions: { cost: operation.cost() } } : {}),
      },
    };
  };
}

const shown = (message: string): string =>
  message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)}…` : message;

const isNothing = (data: ExecutionResult['data']): boolean =>
  !data || Object.values(data).every((value) => value === null);

const retryAfter = (answers: readonly Answer[]): string =>
  String(answers.find(({ details }) => details?.retryAfterSeconds)?.details?.retryAfterSeconds ?? RETRY_AFTER);

export const acceptsGraphqlResponse = (operation: FailedOperation): boolean =>
  String(operation.reply?.request.headers['accept'] ?? '').includes(GRAPHQL_RESPONSE);

/** Mercurius wraps all faults of a document in one error of its own. */
function flatten(errors: readonly GraphQLError[]): GraphQLError[] {
  return errors.flatMap((error) => {
    const inner = (error.originalError as { errors?: unknown } | undefined)?.errors;
    if (!Array.isArray(inner)) return [error];
    const status = (error.originalError as { statusCode?: unknown }).statusCode;
    return inner.map((each: Error) =>
      each instanceof GraphQLError
        ? each
        : new GraphQLError(each.message, { originalError: Object.assign(each, { statusCode: status }) }),
    );
  });
}

function answerFor(error: GraphQLError): Answer {
  const origin = originOf(error);
  if (origin instanceof ParleyError) return fromParleyError(origin);
  if (origin instanceof UserError) return fromParleyError(badInputFrom(origin));
  // With a place in the document and none in the answer it is graphql-js that speaks, whatever a scalar threw beneath it.
  if (error.path === undefined && (origin instanceof GraphQLError || error.nodes?.length)) return fromDocument(error);
  if (origin instanceof GraphQLError) {
    // An argument that only turned out wrong when its variable's default met null; errors of resolvers and scalars have no nodes.
    if (origin !== error && origin.nodes?.length) return { message: origin.message, code: 'BAD_INPUT' };
    return MASKED;
  }
  const status = (origin as { statusCode?: unknown }).statusCode;
  if (error.path === undefined && typeof status === 'number' && status >= 400 && status < 500) {
    return { message: origin.message, code: 'BAD_REQUEST', httpStatus: status };
  }
  return MASKED;
}

const MASKED: Answer = { message: 'internal error', code: 'INTERNAL' };

function fromParleyError(error: ParleyError): Answer {
  return error.code === 'INTERNAL' ? MASKED : { message: error.message, code: error.code, details: error.details };
}

/** What graphql-js itself says about a document or its variables. The compiled form of a query leaves `extensions` out. */
function fromDocument(error: GraphQLError): Answer {
  const code = (error.extensions as Record<string, unknown> | undefined)?.['code'];
  if (typeof code === 'string') return { message: error.message, code };
  const problem = variableProblem(error);
  if (problem) {
    const message = `${problem.field}: ${problem.message}`;
    return { message, code: 'BAD_INPUT', details: { fields: [problem] } };
  }
  if (error.message.startsWith('Syntax Error')) return { message: error.message, code: 'GRAPHQL_PARSE_FAILED' };
  return { message: error.message, code: 'GRAPHQL_VALIDATION_FAILED' };
}

function originOf(error: GraphQLError): Error {
  let origin: Error = error;
  while (origin instanceof GraphQLError && origin.originalError) origin = origin.originalError;
  return origin;
}

/** GraphQL over HTTP: 200 for whatever ran; else a client that asked for the new media type gets the true status. */
function statusOf(answers: readonly Answer[], started: boolean, wantsStatus: boolean): number {
  if (started) return 200;
  const http = answers.find((answer) => answer.httpStatus !== undefined)?.httpStatus;
  if (http !== undefined) return http;
  const statuses = answers.map((answer) => STATUSES[answer.code] ?? 400);
  const worst = Math.max(400, ...statuses);
  return wantsStatus || worst === 401 || worst === 429 || worst >= 500 ? worst : 200;
}
