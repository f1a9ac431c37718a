export { AccessLog } from './access-log/access-log.js';
export { type Viewed, type ViewedWhat } from './access-log/viewed.js';
export * from './actor/actor.js';
export * from './actor/scope.js';
export * from './audit/audit.js';
export * from './blobs/index.js';
export * from './config/config.js';
export * from './database/control-db.js';
export { openDataSource, type SourceOptions } from './database/data-source.js';
export { oneTransaction, type PlainTx } from './database/one-transaction.js';
export { migrate } from './database/migrate.js';
export { revertMigrations, type Reverted } from './database/revert-migrations.js';
export { databaseOf, provision, withDatabase, type RoleUrls } from './database/provision.js';
export * from './database/roles.js';
export { SnakeCaseNaming } from './database/naming.js';
export { TenantDb } from './database/tenant-db.js';
export type { SqlValue, TenantTx } from './database/tenant-tx.js';
export * from './embedded/index.js';
export * from './errors/errors.js';
export { defineEvent, Events, type EventDefinition } from './events/events.js';
export * from './graphql/index.js';
export { canonicalJson, digestOf, idempotent } from './idempotency/idempotency.js';
export * from './ids/global-id.js';
export {
  KEY_PURPOSES,
  KEY_SET_MAX_AGE_SECONDS,
  LONGEST_LIVES,
  PUBLISH_SECONDS,
  QUICK_PUBLISH_SECONDS,
  type KeyPhase,
  type KeyPurpose,
} from './keys/key-life.js';
export { listSigningKeys, type ListedKey } from './keys/list-signing-keys.js';
export { ensureSigningKeys } from './keys/make-signing-key.js';
export type { MasterKeys } from './keys/master-key.js';
export { resealSigningKeys } from './keys/reseal-signing-keys.js';
export {
  compromiseSigningKey,
  pruneSigningKeys,
  rotateSigningKeys,
  type Compromise,
  type Rotation,
} from './keys/rotate-signing-keys.js';
export { SigningKeys, type SigningKey } from './keys/signing-keys.js';
export { DatabaseHealth } from './database/database-health.js';
export { endOnSignal } from './lifecycle/end-on-signal.js';
export { exitWithParent } from './lifecycle/exit-with-parent.js';
export type { LiveBody } from './live/live-message.js';
export { Live } from './live/live.js';
export type { WakeUps } from './live/wake-ups.js';
export * from './logging/logger.js';
export { BoundedMap } from './memory/bounded-map.js';
export { defineCounter, defineDuration, defineGauge } from './metrics/metric.js';
export { watchTaskBacklog } from './metrics/task-backlog.js';
export { startOperationsServer, type OperationsServer, type Readiness } from './metrics/operations-server.js';
export { ISSUER, PlatformModule, registeredEntities, type PlatformOptions } from './platform.module.js';
export * from './operations/index.js';
export * from './subscriptions/index.js';
export { BELL, QueueBell, silentBell, type Bell } from './tasks/bell.js';
export { migrateQueue } from './tasks/migrate-queue.js';
export { defineTask, GENERAL_LANE, type Lease, type TaskDefinition, type TaskHandler } from './tasks/task.js';
export { type ServedLane } from './tasks/lane-worker.js';
export { TaskWorker } from './tasks/task-worker.js';
export { queueReachable } from './tasks/queue-reachable.js';
export { Tasks } from './tasks/tasks.js';
export { startTracing, type RunningTracing } from './tracing/start-tracing.js';
export { beginSpan, currentTraceparent, inSpan, traceHeaders, type Span } from './tracing/tracing.js';
