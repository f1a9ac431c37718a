import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../actor/actor.js';
import { ParleyError, unauthenticated } from '../errors/errors.js';
import { agencyLiteral, SqlSession } from './sql-session.js';
import type { TenantTx } from './tenant-tx.js';

interface ActorState {
  /** The operation's snapshot, once it is wanted. */
  read: Promise<SqlSession> | null;
  /** The snapshot that is being closed, which waits for its running statement. */
  closing: Promise<SqlSession> | null;
  /** Whether the operation is over. */
  ended: boolean;
  running: boolean;
  /** The open transaction of `run`. */
  writing: SqlSession | null;
  /** Why the operation was cut short, once it was. */
  cancelled: ParleyError | null;
}

/**
 * The only way to an agency's rows. `run` is one read-write transaction; `read` joins one read-only snapshot per operation.
 * Both set the agency for row-level security in the message that begins the transaction.
 */
@Injectable()
export class TenantDb {
  private readonly states = new WeakMap<Actor, ActorState>();

  constructor(@Inject(DataSource) private readonly source: DataSource) {}

  /**
   * Runs `work` in one transaction and commits it.
   * @throws what `work` throws, after rolling back; an error when the server did not answer COMMIT
   */
  async run<T>(actor: Actor, work: (tx: TenantTx) => Promise<T>): Promise<T> {
    const agencyId = agencyOf(actor);
    const state = this.stateOf(actor);
    if (state.running) throw new Error('run inside run: pass tx on instead of opening a second transaction');
    if (state.cancelled) throw state.cancelled;
    // So that each root field of a mutation sees its own commit, not the snapshot of the field before it.
    await this.closeRead(actor);
    state.running = true;
    try {
      const session = await SqlSession.open(
        this.source,
        `begin; select set_config('app.agency_id', ${agencyLiteral(agencyId)}, true)`,
        null,
      );
      state.writing = session;
      if (state.cancelled) session.cancel(state.cancelled);
      let result: T;
      try {
        result = await work(session.tx(agencyId));
      } catch (error) {
        await session.rollback();
        throw error;
      }
      await session.commit();
      return result;
    } finally {
      state.running = false;
      state.writing = null;
    }
  }

  /** Runs `work` in the operation's read-only snapshot, opened at first use; siblings join it. */
  async read<T>(actor: Actor, work: (tx: TenantTx) => Promise<T>): Promise<T> {
    const agencyId = agencyOf(actor);
    const state = this.stateOf(actor);
    if (state.running) throw new Error('read inside run: pass tx on instead of opening a second transaction');
    if (state.cancelled) throw state.cancelled;
    if (state.ended) throw new ParleyError('READ_CLOSED', 'this operation has ended');
    const session = await (state.read ??= this.openRead(agencyId));
    if (state.cancelled) session.cancel(state.cancelled);
    return work(session.tx(agencyId));
  }

  /** Ends the operation's snapshot; waits for the running statement. Safe to call twice. */
  async closeRead(actor: Actor): Promise<void> {
    const state = this.stateOf(actor);
    const { read } = state;
    if (!read) return;
    state.read = null;
    state.closing = read;
    const session = await read.catch(() => null);
    await session?.rollback().catch(() => undefined);
    state.closing = null;
  }

  /** Ends the snapshot for good: a sibling that comes later gets READ_CLOSED instead of a new connection. */
  async endOperation(actor: Actor): Promise<void> {
    this.stateOf(actor).ended = true;
    await this.closeRead(actor);
  }

  /**
   * Cuts the operation short: its running statement is cancelled in the database, and everything else that it wants from there
   * fails with `reason`. What it committed stays; a commit under way is finished.
   */
  cancel(actor: Actor, reason: ParleyError): void {
    const state = this.stateOf(actor);
    state.cancelled ??= reason;
    state.writing?.cancel(reason);
    for (const read of [state.read, state.closing]) {
      void read?.then((session) => session.cancel(reason)).catch(() => undefined);
    }
  }

  private openRead(agencyId: string): Promise<SqlSession> {
    return SqlSession.open(
      this.source,
      `begin isolation level repeatable read read only; select set_config('app.agency_id', ${agencyLiteral(agencyId)}, true); savepoint s`,
      'rollback to s',
    );
  }

  private stateOf(actor: Actor): ActorState {
    let state = this.states.get(actor);
    if (!state) {
      state = { read: null, closing: null, ended: false, running: false, writing: null, cancelled: null };
      this.states.set(actor, state);
    }
    return state;
  }
}

function agencyOf(actor: Actor): string {
  if (actor.agencyId === null) throw unauthenticated('this needs an access token of an agency');
  return actor.agencyId;
}
