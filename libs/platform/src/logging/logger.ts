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
  };
  return destination ? pino(options, destination) : pino(options);
}
