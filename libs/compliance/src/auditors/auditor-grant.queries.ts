import type { TenantTx } from '#platform';
import type { AuditorGrantEntity } from './auditor-grant.entity.js';
import { LONGEST_GRANT_DAYS } from './auditor-grant.js';

export interface AuditorGrant extends Omit<AuditorGrantEntity, 'agencyId'> {
  /** The org units shown with all below them; empty for the whole agency. */
  orgUnitIds: string[];
  /** Neither revoked nor expired, on the database's clock. */
  active: boolean;
}

const GRANT = `select g.id, g.name, g.email, g.organisation, g.mandate_codes as "mandateCodes", g.id_system as "idSystem",
    g.records_from::text as "recordsFrom", g.records_to::text as "recordsTo", g.granted_by as "grantedBy", g.granted_at as "grantedAt",
    g.expires_at as "expiresAt", g.revoked_by as "revokedBy", g.revoked_at as "revokedAt",
    g.revoked_at is null and g.expires_at > now() as active,
    array(select u.org_unit_id::text from auditor_units u where u.agency_id = $1 and u.grant_id = g.id order by u.org_unit_id) as "orgUnitIds"
  from auditor_grants g where g.agency_id = $1`;

/** Newest first. @param before only those granted before this one */
export function listGrants(tx: TenantTx, page: { limit: number; before: string | null }): Promise<AuditorGrant[]> {
  return tx.query<AuditorGrant>(`${GRANT} and ($2::uuid is null or g.id < $2) order by g.id desc limit $3`, [
    tx.agencyId,
    page.before,
    page.limit,
  ]);
}

export async function grantById(tx: TenantTx, id: string): Promise<AuditorGrant | null> {
  const [row] = await tx.query<AuditorGrant>(`${GRANT} and g.id = $2`, [tx.agencyId, id]);
  return row ?? null;
}

/** Whether a grant may end then, on the database's clock. */
export async function mayExpireAt(tx: TenantTx, expiresAt: Date): Promise<'PAST' | 'TOO_LATE' | null> {
  const [row] = await tx.query<{ past: boolean; late: boolean }>(
    `select $1::timestamptz <= now() as past, $1::timestamptz > now() + make_interval(days => $2) as late`,
    [expiresAt, LONGEST_GRANT_DAYS],
  );
  if (row?.past) return 'PAST';
  return row?.late ? 'TOO_LATE' : null;
}

export async function addGrant(
  tx: TenantTx,
  grant: Omit<AuditorGrant, 'grantedAt' | 'revokedBy' | 'revokedAt' | 'active'>,
): Promise<void> {
  await tx.query(
    `insert into auditor_grants (agency_id, id, name, email, organisation, mandate_codes, id_system, records_from, records_to, expires_at, granted_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      tx.agencyId,
      grant.id,
      grant.name,
      grant.email,
      grant.organisation,
      grant.mandateCodes,
      grant.idSystem,
      grant.recordsFrom,
      grant.recordsTo,
      grant.expiresAt,
      grant.grantedBy,
    ],
  );
  await tx.query(
    `insert into auditor_units (agency_id, grant_id, org_unit_id) select $1, $2, unit from unnest($3::uuid[]) unit`,
    [tx.agencyId, grant.id, grant.orgUnitIds],
  );
}

/** @returns false when it was revoked before; null where there is none */
export async function revokeGrant(tx: TenantTx, id: string, revokedBy: string): Promise<boolean | null> {
  const changed = await tx.query(
    `update auditor_grants set revoked_by = $3, revoked_at = now() where agency_id = $1 and id = $2 and revoked_at is null returning id`,
    [tx.agencyId, id, revokedBy],
  );
  if (changed.length > 0) return true;
  return (await grantById(tx, id)) ? false : null;
}
