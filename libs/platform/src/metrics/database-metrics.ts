import type { DataSource } from 'typeorm';
import { defineDuration, defineGauge } from './metric.js';

export const transactionSeconds = defineDuration({
  name: 'parley_database_transaction_seconds',
  help: 'From asking the pool for a connection to the end of the transaction.',
  labels: ['source', 'kind', 'outcome'],
});

const poolConnections = defineGauge({
  name: 'parley_database_pool_connections',
  help: 'Connections of a pool: idle, in_use, and waiting, which is how many transactions wait for one.',
  labels: ['source', 'state'],
});

const poolLimit = defineGauge({
  name: 'parley_database_pool_limit',
  help: 'The most connections that a pool opens.',
  labels: ['source'],
});

/** What pg's pool says of itself; TypeORM keeps it as the driver's `master`. */
interface CountedPool {
  totalCount: number;
  idleCount: number;
  waitingCount: number;
  options: { max?: number };
}

/** Reads the pool of a source at every scrape, for as long as the source is open. */
export function watchPool(name: string, source: DataSource): void {
  const stops = [
    poolConnections.readBy(() => {
      const pool = poolOf(source);
      if (!pool) return closed();
      return [
        { labels: { source: name, state: 'idle' }, value: pool.idleCount },
        { labels: { source: name, state: 'in_use' }, value: pool.totalCount - pool.idleCount },
        { labels: { source: name, state: 'waiting' }, value: pool.waitingCount },
      ];
    }),
    poolLimit.readBy(() => {
      const pool = poolOf(source);
      return pool ? [{ labels: { source: name }, value: pool.options.max ?? 0 }] : closed();
    }),
  ];
  const closed = (): [] => {
    for (const stop of stops) stop();
    return [];
  };
}

const poolOf = (source: DataSource): CountedPool | null =>
  source.isInitialized ? (source.driver as unknown as { master: CountedPool }).master : null;
