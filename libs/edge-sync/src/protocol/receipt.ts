import type { CryptoKey } from 'jose';
import { z } from 'zod';
import { RECEIPT, signStatement, verifyStatement, type ServerIdentity } from './signed-by-server.js';

/** What the server vouches for about one record. A device deletes a record only after it has verified this. */
export const receiptClaims = z.object({
  agency: z.string(),
  device: z.string(),
  epoch: z.int(),
  seq: z.int(),
  recordId: z.string(),
  /** SHA-256 of the exact bytes that are stored. */
  digest: z.string(),
  status: z.enum(['ACCEPTED', 'QUARANTINED']),
  code: z.string().nullable(),
  receivedAt: z.iso.datetime(),
});

export type ReceiptClaims = z.output<typeof receiptClaims>;

/** Which record a receipt must be about. */
export type ReceiptedRecord = Pick<ReceiptClaims, 'agency' | 'device' | 'epoch' | 'seq' | 'recordId' | 'digest'>;

export const signReceipt = (
  claims: ReceiptClaims,
  key: { kid: string; key: CryptoKey },
  issuer: string,
): Promise<string> => signStatement(RECEIPT, claims, new Date(claims.receivedAt), key, issuer);

/**
 * @param server whom the device believes, from what it got when it enrolled
 * @throws when the receipt is not the server's, or not about this record
 */
export async function verifyReceipt(
  receipt: string,
  server: ServerIdentity,
  expected: ReceiptedRecord,
): Promise<ReceiptClaims> {
  const claims = receiptClaims.parse(await verifyStatement(RECEIPT, receipt, server));
  for (const name of ['agency', 'device', 'epoch', 'seq', 'recordId', 'digest'] as const) {
    if (claims[name] !== expected[name]) throw new Error(`the receipt is about another record: ${name} differs`);
  }
  return claims;
}
