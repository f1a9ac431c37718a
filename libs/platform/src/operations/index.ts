export { hasEnded, type OperationCounts, type OperationState } from './operation.js';
export { operationsByIds, type Operation, type OperationReach } from './operation.queries.js';
export { operationTyped } from './operation.resolver.js';
export { OperationType } from './operation.types.js';
export { tasksNobodyDoes } from './piece-tasks.queries.js';
export { operationEnded, Operations } from './operations.js';
export { OperationsModule } from './operations.module.js';
