export * from './embedded-postgres.js';
export { findFreePort } from './free-port.js';
export { processIdentity } from './process-identity.js';
export { acquireProcessLock, LockHeldError, type LockOwner, type ProcessLock } from './process-lock.js';
