import { defineCounter, defineDuration, defineGauge } from '../metrics/metric.js';
import type { Slots } from './slots.js';
import { failureOf, inSpan } from '../tracing/tracing.js';

const taskSeconds = defineDuration({
  name: 'parley_task_seconds',
  help: 'Runs of tasks by name: done, failed (tried again), stale (another worker had it), interrupted (its lease was lost, or the worker stops).',
  labels: ['task', 'outcome'],
});

const startedTasks = defineCounter({
  name: 'parley_tasks_started_total',
  help: 'Runs of tasks that began, by name; a task that is tried again counts again.',
  labels: ['task'],
});

const poisonings = defineCounter({
  name: 'parley_tasks_poisonings_total',
  help: 'Tasks that were given up to a person, by name.',
  labels: ['task'],
});

const slots = defineGauge({
  name: 'parley_engine_slots',
  help: 'Tasks of a lane that this worker runs at once at most (total), and runs now (in_use). Each may hold an engine.',
  labels: ['lane', 'state'],
});

export interface TaskRun {
  /** A name of `defineTask`. */
  name: string;
  /** How often it was started, this time included. */
  attempt: number;
  /** The span that added it, from its row. */
  traceparent: string | null;
  /** Aborted when the lease is lost or the worker stops. */
  signal: AbortSignal;
}

/** Runs a handler and tells the metrics and the trace how it went. Throws what the handler throws. */
export async function observeTask(run: TaskRun, work: () => Promise<void>): Promise<void> {
  const startedAt = performance.now();
  const task = run.name;
  startedTasks.add({ task });
  try {
    await inSpan(
      `task ${task}`,
      { kind: 'consumer', continues: run.traceparent, attributes: { 'parley.task.attempt': run.attempt } },
      work,
    );
    taskSeconds.observeSince({ task, outcome: 'done' }, startedAt);
  } catch (error) {
    taskSeconds.observeSince({ task, outcome: outcomeOf(error, run.signal) }, startedAt);
    throw error;
  }
}

const outcomeOf = (error: unknown, signal: AbortSignal): string => {
  if (failureOf(error) === 'STALE_LEASE') return 'stale';
  return signal.aborted ? 'interrupted' : 'failed';
};

/** A task failed or crashed too often: a person must look at it. */
export const observePoisoned = (name: string): void => poisonings.add({ task: name });

/** @returns a function that forgets the worker */
export const observeSlots = (lanes: () => readonly { name: string; slots: Slots }[]): (() => void) =>
  slots.readBy(() =>
    lanes().flatMap(({ name: lane, slots: { size, inUse } }) => [
      { labels: { lane, state: 'total' }, value: size },
      { labels: { lane, state: 'in_use' }, value: inUse },
    ]),
  );
