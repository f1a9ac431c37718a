import { unauthenticated, type PrincipalKind, type SigningKeys } from '#platform';
import { jwtVerify, SignJWT } from 'jose';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';

export type TokenKind = Extract<PrincipalKind, 'MEMBER' | 'SERVICE_ACCOUNT' | 'DEVICE' | 'OPERATOR'>;

/** Whom an access token speaks for. What they may do is not in it: that comes from the database. */
export interface TokenSubject {
  principalId: string;
  /** null only for an OPERATOR. */
  agencyId: string | null;
  kind: TokenKind;
}

export interface IssuedToken {
  accessToken: string;
  expiresIn: number;
}

export const TOKEN_AUDIENCE = 'parley';
const TOKEN_TYPE = 'at+jwt';

/** Seconds that the access token of a device or a service account lives. */
export const CLIENT_TOKEN_SECONDS = 600;
/** Seconds that a member's or an operator's access token lives unless said otherwise, and at most. */
export const MEMBER_TOKEN_SECONDS = 3_600;
export const LONGEST_TOKEN_SECONDS = 86_400;

const CLOCK_TOLERANCE_SECONDS = 5;
const LONGEST_TOKEN_CHARACTERS = 4_096;

const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
const CLAIMS = z
  .object({
    sub: id,
    agency: id.nullable(),
    kind: z.enum(['MEMBER', 'SERVICE_ACCOUNT', 'DEVICE', 'OPERATOR']),
    jti: id,
    iat: z.number(),
    exp: z.number(),
  })
  .refine((claims) => (claims.kind === 'OPERATOR') === (claims.agency === null));

/**
 * Signs an access token with the deployment's newest ACCESS_TOKEN key.
 * @param lifetimeSeconds 1 to LONGEST_TOKEN_SECONDS
 */
export async function issueAccessToken(
  keys: SigningKeys,
  issuer: string,
  subject: TokenSubject,
  lifetimeSeconds: number,
): Promise<IssuedToken> {
  if (!Number.isInteger(lifetimeSeconds) || lifetimeSeconds < 1 || lifetimeSeconds > LONGEST_TOKEN_SECONDS) {
    throw new Error(`an access token lives 1 to ${LONGEST_TOKEN_SECONDS} seconds`);
  }
  const { kid, key } = await keys.signingKey('ACCESS_TOKEN');
  const now = Math.floor(Date.now() / 1_000);
  const accessToken = await new SignJWT({ agency: subject.agencyId, kind: subject.kind })
    .setProtectedHeader({ alg: 'EdDSA', typ: TOKEN_TYPE, kid })
    .setIssuer(issuer)
    .setAudience(TOKEN_AUDIENCE)
    .setSubject(subject.principalId)
    .setJti(uuidv7())
    .setIssuedAt(now)
    .setExpirationTime(now + lifetimeSeconds)
    .sign(key);
  return { accessToken, expiresIn: lifetimeSeconds };
}

/** What a token was found to say, and for how long that may be believed without looking at it again. */
export interface VerifiedToken {
  subject: TokenSubject;
  /** The key that signed it. */
  kid: string;
  /** Milliseconds since the epoch at which it expires, tolerance included. */
  believedUntil: number;
}

/**
 * Checks a token's signature and claims, not the principal's standing.
 * @throws UNAUTHENTICATED, the same for every reason: a forger learns nothing from it
 */
export async function verifyAccessToken(keys: SigningKeys, issuer: string, token: string): Promise<TokenSubject> {
  return (await verifyToken(keys, issuer, token)).subject;
}

/** The same, with what a cache needs to know. @throws UNAUTHENTICATED */
export async function verifyToken(keys: SigningKeys, issuer: string, token: string): Promise<VerifiedToken> {
  if (token.length > LONGEST_TOKEN_CHARACTERS) throw unauthenticated();
  let unavailable: unknown = null;
  try {
    const { payload, protectedHeader } = await jwtVerify(
      token,
      async (header) => {
        const key = await keys.verificationKey('ACCESS_TOKEN', header.kid).catch((error: unknown) => {
          unavailable = error;
          return null;
        });
        if (!key) throw new Error('unknown key');
        return key;
      },
      {
        algorithms: ['EdDSA'],
        typ: TOKEN_TYPE,
        issuer,
        audience: TOKEN_AUDIENCE,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ['iss', 'aud', 'sub', 'agency', 'kind', 'jti', 'iat', 'exp'],
      },
    );
    const claims = CLAIMS.parse(payload);
    if (claims.iat > Date.now() / 1_000 + CLOCK_TOLERANCE_SECONDS) throw new Error('issued in the future');
    if (claims.exp - claims.iat > LONGEST_TOKEN_SECONDS) throw new Error('lives too long');
    return {
      subject: { principalId: claims.sub, agencyId: claims.agency, kind: claims.kind },
      kid: protectedHeader.kid as string,
      believedUntil: (claims.exp + CLOCK_TOLERANCE_SECONDS) * 1_000,
    };
  } catch {
    // A database that cannot be asked for its keys says nothing about the token.
    if (unavailable !== null) throw unavailable;
    throw unauthenticated();
  }
}
