import { z } from 'zod';

const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgres:// URL');
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const wholeNumber = (min: number, max: number) =>
  z.string().regex(/^\d+$/, 'must be a whole number').transform(Number).pipe(z.number().min(min).max(max));

/** What a browser sends as `Origin`: scheme, host and a port that is not the scheme's own, and no path. */
const isOrigin = (text: string): boolean =>
  /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text;
const origins = z
  .string()
  .transform((text) => text.split(',').map((origin) => origin.trim()))
  .refine((list) => list.every(isOrigin), 'must be origins such as https://parley.example, separated by commas');

/** As they are registered. Every worker serves `general`, with slots of its own. */
const lanes = z
  .string()
  .transform((text) => [...new Set(text.split(',').map((lane) => lane.trim()))])
  .refine(
    (list) => list.every((lane) => /^[a-z0-9][a-z0-9-]{0,62}$/.test(lane) && lane !== 'general'),
    'must be names of lanes other than general, separated by commas',
  );

/** What a deployment may leave out. */
const optional = <T extends z.ZodType>(schema: T) => schema.optional().transform((value) => value ?? null);

const masterKey = z
  .string()
  .refine((value) => /^[A-Za-z0-9+/]{43}=$/.test(value), 'must be 32 bytes in base64 (openssl rand -base64 32)');

const VARIABLES = {
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  PARLEY_DATABASE_URL: postgresUrl,
  PARLEY_WORKER_DATABASE_URL: postgresUrl,
  PARLEY_RELAY_DATABASE_URL: postgresUrl,
  PARLEY_OPERATOR_DATABASE_URL: postgresUrl,
  PARLEY_OWNER_DATABASE_URL: postgresUrl,
  PARLEY_LIBRARIAN_DATABASE_URL: postgresUrl,
  PARLEY_SUPERUSER_DATABASE_URL: postgresUrl,
  PARLEY_QUEUE_URL: z.string().regex(/^(postgres(ql)?|rediss?):\/\//, 'must be a postgres:// or redis:// URL'),
  PARLEY_MASTER_KEY: masterKey,
  /** Only while the master key changes: opens what it sealed. */
  PARLEY_PREVIOUS_MASTER_KEY: masterKey.optional(),
  PARLEY_ISSUER: z.url({ protocol: /^https?$/ }),
  PARLEY_HTTP_HOST: z.string().min(1).default('127.0.0.1'),
  PARLEY_HTTP_PORT: wholeNumber(0, 65_535).default(3000),
  PARLEY_GRAPHIQL: flag.default(false),
  PARLEY_ALLOWED_ORIGINS: origins.default([]),
  PARLEY_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  PARLEY_WORKER_CONCURRENCY: wholeNumber(1, 200).default(4),
  PARLEY_ENGINE_LANES: lanes.default([]),
  PARLEY_ENGINE_API_KEY: optional(z.string().regex(/^[\x21-\x7e]+$/, 'must be printable and without spaces')),
  PARLEY_ENGINE_FIRST_TEXT_MS: wholeNumber(50, 600_000).default(2_000),
  PARLEY_MODEL_FOLDER: optional(z.string().min(1)),
  PARLEY_BLOB_FOLDER: optional(z.string().min(1)),
  PARLEY_POOL_SIZE: wholeNumber(1, 200).default(10),
  // At least the dearest operation (MOST_POINTS in graphql/cost.ts), which could never run otherwise.
  PARLEY_COST_BUCKET: wholeNumber(25_000, 1_000_000_000).default(50_000),
  PARLEY_COST_RESTORE: wholeNumber(1, 1_000_000_000).default(1_000),
  PARLEY_OPERATION_SECONDS: wholeNumber(1, 25).default(15),
  PARLEY_DRAIN_SECONDS: wholeNumber(0, 300).default(5),
  PARLEY_METRICS_HOST: z.string().min(1).default('127.0.0.1'),
  PARLEY_METRICS_PORT: optional(wholeNumber(0, 65_535)),
  /** OpenTelemetry's own name, so that what is set for every service of a site works here too. */
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(z.url({ protocol: /^https?$/ })),
} as const;

export type Variable = keyof typeof VARIABLES;
type Value<V extends Variable> = z.output<(typeof VARIABLES)[V]>;
type MayBeAbsent = { [V in Variable]: undefined extends Value<V> ? V : never }[Variable];
export type Configuration<V extends Variable> = { readonly [K in Exclude<V, MayBeAbsent>]: Value<K> } & {
  readonly [K in Extract<V, MayBeAbsent>]?: Value<K>;
};

/** What each process needs; a variable that a process does not name is never read by it, least of all another role's password. */
export const API_VARIABLES = [
  'NODE_ENV',
  'PARLEY_DATABASE_URL',
  'PARLEY_OPERATOR_DATABASE_URL',
  'PARLEY_QUEUE_URL',
  'PARLEY_MASTER_KEY',
  'PARLEY_PREVIOUS_MASTER_KEY',
  'PARLEY_ISSUER',
  'PARLEY_HTTP_HOST',
  'PARLEY_HTTP_PORT',
  'PARLEY_ALLOWED_ORIGINS',
  'PARLEY_GRAPHIQL',
  'PARLEY_COST_BUCKET',
  'PARLEY_COST_RESTORE',
  'PARLEY_OPERATION_SECONDS',
  'PARLEY_BLOB_FOLDER',
  'PARLEY_LOG_LEVEL',
  'PARLEY_POOL_SIZE',
  'PARLEY_DRAIN_SECONDS',
  'PARLEY_METRICS_HOST',
  'PARLEY_METRICS_PORT',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
] as const satisfies readonly Variable[];

export const WORKER_VARIABLES = [
  'NODE_ENV',
  'PARLEY_WORKER_DATABASE_URL',
  'PARLEY_RELAY_DATABASE_URL',
  'PARLEY_QUEUE_URL',
  'PARLEY_MASTER_KEY',
  'PARLEY_PREVIOUS_MASTER_KEY',
  'PARLEY_ISSUER',
  'PARLEY_LOG_LEVEL',
  'PARLEY_WORKER_CONCURRENCY',
  'PARLEY_ENGINE_LANES',
  'PARLEY_ENGINE_API_KEY',
  'PARLEY_ENGINE_FIRST_TEXT_MS',
  'PARLEY_MODEL_FOLDER',
  'PARLEY_BLOB_FOLDER',
  'PARLEY_POOL_SIZE',
  'PARLEY_METRICS_HOST',
  'PARLEY_METRICS_PORT',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
] as const satisfies readonly Variable[];

export type ApiConfiguration = Configuration<(typeof API_VARIABLES)[number]>;
export type WorkerConfiguration = Configuration<(typeof WORKER_VARIABLES)[number]>;

export class ConfigurationError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`Parley cannot start: ${problems.join('; ')}`);
    this.name = 'ConfigurationError';
  }
}

/**
 * Reads and checks the variables named.
 * @throws ConfigurationError, one readable line that names each variable at fault and never shows its value
 */
export function loadConfiguration<V extends Variable>(
  names: readonly V[],
  environment: Readonly<Record<string, string | undefined>>,
): Configuration<V> {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const name of names) {
    const raw = environment[name];
    const parsed = VARIABLES[name].safeParse(raw === '' ? undefined : raw);
    if (parsed.success) values[name] = parsed.data;
    else if (raw === undefined || raw === '') problems.push(`${name} is not set`);
    else problems.push(`${name} is not valid: ${parsed.error.issues[0]?.message ?? 'unknown'}`);
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  return values as Configuration<V>;
}
