import type { Actor, TenantDb, TenantTx } from '#platform';

/** A database of a worker that dies before its nth statement. */
export class DyingDb {
  statements = 0;

  /** @param at from 1; anything less never dies */
  constructor(
    private readonly db: TenantDb,
    private readonly at: number,
  ) {}

  read<T>(actor: Actor, work: (tx: TenantTx) => Promise<T>): Promise<T> {
    return this.db.read(actor, (tx) => work(this.dying(tx)));
  }

  run<T>(actor: Actor, work: (tx: TenantTx) => Promise<T>): Promise<T> {
    return this.db.run(actor, (tx) => work(this.dying(tx)));
  }

  endOperation(actor: Actor): Promise<void> {
    return this.db.endOperation(actor);
  }

  private dying(tx: TenantTx): TenantTx {
    return {
      ...tx,
      query: <Row>(...args: Parameters<TenantTx['query']>) => {
        this.statements += 1;
        if (this.statements === this.at) throw new Error('killed');
        return tx.query<Row>(...args);
      },
    };
  }
}
