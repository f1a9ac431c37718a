import type { HttpConfiguration } from '#platform';

/** A port that is free, no introspection, and more points than a test can spend. */
export const TEST_HTTP: HttpConfiguration = {
  PARLEY_HTTP_HOST: '127.0.0.1',
  PARLEY_HTTP_PORT: 0,
  PARLEY_GRAPHIQL: false,
  PARLEY_ALLOWED_ORIGINS: [],
  PARLEY_COST_BUCKET: 1_000_000_000,
  PARLEY_COST_RESTORE: 1_000_000_000,
  PARLEY_OPERATION_SECONDS: 15,
};
