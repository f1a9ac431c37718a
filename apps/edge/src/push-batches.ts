import { MOST_RECORDS } from '#edge-sync';
import type { StoredRecord } from './journal-lines.js';

/** A server gives a request 15 s to arrive: this much does on 300 kbit/s, and one record of the largest size still fits. */
export const BATCH_BYTES = 512 * 1024;

export interface Batch {
  epoch: number;
  records: StoredRecord[];
}

/**
 * Packs records into pushes: in their order, one epoch a push. The newest epoch is asked for last, with nothing if need be, so
 * that the last answer says what the server holds of it.
 */
export function pushBatches(waiting: readonly StoredRecord[], newestEpoch: number): Batch[] {
  const batches: Batch[] = [];
  let bytes = 0;
  for (const record of waiting) {
    const open = batches.at(-1);
    const fits = open?.epoch === record.epoch && open.records.length < MOST_RECORDS;
    if (fits && bytes + record.record.length <= BATCH_BYTES) {
      open.records.push(record);
      bytes += record.record.length;
    } else {
      batches.push({ epoch: record.epoch, records: [record] });
      bytes = record.record.length;
    }
  }
  if (batches.at(-1)?.epoch !== newestEpoch) batches.push({ epoch: newestEpoch, records: [] });
  return batches;
}
