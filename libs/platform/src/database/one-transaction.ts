import { openDataSource } from './data-source.js';
import { SqlSession } from './sql-session.js';
import type { TenantTx } from './tenant-tx.js';

export type PlainTx = Pick<TenantTx, 'query'>;

/**
 * One transaction of no agency on a connection of its own, for commands that an operator types: publishing packs as the role
 * `librarian`, for example. Row-level security shows it no agency's row.
 */
export async function oneTransaction<T>(url: string, name: string, work: (tx: PlainTx) => Promise<T>): Promise<T> {
  const source = await openDataSource({ url, entities: [], poolSize: 1, name });
  try {
    const session = await SqlSession.open(source, 'begin', null);
    let result: T;
    try {
      result = await work(session.tx(''));
    } catch (error) {
      await session.rollback();
      throw error;
    }
    await session.commit();
    return result;
  } finally {
    await source.destroy();
  }
}
