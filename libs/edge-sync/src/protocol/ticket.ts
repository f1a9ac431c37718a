import { jwtVerify, SignJWT, type CryptoKey } from 'jose';
import { z } from 'zod';

/** What the server lets one device play offline for one trainee. Without it a result is quarantined. */
export const ticketClaims = z.object({
  agency: z.string(),
  device: z.string(),
  assignment: z.string(),
  trainee: z.string(),
  scenarioVersion: z.string(),
  scenarioDigest: z.string(),
  rubricVersion: z.string(),
  rubricDigest: z.string(),
});

export type TicketClaims = z.output<typeof ticketClaims>;

const AUDIENCE = 'parley-ticket';

export const signTicket = (
  claims: TicketClaims,
  key: { kid: string; key: CryptoKey },
  issuer: string,
): Promise<string> =>
  new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'parley-ticket+jwt', kid: key.kid })
    .setIssuer(issuer)
    .setAudience(AUDIENCE)
    .setIssuedAt()
    .sign(key.key);

/** @returns null when the ticket is not the server's */
export async function verifyTicket(
  ticket: string,
  keyOf: (kid: string | undefined) => Promise<CryptoKey | null>,
): Promise<TicketClaims | null> {
  try {
    const { payload } = await jwtVerify(
      ticket,
      async (header) => {
        const key = await keyOf(header.kid);
        if (!key) throw new Error('unknown key');
        return key;
      },
      { algorithms: ['EdDSA'], audience: AUDIENCE, typ: 'parley-ticket+jwt' },
    );
    return ticketClaims.parse(payload);
  } catch {
    return null;
  }
}
