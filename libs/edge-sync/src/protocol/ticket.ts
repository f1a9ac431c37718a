import type { CryptoKey } from 'jose';
import { z } from 'zod';
import { signStatement, TICKET, verifyStatement, type ServerIdentity } from './signed-by-server.js';

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
/** With the server's time at which it was issued, ISO 8601. */
export type VerifiedTicket = TicketClaims & { issuedAt: string };

export const signTicket = (
  claims: TicketClaims,
  issuedAt: Date,
  key: { kid: string; key: CryptoKey },
  issuer: string,
): Promise<string> => signStatement(TICKET, claims, issuedAt, key, issuer);

/** @returns null when the ticket is not the server's */
export async function verifyTicket(ticket: string, server: ServerIdentity): Promise<VerifiedTicket | null> {
  try {
    const payload = await verifyStatement(TICKET, ticket, server);
    return { ...ticketClaims.parse(payload), issuedAt: new Date((payload.iat as number) * 1_000).toISOString() };
  } catch {
    return null;
  }
}
