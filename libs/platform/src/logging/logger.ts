import { pino, type Logger } from 'pino';

export const LOGGER = Symbol('logger');
export type { Logger };

/** What never reaches a log, wherever it stands in an object: credentials, and what was said in a dialogue. */
const REDACTED = [
  'password',
  'token',
  'accessToken',
  'authorization',
  'cookie',
  'assertion',
  'client_assertion',
  'code',
  'privateJwk',
  'private_sealed',
  'masterKey',
  'text',
  'transcript',
  'content',
  'email',
];

export function createLogger(name: string, level: string, destination?: { write(line: string): void }): Logger {
  const paths = REDACTED.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);
  const options = {
    name,
    level,
    redact: { paths: [...paths, 'req.headers.authorization', 'headers.authorization'], censor: '[redacted]' },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: faultOf },
  };
  return destination ? pino(options, destination) : pino(options);
}

/**
 * What a log may hold of an error: not the parameters of a statement or the values of a row, which database errors carry and which
 * may be what someone said.
 */
export function faultOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, code, cause } = error as Error & { code?: unknown };
  // `code` is a word that is redacted: an enrolment code is a credential.
  return { name, message, stack, errorCode: code, ...(cause === undefined ? {} : { cause: faultOf(cause) }) };
}
