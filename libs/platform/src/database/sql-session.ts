import type { DataSource, ObjectLiteral, QueryRunner } from 'typeorm';
import type { PoolClient } from 'pg';
import { ParleyError } from '../errors/errors.js';
import { cancelStatement } from './cancel-statement.js';
import type { SqlValue, TenantTx } from './tenant-tx.js';
import { watchTransaction, type TransactionOutcome } from './transaction-watch.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Transactions that may wait for one of the pool's connections, for each that it has. */
const MOST_WAITING_PER_CONNECTION = 20;

/** TypeORM keeps this private, but without the error argument a broken connection would go back to the pool. */
interface ReleasableRunner {
  releasePostgresConnection(error?: Error): Promise<void>;
}

/**
 * One connection with one transaction on it. Statements queue one after another, so parallel resolvers can share it:
 * pg 9 removes queries in parallel on one client.
 */
export class SqlSession {
  private tail: Promise<unknown> = Promise.resolve();
  private ended = false;
  /** Why the transaction was cut short, once it was. */
  private cancelled: Error | null = null;
  private state: 'IDLE' | 'RUNNING' | 'ENDING' = 'IDLE';
  private readonly hints: (() => void)[] = [];

  private constructor(
    private readonly runner: QueryRunner,
    private readonly client: PoolClient,
    private readonly afterFailure: string | null,
    private readonly watched: (outcome: TransactionOutcome) => void,
  ) {}

  /**
   * @param opening SQL of one message: begin and the settings of the transaction
   * @param afterFailure SQL sent after a failed statement, so that the next one still works; null leaves the transaction failed
   */
  static async open(source: DataSource, opening: string, afterFailure: string | null): Promise<SqlSession> {
    const watched = watchTransaction(source, opening);
    try {
      assertRoomToWait(source);
    } catch (error) {
      watched('no_connection');
      throw error;
    }
    const runner = source.createQueryRunner();
    let client: PoolClient;
    try {
      client = (await runner.connect()) as PoolClient;
    } catch (cause) {
      watched('no_connection');
      await runner.release();
      throw unavailable(cause);
    }
    const session = new SqlSession(runner, client, afterFailure, watched);
    // TypeORM's own statements queue with the others.
    const ofTypeorm = runner.query.bind(runner) as (...args: unknown[]) => Promise<unknown>;
    runner.query = ((...args: unknown[]) => session.enqueue(() => ofTypeorm(...args))) as typeof runner.query;
    try {
      await client.query(opening);
    } catch (error) {
      await session.destroy(error as Error);
      throw error;
    }
    // Else TypeORM's own statements would open and commit a transaction of theirs, and the agency would be lost with it.
    const marked = runner as { isTransactionActive: boolean; transactionDepth?: number };
    marked.isTransactionActive = true;
    marked.transactionDepth = 1;
    return session;
  }

  tx(agencyId: string): TenantTx {
    const { manager } = this.runner;
    return {
      agencyId,
      query: <Row>(sql: string, parameters?: readonly SqlValue[]) =>
        this.enqueue(async () => (await this.client.query(sql, parameters as unknown[] | undefined)).rows as Row[]),
      find: (entity, options) => manager.find(entity, options),
      findOne: (entity, options) => manager.findOne(entity, options),
      count: (entity, options) => manager.count(entity, options),
      insert: async (entity, rows) => {
        const list = (Array.isArray(rows) ? rows : [rows]).map((row) => ({ ...row, agencyId }) as ObjectLiteral);
        if (list.length > 0) await manager.insert(entity, list as never);
      },
      update: async (entity, where, set) => (await manager.update(entity, where, set as never)).affected ?? 0,
      delete: async (entity, where) => (await manager.delete(entity, where)).affected ?? 0,
      afterCommit: (hint) => void this.hints.push(hint),
      createQueryBuilder: (entity, alias) => manager.createQueryBuilder(entity, alias, this.runner),
    };
  }

