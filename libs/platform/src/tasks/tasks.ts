import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { TenantTx } from '../database/tenant-tx.js';
import { ParleyError } from '../errors/errors.js';
import { currentTraceparent } from '../tracing/tracing.js';
import { BELL, type Bell } from './bell.js';
import { definedTasks, GENERAL_LANE, type Lease, type TaskDefinition, type TaskHandler } from './task.js';

/** Work that commits with the fact that needs it. The row is the job; the queue only wakes a worker. */
@Injectable()
export class Tasks {
  private readonly handlers = new Map<string, TaskHandler<never>[]>();
  private readonly finished = new WeakSet<Lease>();

  constructor(@Inject(BELL) private readonly bell: Bell) {}

  /**
   * Adds a task in the transaction of its fact.
   * @param options.dueAt not before this time; at once when left out
   * @param options.id a UUID of the caller's, where a repeat must not add a second task
   * @param options.lane the lane of the engines that it needs; `general` when left out
   */
  async add<Payload>(
    tx: TenantTx,
    task: TaskDefinition<Payload>,
    payload: Payload,
    options: { dueAt?: Date | undefined; id?: string | undefined; lane?: string | undefined } = {},
  ): Promise<string> {
    const { id = uuidv7(), lane = GENERAL_LANE, dueAt } = options;
    await tx.query(
      `insert into tasks (agency_id, id, name, payload, priority, due_at, trace_context, lane)
       values ($1, $2, $3, $4, $5, coalesce($6, now()), $7, $8) on conflict do nothing`,
      [tx.agencyId, id, task.name, JSON.stringify(payload), task.priority, dueAt, currentTraceparent(), lane],
    );
    if (!dueAt || dueAt.getTime() <= Date.now()) this.wakeAfterCommit(tx, lane);
    return id;
  }

  /** Wakes a worker of the lane once what `tx` made due has committed. A lost call costs a second: the workers look by themselves. */
  wakeAfterCommit(tx: TenantTx, lane: string): void {
    tx.afterCommit(() => this.bell.ring(lane));
  }

  /**
   * Removes the task in the transaction of its effect.
   * @throws STALE_LEASE, which rolls the effect back, when another worker has taken the task over
   */
  async finish(tx: TenantTx, lease: Lease): Promise<void> {
    const removed = await tx.query(
      'delete from tasks where agency_id = $1 and id = $2 and lease_token = $3 returning id',
      [tx.agencyId, lease.taskId, lease.token],
    );
    if (removed.length === 0) throw new ParleyError('STALE_LEASE', 'this task was taken over by another worker');
    this.finished.add(lease);
  }

  /** Whether a handler called `finish`; that its transaction committed as well, it says by not throwing. */
  wasFinished(lease: Lease): boolean {
    return this.finished.has(lease);
  }

  handle<Payload>(handler: TaskHandler<Payload>): void {
    const { name } = handler.task;
    this.handlers.set(name, [...(this.handlers.get(name) ?? []), handler as TaskHandler<never>]);
  }

  handlerOf(name: string): TaskHandler<never> | undefined {
    return this.handlers.get(name)?.[0];
  }

  /** @throws an error that names every task without a handler, or with more than one */
  assertHandlers(): void {
    const wrong = definedTasks()
      .map(({ name }) => ({ name, count: this.handlers.get(name)?.length ?? 0 }))
      .filter(({ count }) => count !== 1)
      .map(({ name, count }) => `${name} has ${count} handlers`);
    if (wrong.length > 0) throw new Error(`each task needs exactly one handler: ${wrong.join(', ')}`);
  }
}
