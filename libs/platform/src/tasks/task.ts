import type { Actor } from '../actor/actor.js';

/** A kind of task and, in its type, what it carries besides its agency: ids only, for a handler re-reads state. */
export interface TaskDefinition<Payload = unknown> {
  readonly name: string;
  /** Lower goes first: a live turn (10) before a grading (50) before an export (100). */
  readonly priority: number;
  /** Only a type: never set. */
  readonly payload?: Payload;
}

/** Where tasks wait that need no engine of a lane; every worker serves it. */
export const GENERAL_LANE = 'general';

/** The least urgent priority that a live turn may have: what is less urgent never takes the last slots of a lane. */
export const LIVE_PRIORITY = 10;

const defined = new Map<string, TaskDefinition>();

/** Declares a task once, in the context that does it; the worker’s program refuses to start unless each has exactly one handler. */
export function defineTask<Payload extends object>(
  name: string,
  options: { priority: number },
): TaskDefinition<Payload> {
  if (defined.has(name)) throw new Error(`the task ${name} is declared twice`);
  const task = { name, ...options };
  defined.set(name, task);
  return task;
}

export const definedTasks = (): readonly TaskDefinition[] => [...defined.values()];

/** A worker's hold on one task. Its token fences: a result from a lease that was lost is refused. */
export interface Lease {
  readonly taskId: string;
  readonly token: string;
  /** How often this task was started, this time included. */
  readonly attempt: number;
  /** Aborted when the lease is lost or the worker stops: engines must stop then. */
  readonly signal: AbortSignal;
}

/**
 * Does one kind of task. The last transaction writes the effect and calls `tasks.finish(tx, lease)`, so that effect and
 * removal of the task are one fact. No transaction may be open while an engine is called.
 */
export interface TaskHandler<Payload> {
  readonly task: TaskDefinition<Payload>;
  handle(actor: Actor, payload: Payload, lease: Lease): Promise<void>;
}
