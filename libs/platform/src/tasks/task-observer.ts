import { defineCounter, defineDuration, defineGauge } from '../metrics/metric.js';
import { failureOf, inSpan } from '../tracing/tracing.js';

const taskSeconds = defineDuration({
  name: 'parley_task_seconds',
  help: 'Runs of tasks by name: done, failed (it is tried again), or stale (another worker had taken it over).',
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
  help: 'Tasks that this worker runs at once at most (total), and runs now (in_use). Each may hold an engine.',
  labels: ['state'],
});

let running = 0;

export interface TaskRun {
  /** A name of `defineTask`. */
  name: string;
  /** How often it was started, this time included. */
  attempt: number;
  /** The span that added it, from its row. */
  traceparent: string | null;
}

/** Runs a handler and tells the metrics and the trace how it went. Throws what the handler throws. */
export async function observeTask(run: TaskRun, work: () => Promise<void>): Promise<void> {
  const startedAt = performance.now();
  const task = run.name;
  startedTasks.add({ task });
  running += 1;
  try {
    await inSpan(
      `task ${task}`,
      { kind: 'consumer', continues: run.traceparent, attributes: { 'parley.task.attempt': run.attempt } },
      work,
    );
    taskSeconds.observeSince({ task, outcome: 'done' }, startedAt);
  } catch (error) {
    taskSeconds.observeSince({ task, outcome: failureOf(error) === 'STALE_LEASE' ? 'stale' : 'failed' }, startedAt);
    throw error;
  } finally {
    running -= 1;
  }
}

/** A task was tried for the last time: a person must look at it. */
export const observePoisoned = (name: string): void => poisonings.add({ task: name });

/** @returns a function that forgets the worker */
export const observeSlots = (total: number): (() => void) =>
  slots.readBy(() => [
    { labels: { state: 'total' }, value: total },
    { labels: { state: 'in_use' }, value: running },
  ]);
