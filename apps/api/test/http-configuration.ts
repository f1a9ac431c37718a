import type { HttpConfiguration } from '#platform';

/** As TEST_HTTP of `#testing`, which brings every context, and with them a second type of each name that a small API has. */
export const SMALL_HTTP: HttpConfiguration = {
  PARLEY_HTTP_HOST: '127.0.0.1',
  PARLEY_HTTP_PORT: 0,
  PARLEY_GRAPHIQL: false,
  PARLEY_ALLOWED_ORIGINS: [],
  PARLEY_COST_BUCKET: 1_000_000_000,
  PARLEY_COST_RESTORE: 1_000_000_000,
  PARLEY_OPERATION_SECONDS: 15,
};
