export { GraphqlClient, type GraphqlAnswer, type GraphqlFailure } from './graphql-client.js';
export * from './isolation/catalog.js';
export { testApp, type TestApp, type TestAppOptions } from './test-app.js';
export * from './test-database.js';
export { until } from './until.js';
export { CALLERS, EXTERNAL_SYSTEM, type Caller, type CallerName, type IdsByType } from './world/agency-people.js';
export { buildWorld, type AgencyWorld, type World } from './world/world.js';
