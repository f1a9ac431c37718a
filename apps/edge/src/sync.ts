import { randomUUID } from 'node:crypto';
import { importJWK, type CryptoKey, type JWK } from 'jose';
import { MOST_RECORDS, PROTOCOL, recordDigest, verifyReceipt } from '#edge-sync';
import { accessToken, ApiError, ask } from './api-client.js';
import type { DeviceIdentity, DeviceStore } from './device-store.js';

const SYNC = `mutation Sync($input: SyncResultsInput!) {
  syncResults(input: $input) {
    outcomes { seq recordId status code receipt }
    contiguousThrough missing { from to } serverNow
    userErrors { field message }
  }
}`;

export interface Outcome {
  seq: number | null;
  recordId: string | null;
  status: string;
  code: string | null;
  receipt: string | null;
}

interface Answer {
  syncResults: {
    outcomes: Outcome[] | null;
    contiguousThrough: number;
    serverNow: string;
    userErrors: { field: string | null; message: string }[];
  };
}

export interface SyncReport {
  outcomes: (Outcome & { receiptVerified: boolean })[];
  contiguousThrough: number;
}

/**
 * Pushes what has no receipt yet and keeps each verified receipt.
 * @param everything pushes again what was pushed before, as after a lost acknowledgement
 */
export async function sync(store: DeviceStore, identity: DeviceIdentity, everything: boolean): Promise<SyncReport> {
  const waiting = store.records().filter((entry) => everything || store.receiptOf(entry.seq) === null);
  const report: SyncReport = { outcomes: [], contiguousThrough: 0 };
  const token = await accessToken(identity);
  for (let from = 0; from < waiting.length; from += MOST_RECORDS) {
    const batch = waiting.slice(from, from + MOST_RECORDS);
    const input = {
      protocol: PROTOCOL,
      epoch: identity.epoch,
      batchId: randomUUID(),
      deviceNow: new Date().toISOString(),
      records: batch.map((entry) => entry.record),
    };
    const { syncResults } = await ask<Answer>(identity.apiUrl, token, SYNC, { input });
    const [refusal] = syncResults.userErrors;
    if (refusal || !syncResults.outcomes) throw new ApiError(refusal?.message ?? 'the server took nothing');
    for (const [index, outcome] of syncResults.outcomes.entries()) {
      const receiptVerified = await keepReceipt(store, identity, batch[index]?.record ?? '', outcome);
      report.outcomes.push({ ...outcome, receiptVerified });
    }
    report.contiguousThrough = syncResults.contiguousThrough;
    store.saveIdentity({ ...identity, lastServerTime: syncResults.serverNow });
  }
  return report;
}

/** A receipt that does not verify is no receipt: the record stays, and is pushed again. */
async function keepReceipt(
  store: DeviceStore,
  identity: DeviceIdentity,
  record: string,
  outcome: Outcome,
): Promise<boolean> {
  const { seq, recordId, receipt } = outcome;
  if (receipt === null || seq === null || recordId === null) return false;
  const expected = { device: identity.clientId, epoch: identity.epoch, seq, recordId, digest: recordDigest(record) };
  try {
    await verifyReceipt(receipt, (kid) => keyOf(identity.receiptKeys, kid), expected);
  } catch {
    return false;
  }
  if (store.receiptOf(seq) === null) store.append({ type: 'RECEIPT', seq, receipt });
  return true;
}

async function keyOf(keys: readonly JWK[], kid: string | undefined): Promise<CryptoKey | null> {
  const jwk = keys.find((key) => key.kid === kid);
  return jwk ? ((await importJWK(jwk, 'EdDSA')) as CryptoKey) : null;
}