  /** Sends SQL of the transaction's own, after every statement queued before it. */
  control(sql: string): Promise<{ command: string }> {
    return this.enqueue(() => this.client.query(sql));
  }

  /**
   * Commits, and checks that the server did: after a swallowed statement error PostgreSQL answers ROLLBACK without an
   * error, and an acknowledged write would vanish.
   */
  async commit(): Promise<void> {
    const answer = await this.end('commit');
    if (answer?.command !== 'COMMIT') {
      throw new Error(
        `the database answered ${answer?.command ?? 'nothing'} to a commit: a statement failed before it`,
      );
    }
    for (const hint of this.hints) {
      try {
        hint();
      } catch (error) {
        // What is committed is committed: the caller must not be told that it failed.
        process.emitWarning(`a hint after a commit failed: ${(error as Error).message}`);
      }
    }
  }

  /** Nothing is left to roll back after `cancel`. */
  async rollback(): Promise<void> {
    if (!this.cancelled) await this.end('rollback');
  }

  /**
   * Cuts the transaction short: its running statement is cancelled in the database, those that wait and those that come fail with
   * `reason`, and the connection is destroyed, which rolls back. A commit under way is not disturbed: its outcome must be known.
   */
  cancel(reason: Error): void {
    if (this.ended || this.cancelled || this.state === 'ENDING') return;
    this.cancelled = reason;
    if (this.state === 'RUNNING') cancelStatement(this.client);
    void this.destroy(reason);
  }

  private async end(sql: string): Promise<{ command: string } | undefined> {
    let answer: { command: string };
    try {
      answer = await this.enqueue(() => {
        this.state = 'ENDING';
        return this.client.query(sql);
      });
    } catch (error) {
      await this.destroy(error as Error);
      throw error;
    }
    this.ended = true;
    this.watched(answer.command === 'COMMIT' ? 'committed' : sql === 'rollback' ? 'rolled_back' : 'failed');
    const marked = this.runner as { isTransactionActive: boolean; transactionDepth?: number };
    marked.isTransactionActive = false;
    marked.transactionDepth = 0;
    await this.runner.release();
    return answer;
  }

  /** A connection whose transaction did not end cleanly is destroyed, never pooled. */
  async destroy(error: Error): Promise<void> {
    if (!this.ended) this.watched('failed');
    this.ended = true;
    await (this.runner as unknown as ReleasableRunner).releasePostgresConnection(error);
  }

  private enqueue<T>(work: () => Promise<T>): Promise<T> {
    const result = this.tail.then(async () => {
      if (this.cancelled) throw this.cancelled;
      if (this.ended) throw new ParleyError('READ_CLOSED', 'this transaction has ended');
      this.state = 'RUNNING';
      try {
        const done = await work();
        this.state = 'IDLE';
        return done;
      } catch (error) {
        this.state = 'IDLE';
        if (this.cancelled) throw this.cancelled;
        if (this.afterFailure !== null && !this.ended) await this.client.query(this.afterFailure);
        throw error;
      }
    });
    this.tail = result.catch(() => undefined);
    return result;
  }
}

interface WaitingRoom {
  waitingCount: number;
  options: { max: number };
}

/** A queue that is longer than what the pool can serve while its clients have patience only makes all of them wait in vain. */
function assertRoomToWait(source: DataSource): void {
  const { waitingCount, options } = (source.driver as unknown as { master: WaitingRoom }).master;
  if (waitingCount >= MOST_WAITING_PER_CONNECTION * options.max)
    throw unavailable('too many are waiting for a connection');
}

function unavailable(cause: unknown): ParleyError {
  const error = new ParleyError('UNAVAILABLE', 'the database is not reachable or has no free connection; try again');
  error.cause = cause;
  return error;
}

/** The agency as a literal: a bound parameter is not accepted in the opening message, so only a real UUID may pass. */
export function agencyLiteral(agencyId: string): string {
  if (!UUID.test(agencyId)) throw new Error('an agency id must be a lower-case UUID');
  return `'${agencyId}'`;
}
