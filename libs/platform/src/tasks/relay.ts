import pg from 'pg';
import type { Listener } from '../live/listener.js';
import type { Logger } from '../logging/logger.js';
import type { WakeUpQueue } from './queue.js';
import type { HandedTask } from './task-runner.js';
import { TASKS_CHANNEL } from './tasks.js';

/** Due rows are looked for at least this often, whatever notifications were lost. */
const POLL_MS = 1_000;
/** A row handed over and not claimed within this time is handed over again: the queue has lost it. */
const REHAND_SECONDS = 20;

/**
 * The next due rows: within a priority one of each agency in turn, so one agency's thousand cannot delay another's ten.
 * SKIP LOCKED lets the relays of several workers choose at once.
 */
const HAND_OVER = `
  with ranked as (
    select agency_id, id, priority, due_at, row_number() over (partition by agency_id, priority order by due_at, id) as turn
    from tasks
    where state = 'READY' and due_at <= now() and (lease_until is null or lease_until < now())
      and (handed_at is null or handed_at < now() - make_interval(secs => ${REHAND_SECONDS}))
  ), chosen as (
    select t.agency_id, t.id
    from tasks t join (select * from ranked order by priority, turn, due_at limit $1) r using (agency_id, id)
    where t.state = 'READY' and (t.handed_at is null or t.handed_at < now() - make_interval(secs => ${REHAND_SECONDS}))
    for update of t skip locked
  )
  update tasks t set generation = t.generation + 1, handed_at = now()
  from chosen c where t.agency_id = c.agency_id and t.id = c.id
  returning t.agency_id as "agencyId", t.id as "taskId", t.generation`;

/** Hands due task rows to the queue, only as many as fit this worker's free slots. Runs in each worker as the role `relay`. */
export class Relay {
  private readonly pool: pg.Pool;
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private again = false;
  private stopped = false;

  constructor(
    url: string,
    private readonly queue: WakeUpQueue,
    private readonly freeSlots: () => number,
    private readonly listener: Listener,
    private readonly logger: Logger,
  ) {
    this.pool = new pg.Pool({ connectionString: url, max: 2, keepAlive: true, application_name: 'parley-relay' });
    this.pool.on('error', (error) => this.logger.warn({ err: error }, 'relay connection lost'));
  }

  start(): void {
    this.listener.onChannel(TASKS_CHANNEL, () => this.wake());
    this.timer = setInterval(() => this.wake(), POLL_MS);
    this.wake();
  }

  /** Looks for due rows now; calls that come meanwhile make one more look. */
  wake(): void {
    if (this.stopped) return;
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = this.handOver()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'hand-over failed; it is tried again'))
      .finally(() => {
        this.running = null;
        if (this.again) {
          this.again = false;
          this.wake();
        }
      });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearInterval(this.timer);
    await this.running;
    await this.pool.end();
  }

  private async handOver(): Promise<void> {
    const slots = this.freeSlots() - (await this.queue.waiting());
    if (slots <= 0) return;
    const { rows } = await this.pool.query<HandedTask>(HAND_OVER, [slots]);
    if (rows.length > 0) await this.queue.add(rows);
  }
}
