import { EngineError, EngineErrorCode } from '../chat-model.js';
import { retryAfterMs } from './retry-after.js';

/** By status: what will never be taken, and what may be taken later. Everything else is an answer against the protocol. */
function codeOf(status: number): EngineErrorCode {
  if (status === 429 || status === 503 || status === 408 || status === 425) return 'UNAVAILABLE';
  return status >= 400 && status < 500 ? 'REJECTED' : 'BROKEN';
}

/** Only what cannot hold dialogue: servers quote the messages they refuse. */
const SAFE_TYPE = /^[A-Za-z_]{1,60}$/;
// vLLM says it in words, llama-server by a type of its own (`exceed_context_size_error`).
const TOO_LONG = /maximum context length|exceed_context_size|exceeds the available context|context length exceeded/i;

/** The failure that an error status means. The message has the status and the kind of error, never the server's words. */
export function failureOfStatus(
  status: number,
  body: string,
  retryAfter: string | undefined,
  nowMs: number,
): EngineError {
  const type = typeOf(body);
  const why = TOO_LONG.test(body) ? ': the prompt is too long for its context' : '';
  return new EngineError(codeOf(status), `the inference server answered ${status}${type ? ` (${type})` : ''}${why}`, {
    retryAfterMs: codeOf(status) === 'UNAVAILABLE' ? retryAfterMs(retryAfter, nowMs) : undefined,
  });
}

/**
 * The failure that an error event in a stream means. vLLM sends `{"error": {message, type, code}}` and goes on to `[DONE]`, llama-server
 * the same with its status as `code`.
 */
export function failureInStream(error: unknown): EngineError {
  const { code, type } = (error ?? {}) as { code?: unknown; type?: unknown };
  const status = typeof code === 'number' && Number.isInteger(code) ? code : 500;
  const named = typeof type === 'string' && SAFE_TYPE.test(type) ? ` (${type})` : '';
  return new EngineError(codeOf(status), `the inference server broke off its answer with error ${status}${named}`);
}

/** No connection: nothing was asked yet. Dropped: it was, and the server or the network went away. */
const NO_CONNECTION = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL'];
const TOO_SLOW = ['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT'];
const CLOSED = ['UND_ERR_CLOSED', 'UND_ERR_DESTROYED'];

/** What an error of the connection means. An EngineError stays what it is. */
export function failureOfConnection(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  // Several addresses were tried and none answered: the last says enough.
  const one = error instanceof AggregateError ? (error.errors.at(-1) as unknown) : error;
  const code = String((one as { code?: unknown } | null)?.code ?? (one as Error | null)?.name ?? 'unknown');
  const details = { cause: error };
  if (NO_CONNECTION.includes(code)) return new EngineError('UNAVAILABLE', `no connection: ${code}`, details);
  if (TOO_SLOW.includes(code)) return new EngineError('TIMED_OUT', `no connection in time: ${code}`, details);
  if (CLOSED.includes(code)) return new EngineError('UNAVAILABLE', 'this client was closed', details);
  return new EngineError('BROKEN', `the connection broke: ${code}`, details);
}

function typeOf(body: string): string {
  try {
    const parsed = JSON.parse(body) as { error?: { type?: unknown } } | null;
    const type = parsed?.error?.type;
    return typeof type === 'string' && SAFE_TYPE.test(type) ? type : '';
  } catch {
    return '';
  }
}
