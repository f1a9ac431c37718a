import type { TenantTx } from '#platform';

/**
 * Marks an assertion, or a nonce, as used by the principal.
 * @param expiresAt when it would be refused anyway
 * @returns false when it came before: of two at once, one gets true
 */
export async function useOnce(tx: TenantTx, principalId: string, jti: string, expiresAt: Date): Promise<boolean> {
  // Ten minutes more, so that a process whose clock is behind the database's takes no assertion that is forgotten already.
  await tx.query(
    `delete from used_assertions where agency_id = $1 and principal_id = $2 and expires_at < now() - interval '10 minutes'`,
    [tx.agencyId, principalId],
  );
  const marked = await tx.query(
    `insert into used_assertions (agency_id, principal_id, jti, expires_at) values ($1, $2, $3, $4)
     on conflict do nothing returning id`,
    [tx.agencyId, principalId, jti, expiresAt],
  );
  return marked.length > 0;
}

/** Whether the principal is ACTIVE and the key still good, at this moment of the database's clock. */
export async function mayStillSign(tx: TenantTx, principalId: string, credentialId: string): Promise<boolean> {
  const rows = await tx.query(
    `select 1 from credentials c join principals p on p.agency_id = c.agency_id and p.id = c.principal_id
     where c.agency_id = $1 and c.id = $3 and c.principal_id = $2 and p.state = 'ACTIVE'
       and (c.expires_at is null or c.expires_at > now())`,
    [tx.agencyId, principalId, credentialId],
  );
  return rows.length > 0;
}
