import { jwtVerify, SignJWT, type CryptoKey } from 'jose';
import { z } from 'zod';

export const RECEIPT_STATUSES = ['ACCEPTED', 'DUPLICATE', 'QUARANTINED'] as const;

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

const AUDIENCE = 'parley-device';

export const signReceipt = (
  claims: ReceiptClaims,
  key: { kid: string; key: CryptoKey },
  issuer: string,
): Promise<string> =>
  new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'parley-receipt+jwt', kid: key.kid })
    .setIssuer(issuer)
    .setAudience(AUDIENCE)
    .setIssuedAt(Math.floor(Date.parse(claims.receivedAt) / 1_000))
    .sign(key.key);

/**
 * @param keyOf the server's public key with this id, from what the device pulled when it enrolled
 * @throws when the receipt is not the server's, or not about this record
 */
export async function verifyReceipt(
  receipt: string,
  keyOf: (kid: string | undefined) => Promise<CryptoKey | null>,
  expected: Pick<ReceiptClaims, 'device' | 'epoch' | 'seq' | 'recordId' | 'digest'>,
): Promise<ReceiptClaims> {
  const { payload } = await jwtVerify(
    receipt,
    async (header) => {
      const key = await keyOf(header.kid);
      if (!key) throw new Error('the receipt is signed with a key that this device does not know');
      return key;
    },
    { algorithms: ['EdDSA'], audience: AUDIENCE, typ: 'parley-receipt+jwt' },
  );
  const claims = receiptClaims.parse(payload);
  for (const name of ['device', 'epoch', 'seq', 'recordId', 'digest'] as const) {
    if (claims[name] !== expected[name]) throw new Error(`the receipt is about another record: ${name} differs`);
  }
  return claims;
}
