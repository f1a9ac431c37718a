import pg from 'pg';
import type { Logger } from '../logging/logger.js';
import { defineGauge, type Reading } from './metric.js';

/** A second scraper, or an impatient one, gets the figures of the first. */
const KEPT_MS = 5_000;
/** A scrape must not wait longer, and a database in trouble must not be asked for more. */
const STATEMENT_TIMEOUT_MS = 2_000;
/** More due rows than this are counted as this many: the query stays cheap when it matters. */
const MOST_ROWS = 50_000;

const dueTasks = defineGauge({
  name: 'parley_tasks_due',
  help: `Tasks that are due, whether they run or wait, by name and lane; counted up to ${MOST_ROWS} in all.`,
  labels: ['task', 'lane'],
});

const oldestDue = defineGauge({
  name: 'parley_tasks_oldest_due_seconds',
  help: 'How long the task that waits longest has been due, by name and lane, on the clock of the database; without those that run.',
  labels: ['task', 'lane'],
});

const poisonedTasks = defineGauge({
  name: 'parley_tasks_poisoned',
  help: 'Tasks that failed too often and wait for a person, by name and lane.',
  labels: ['task', 'lane'],
});

const BACKLOG = `
  select name, lane, state, count(*)::int as count,
    coalesce(extract(epoch from now() - min(due_at) filter (where lease_until is null or lease_until < now())), 0)::float8 as oldest
  from (
    (select name, lane, state, due_at, lease_until from tasks where state = 'READY' and due_at <= now() limit ${MOST_ROWS})
    union all
    (select name, lane, state, due_at, lease_until from tasks where state = 'POISON' limit ${MOST_ROWS})
  ) due
  group by name, lane, state`;

interface BacklogRow {
  name: string;
  lane: string;
  state: string;
  count: number;
  /** Seconds. */
  oldest: number;
}

/**
 * Reads the backlog of every agency together, as the role `relay`, when the metrics are read.
 * @returns a function that lets go of its connection
 */
export function watchTaskBacklog(relayUrl: string, logger: Logger): () => Promise<void> {
  const pool = new pg.Pool({
    connectionString: relayUrl,
    max: 1,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: STATEMENT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    application_name: 'parley-metrics',
  });
  pool.on('error', (error) => logger.warn({ err: error }, 'the connection of the metrics was lost'));
  let kept: { at: number; rows: Promise<BacklogRow[]> } | null = null;
  const backlog = (): Promise<BacklogRow[]> => {
    if (!kept || performance.now() - kept.at > KEPT_MS)
      kept = { at: performance.now(), rows: pool.query<BacklogRow>(BACKLOG).then(({ rows }) => rows) };
    return kept.rows;
  };
  const read = (wanted: (row: BacklogRow) => boolean, value: (row: BacklogRow) => number) => async () =>
    (await backlog())
      .filter(wanted)
      .map((row): Reading<'task' | 'lane'> => ({ labels: { task: row.name, lane: row.lane }, value: value(row) }));
  const stops = [
    dueTasks.readBy(
      read(
        ({ state }) => state === 'READY',
        ({ count }) => count,
      ),
    ),
    oldestDue.readBy(
      read(
        ({ state }) => state === 'READY',
        ({ oldest }) => oldest,
      ),
    ),
    poisonedTasks.readBy(
      read(
        ({ state }) => state === 'POISON',
        ({ count }) => count,
      ),
    ),
  ];
  return async () => {
    for (const stop of stops) stop();
    await pool.end();
  };
}
