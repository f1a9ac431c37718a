import { UserError } from '#platform';
import { calculateJwkThumbprint, importJWK, type JWK } from 'jose';
import { z } from 'zod';

const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const PUBLIC_JWK = z.union([
  z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: coordinate }),
  z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: coordinate, y: coordinate }),
]);

export interface PublicKey {
  /** Only what makes the key, whatever else was sent with it. */
  jwk: JWK;
  /** RFC 7638, SHA-256. */
  thumbprint: string;
}

/** The signature algorithms that a key may be used with: chosen by the key, never by the token. */
export const algorithmsOf = (jwk: JWK): string[] => (jwk.kty === 'EC' ? ['ES256'] : ['EdDSA', 'Ed25519']);

/**
 * Reads a public key: Ed25519, or P-256 for clients that cannot do better.
 * @param raw a JWK as an object or as JSON text
 * @param field the input field that a refusal names
 * @throws UserError INVALID
 */
export async function readPublicKey(raw: unknown, field: string): Promise<PublicKey> {
  const value = typeof raw === 'string' ? parsed(raw) : raw;
  if (value !== null && typeof value === 'object' && 'd' in value) {
    throw new UserError('INVALID', field, 'this is a private key: send the public key only, and make a new pair');
  }
  const result = PUBLIC_JWK.safeParse(value);
  if (!result.success) {
    throw new UserError('INVALID', field, 'must be a public JWK: kty OKP with crv Ed25519, or kty EC with crv P-256');
  }
  const jwk: JWK = result.data;
  try {
    await importJWK(jwk, algorithmsOf(jwk)[0]);
  } catch {
    throw new UserError('INVALID', field, 'is not a point on its curve');
  }
  return { jwk, thumbprint: await calculateJwkThumbprint(jwk) };
}

function parsed(text: string): unknown {
  if (text.length > 4_000) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
