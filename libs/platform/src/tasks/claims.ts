import pg from 'pg';
import type { Logger } from '../logging/logger.js';
import { AgencyTurns } from './agency-turns.js';
import { CLAIM, EXTEND } from './claim.queries.js';
import { observePoisoned } from './task-observer.js';
import { Outage } from './outage.js';
import { GENERAL_LANE } from './task.js';

/** A task that this worker holds, and what it carries. */
export interface Claim {
  readonly agencyId: string;
  readonly taskId: string;
  readonly lane: string;
  readonly name: string;
  readonly payload: unknown;
  readonly priority: number;
  /** Fences: only the holder of the newest token may finish, extend or give back. */
  readonly token: string;
  /** How often this task was started, this time included. */
  readonly attempt: number;
  /** The span that added it; null where nothing was traced. */
  readonly traceparent: string | null;
}

interface ClaimedRow extends Claim {
  state: 'READY' | 'POISON';
}

/**
 * The planner must not trust its statistics here: they are of the minute before, when the table was empty or full. A plan made
 * once and for the index is good for any state of it. And a lease that a crash of the server forgets does no harm, so nobody
 * waits for the disk.
 */
export const relayOptions = [
  'synchronous_commit=off',
  'plan_cache_mode=force_generic_plan',
  'enable_seqscan=off',
  'enable_bitmapscan=off',
  'enable_sort=off',
  'jit=off',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

/** What a look for a task may take. */
export interface Wanted {
  lane: string;
  /** The least urgent priority. */
  upTo: number;
  /** Seconds since it was added, at least; 0 when left out. */
  age?: number;
}

/** Of a column of smallint. */
export const ANY_PRIORITY = 32_767;

/** Whose turn it is in a lane, and the look that is under way. */
interface LaneState {
  turns: AgencyTurns;
  last: Promise<unknown>;
}

/** Takes due tasks of all agencies in turn and keeps them, as the database role `relay`. All times are the database's. */
export class Claims {
  private readonly pool: pg.Pool;
  private readonly outage: Outage;
  private readonly lanes = new Map<string, LaneState>();

  constructor(
    relayUrl: string,
    private readonly leaseSeconds: number,
    private readonly logger: Logger,
  ) {
    this.pool = new pg.Pool({
      connectionString: relayUrl,
      // One to claim and one to extend.
      max: 2,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      // A connection that has gone silent is given up.
      query_timeout: 10_000,
      application_name: 'parley-relay',
      options: relayOptions,
    });
    this.pool.on('error', () => undefined);
    this.outage = new Outage(logger, 'tasks cannot be claimed; it is tried again', 'tasks can be claimed again');
  }

  /**
   * Takes the next due task of a lane, of the lowest priority number and in it of the agency whose turn it is. One look after another:
   * two at once would give both turns to the same agency. The task counts as held by its agency until `ended`.
   * @returns null when nothing is due, or the database is away
   */
  next(wanted: Wanted = { lane: GENERAL_LANE, upTo: ANY_PRIORITY }): Promise<Claim | null> {
    const state = this.stateOf(wanted.lane);
    const look = state.last.then(() => this.look(wanted, state.turns));
    state.last = look;
    return look;
  }

  /** This worker works no more on a task that it took. */
  ended({ lane, agencyId }: Claim): void {
    this.stateOf(lane).turns.ended(agencyId);
  }

  /**
   * Extends the leases of tasks that this worker still holds.
   * @returns those that it does
   * @throws when the database is away
   */
  async extend(claims: readonly Claim[]): Promise<Set<Claim>> {
    const columns = [claims.map((c) => c.agencyId), claims.map((c) => c.taskId), claims.map((c) => c.token)];
    const { rows } = await this.pool.query<{ id: string; token: string }>({
      name: 'extend',
      text: EXTEND,
      values: [...columns, this.leaseSeconds],
    });
    const kept = new Set(rows.map(({ id, token }) => `${id} ${token}`));
    return new Set(claims.filter(({ taskId, token }) => kept.has(`${taskId} ${token}`)));
  }

  async close(): Promise<void> {
    await Promise.all([...this.lanes.values()].map(({ last }) => last));
    await this.pool.end();
  }

  private stateOf(lane: string): LaneState {
    const state = this.lanes.get(lane) ?? { turns: new AgencyTurns(), last: Promise.resolve() };
    this.lanes.set(lane, state);
    return state;
  }

  private async look(wanted: Wanted, turns: AgencyTurns): Promise<Claim | null> {
    try {
      for (;;) {
        const values = claimValues(wanted, turns, this.leaseSeconds);
        const { rows } = await this.pool.query<ClaimedRow>({ name: 'claim', text: CLAIM, values });
        this.outage.over();
        const [row] = rows;
        if (!row) return null;
        turns.took(row.priority, row.agencyId);
        if (row.state === 'READY') return row;
        turns.ended(row.agencyId);
        observePoisoned(row.name);
        this.logger.error(
          { task: row.name, taskId: row.taskId },
          'workers crashed on a task; a person must look at it',
        );
      }
    } catch (error) {
      this.outage.met(error);
      return null;
    }
  }
}

/** The parameters of `CLAIM`. */
export function claimValues({ lane, upTo, age = 0 }: Wanted, turns: AgencyTurns, leaseSeconds: number): unknown[] {
  const known = turns.priorities();
  const rows = [null, ...known].flatMap((priority) =>
    turns.windows(priority).map((window) => ({ priority, ...window })),
  );
  const columns = [rows.map((r) => r.priority), rows.map((r) => r.first), rows.map((r) => r.last)];
  return [lane, upTo, ...columns, known, leaseSeconds, age];
}
