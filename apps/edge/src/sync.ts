import { randomUUID } from 'node:crypto';
import { PROTOCOL, recordDigest, verifyReceipt } from '#edge-sync';
import { DeviceError } from './device-error.js';
import { accessToken, ask } from './api-client.js';
import type { DeviceIdentity, DeviceStore } from './device-store.js';
import type { StoredRecord } from './journal-lines.js';
import { knownServer } from './known-server.js';
import { refreshServerKeys } from './refresh-server-keys.js';
import { pushBatches, type Batch } from './push-batches.js';

const SYNC = `mutation Sync($input: SyncResultsInput!) {
  syncResults(input: $input) {
    outcomes { seq recordId status code receipt }
    contiguousThrough missing { from to }
    userErrors { field message }
  }
}`;

interface Outcome {
  status: string;
  code: string | null;
  receipt: string | null;
}

interface Answer {
  outcomes: Outcome[] | null;
  contiguousThrough: number;
  missing: { from: number; to: number }[];
  userErrors: { field: string | null; message: string }[];
}

export interface SyncReport {
  /** In the order pushed; `seq` is the device's own. */
  outcomes: (Outcome & { seq: number; receiptVerified: boolean })[];
  /** Of the device's epoch. */
  contiguousThrough: number;
  missing: { from: number; to: number }[];
}

/**
 * Pushes what has no receipt yet and keeps each verified receipt. May be cut off anywhere: what has no receipt is pushed again.
 * @param everything pushes again what was pushed before, as after a lost acknowledgement
 */
export async function sync(store: DeviceStore, enrolledAs: DeviceIdentity, everything: boolean): Promise<SyncReport> {
  const identity = await refreshServerKeys(store, enrolledAs);
  const waiting = store.records().filter((entry) => everything || store.receiptOf(entry) === null);
  const report: SyncReport = { outcomes: [], contiguousThrough: 0, missing: [] };
  for (const batch of pushBatches(waiting, identity.epoch)) {
    const { outcomes, contiguousThrough, missing } = await push(identity, batch);
    for (const [index, record] of batch.records.entries()) {
      const outcome = outcomes[index] as Outcome;
      const receiptVerified = await keepReceipt(store, identity, record, outcome.receipt);
      report.outcomes.push({ ...outcome, seq: record.seq, receiptVerified });
    }
    Object.assign(report, { contiguousThrough, missing });
  }
  return report;
}

/** A token of its own for each push: a backlog on a slow link outlives one. */
async function push(identity: DeviceIdentity, batch: Batch): Promise<Answer & { outcomes: Outcome[] }> {
  const input = {
    protocol: PROTOCOL,
    epoch: batch.epoch,
    batchId: randomUUID(),
    deviceNow: new Date().toISOString(),
    records: batch.records.map((entry) => entry.record),
  };
  const token = await accessToken(identity);
  const { syncResults } = await ask<{ syncResults: Answer }>(identity.apiUrl, token, SYNC, { input });
  const { outcomes, userErrors } = syncResults;
  if (userErrors[0] || outcomes?.length !== batch.records.length)
    throw new DeviceError(userErrors[0]?.message ?? 'the server did not answer for each record');
  return { ...syncResults, outcomes };
}

/** A receipt that does not verify is no receipt: the record stays, and is pushed again. */
async function keepReceipt(
  store: DeviceStore,
  identity: DeviceIdentity,
  { epoch, seq, recordId, record }: StoredRecord,
  receipt: string | null,
): Promise<boolean> {
  if (receipt === null) return false;
  const place = { agency: identity.agencyId, device: identity.clientId, epoch, seq, recordId };
  try {
    await verifyReceipt(receipt, knownServer(identity), { ...place, digest: recordDigest(record) });
  } catch {
    return false;
  }
  if (store.receiptOf({ epoch, seq }) === null) store.append({ type: 'RECEIPT', epoch, seq, receipt });
  return true;
}
