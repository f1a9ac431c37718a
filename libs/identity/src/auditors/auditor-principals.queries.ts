import type { TenantTx } from '#platform';
import { createPrincipal, setPrincipalState } from '../principals/principals.queries.js';
import { auditorTokenDigest, newAuditorToken } from './auditor-token.js';

export interface AuditorPrincipal {
  principalId: string;
  /** Shown once; only its digest is stored. */
  token: string;
}

/**
 * Somebody who may read what the board is shown until `expiresAt`, on the database's clock.
 * @param reach UNIT where a grant names org units, by `app.reached_units`
 */
export async function addAuditorPrincipal(
  tx: TenantTx,
  input: { reach: 'UNIT' | 'AGENCY'; expiresAt: Date },
): Promise<AuditorPrincipal> {
  const principalId = await createPrincipal(tx, { kind: 'STATE_AUDITOR' });
  await tx.query(
    `insert into role_assignments (agency_id, principal_id, role, reach) values ($1, $2, 'STATE_AUDITOR', $3)`,
    [tx.agencyId, principalId, input.reach],
  );
  const token = newAuditorToken();
  await tx.query(
    `insert into credentials (agency_id, principal_id, kind, lookup, expires_at) values ($1, $2, 'AUDITOR_TOKEN', $3, $4)`,
    [tx.agencyId, principalId, auditorTokenDigest(token), input.expiresAt],
  );
  return { principalId, token };
}

/** Ends them for good: the next request is refused. */
export async function endAuditorPrincipal(tx: TenantTx, principalId: string): Promise<void> {
  await setPrincipalState(tx, principalId, 'REVOKED');
}

/** Whether this credential is good at this moment, on the database's clock. */
export async function isCredentialGood(tx: TenantTx, credentialId: string): Promise<boolean> {
  const rows = await tx.query(
    `select from credentials where agency_id = $1 and id = $2 and kind = 'AUDITOR_TOKEN' and expires_at > now()`,
    [tx.agencyId, credentialId],
  );
  return rows.length > 0;
}
