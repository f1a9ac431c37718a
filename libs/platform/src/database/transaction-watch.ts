import type { DataSource } from 'typeorm';
import { transactionSeconds } from '../metrics/database-metrics.js';
import { beginSpan } from '../tracing/tracing.js';

export type TransactionOutcome = 'committed' | 'rolled_back' | 'failed' | 'no_connection';

/**
 * Measures and traces one transaction, from asking for a connection.
 * @param opening the SQL that begins it, which says whether it may write
 * @returns to be called once, with how it ended
 */
export function watchTransaction(source: DataSource, opening: string): (outcome: TransactionOutcome) => void {
  const startedAt = performance.now();
  const kind = opening.includes('read only') ? 'read' : 'write';
  const name = String((source.options as { applicationName?: string }).applicationName);
  const span = beginSpan(`transaction ${kind}`, { kind: 'client', attributes: { 'db.system.name': 'postgresql' } });
  return (outcome) => {
    transactionSeconds.observeSince({ source: name, kind, outcome }, startedAt);
    span.set({ 'parley.transaction.outcome': outcome });
    span.end(outcome === 'failed' || outcome === 'no_connection' ? outcome : null);
  };
}
