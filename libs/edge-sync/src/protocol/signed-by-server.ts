import { jwtVerify, SignJWT, type CryptoKey, type JWTPayload } from 'jose';

/** What a verifier must know of the server: its name, and its public keys by id. */
export interface ServerIdentity {
  issuer: string;
  keyOf(kid: string | undefined): Promise<CryptoKey | null>;
}

/** Which of the server's statements a JWT is: one never passes for another. */
export interface StatementKind {
  typ: string;
  audience: string;
}

export const RECEIPT: StatementKind = { typ: 'parley-receipt+jwt', audience: 'parley-device' };
export const TICKET: StatementKind = { typ: 'parley-ticket+jwt', audience: 'parley-ticket' };

/** A statement of the server that holds for ever: it has no expiry, for a device may be away for as long as it is. */
export const signStatement = (
  kind: StatementKind,
  claims: object,
  issuedAt: Date,
  key: { kid: string; key: CryptoKey },
  issuer: string,
): Promise<string> =>
  new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'EdDSA', typ: kind.typ, kid: key.kid })
    .setIssuer(issuer)
    .setAudience(kind.audience)
    .setIssuedAt(Math.floor(issuedAt.getTime() / 1_000))
    .sign(key.key);

/**
 * Looks at no clock but the server's: that of the verifying device may be wrong by years.
 * @throws when this server did not sign it, or it is another kind of statement
 */
export async function verifyStatement(kind: StatementKind, jwt: string, server: ServerIdentity): Promise<JWTPayload> {
  const { payload } = await jwtVerify(
    jwt,
    async ({ kid }) => {
      const key = await server.keyOf(kid);
      if (!key) throw new Error('it is signed with a key that is not known here');
      return key;
    },
    { algorithms: ['EdDSA'], issuer: server.issuer, audience: kind.audience, typ: kind.typ, requiredClaims: ['iat'] },
  );
  return payload;
}
