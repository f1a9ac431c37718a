export { fakeInferenceServer, type FakeInferenceServer } from './fake-inference-server/fake-inference-server.js';
export {
  FAKE_MODES,
  type ChatBody,
  type FakeFlavour,
  type FakeMode,
  type FakeServerOptions,
} from './fake-inference-server/fake-options.js';
export { fakeTraceCollector, type FakeTraceCollector, type ReceivedSpan } from './fake-trace-collector.js';
export { GraphqlClient, type GraphqlAnswer, type GraphqlFailure } from './graphql-client.js';
export { KnownTokens, KnownTokensModule } from './known-tokens.js';
export * from './isolation/catalog.js';
export { migrationOnRows, type MigrationOnRows } from './migration-on-rows.js';
export { officersOf, officersOfPacks, type Officers } from './officers/officers.js';
export { schemaLines } from './schema-lines.js';
export { testApp, type TestApp, type TestAppOptions } from './test-app.js';
export * from './test-database.js';
export { drawnInPdf, textOfPdf } from './text-of-pdf.js';
export { WatchedSubscription, type SubscriptionEnd } from './subscription.js';
export { TEST_HTTP } from './test-http.js';
export { hasTestRedis, testRedis, type TestRedis } from './test-redis.js';
export { until } from './until.js';
export { CALLERS, EXTERNAL_SYSTEM, type Caller, type CallerName, type IdsByType } from './world/agency-people.js';
export { reviewAndSign } from './world/review-and-sign.js';
export { buildWorld, type AgencyWorld, type World } from './world/world.js';
export { anotherAgency, anotherDevice, anotherTrainee, badInputs } from './isolation/attacks.js';
export { anotherUnit } from './isolation/another-unit.js';
export { probeBadInput, type BadInputReport, type BadInputs } from './isolation/bad-input.js';
export { rootFields } from './isolation/document.js';
export { KNOWLEDGE } from './isolation/knowledge.js';
export type { Attack } from './isolation/attack.js';
export { probe, type ProbeReport } from './isolation/probe.js';
export type { Knowledge } from './isolation/root-knowledge.js';
export { storedRows, type StoredRows } from './isolation/stored-rows.js';
export { captureStatements, type CapturedStatement } from './plans/captured-statements.js';
export { fillTables } from './plans/many-rows.js';
export { planFaults } from './plans/plan-faults.js';
export { driftBetween, TABLES_WITHOUT_ENTITY } from './drift.js';
