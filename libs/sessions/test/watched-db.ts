import { openDataSource, registeredEntities, TenantDb, type Actor, type TenantTx } from '#platform';
import type { TestDatabase } from '#testing';

type Work<T> = (tx: TenantTx) => Promise<T>;

/** Counts the statements of its write transactions, and can cut the connection after any of them, as `kill -9` would. */
export class WatchedDb extends TenantDb {
  /** Of the newest transaction, without its begin and commit. */
  statements = 0;
  transactions = 0;
  /** After which statement of the next transaction the connection is cut; null for none. */
  cutAfter: number | null = null;

  override run<T>(actor: Actor, work: Work<T>): Promise<T> {
    this.transactions += 1;
    this.statements = 0;
    return super.run(actor, (tx) => work(this.watched(tx)));
  }

  private watched(tx: TenantTx): TenantTx {
    return {
      ...tx,
      query: async <Row>(...statement: Parameters<TenantTx['query']>): Promise<Row[]> => {
        const rows = await tx.query<Row>(...statement);
        this.statements += 1;
        if (this.statements === this.cutAfter) await tx.query('select pg_terminate_backend(pg_backend_pid())');
        return rows;
      },
    };
  }
}

/** @returns with `close`, to be called before the database is dropped */
export async function watchedDb(database: TestDatabase): Promise<{ db: WatchedDb; close: () => Promise<void> }> {
  const options = { url: database.urls.app, entities: registeredEntities(), poolSize: 6, name: 'test-watched' };
  const source = await openDataSource(options);
  return { db: new WatchedDb(source), close: () => source.destroy() };
}

/** How many read transactions and statements in them `work` causes. */
export async function readsOf(db: TenantDb, work: () => Promise<unknown>): Promise<number> {
  const read = db.read.bind(db);
  let statements = 0;
  db.read = <T>(actor: Actor, inner: Work<T>): Promise<T> =>
    read(actor, (tx) =>
      inner({
        ...tx,
        query: (...statement) => {
          statements += 1;
          return tx.query(...statement);
        },
      }),
    );
  try {
    await work();
  } finally {
    db.read = read;
  }
  return statements;
}
