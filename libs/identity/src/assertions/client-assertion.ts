import { compactVerify, decodeJwt, importJWK, type JWK } from 'jose';
import { z } from 'zod';
import { algorithmsOf } from '../credentials/public-key.js';

/** Longest client assertion and longest enrolment proof, in characters. */
export const LONGEST_ASSERTION = 8_192;
/** Seconds ahead of the server's clock that a service account's assertion may expire. */
export const LONGEST_ASSERTION_SECONDS = 300;
const CLOCK_TOLERANCE_SECONDS = 30;

const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
const CLAIMS = z.object({
  iss: uuid,
  sub: uuid,
  aud: z.union([z.string(), z.array(z.string()).min(1).max(5)]),
  jti: z.string().min(1).max(200).optional(),
  nonce: z.string().max(2_048).optional(),
  exp: z.number().optional(),
  iat: z.number().optional(),
  nbf: z.number().optional(),
});
export type AssertionClaims = z.infer<typeof CLAIMS>;

/** What an assertion claims, before its signature is checked, to learn whose keys to try; null when it is none at all. */
export function readAssertion(assertion: string): AssertionClaims | null {
  if (assertion.length > LONGEST_ASSERTION) return null;
  try {
    const claims = CLAIMS.parse(decodeJwt(assertion));
    // RFC 7523, section 3: for client authentication both name the client.
    return claims.iss === claims.sub ? claims : null;
  } catch {
    return null;
  }
}

/** Whether this key signed exactly these bytes, with an algorithm that belongs to the key. */
export async function signedBy(jws: string, jwk: JWK): Promise<boolean> {
  const algorithms = algorithmsOf(jwk);
  try {
    await compactVerify(jws, await importJWK(jwk, algorithms[0]), { algorithms });
    return true;
  } catch {
    return false;
  }
}

/** Whether the assertion is addressed to one of these, and to nobody else. */
export function addressedTo(claims: Pick<AssertionClaims, 'aud'>, audiences: readonly string[]): boolean {
  const addressees = typeof claims.aud === 'string' ? [claims.aud] : claims.aud;
  return addressees.every((addressee) => audiences.includes(addressee));
}

/**
 * When a service account's assertion expires, if its times are acceptable at `now`; null if not.
 * @param now seconds since 1970 on the server's clock
 */
export function acceptableExpiry(claims: Pick<AssertionClaims, 'exp' | 'iat' | 'nbf'>, now: number): Date | null {
  const { exp, iat, nbf } = claims;
  if (exp === undefined || exp <= now - CLOCK_TOLERANCE_SECONDS) return null;
  if (exp > now + LONGEST_ASSERTION_SECONDS + CLOCK_TOLERANCE_SECONDS) return null;
  if ((iat ?? 0) > now + CLOCK_TOLERANCE_SECONDS || (nbf ?? 0) > now + CLOCK_TOLERANCE_SECONDS) return null;
  return new Date((exp + CLOCK_TOLERANCE_SECONDS) * 1_000);
}
