import type { ControlTx, TenantTx } from '#platform';

export interface Agency {
  id: string;
  name: string;
  timezone: string;
  stateCode: string;
  createdAt: Date;
}

/** The agency of the transaction; null before it is provisioned. */
export async function agencyProfile(tx: TenantTx): Promise<Agency | null> {
  const [row] = await tx.query<Agency>(
    `select id, name, timezone, state_code as "stateCode", created_at as "createdAt" from agencies where agency_id = $1 and id = $1`,
    [tx.agencyId],
  );
  return row ?? null;
}

/** @returns false when the agency's row is there already */
export async function addAgency(tx: TenantTx, agency: Omit<Agency, 'id' | 'createdAt'>): Promise<boolean> {
  const added = await tx.query(
    `insert into agencies (agency_id, id, name, timezone, state_code) values ($1, $1, $2, $3, $4)
     on conflict do nothing returning id`,
    [tx.agencyId, agency.name, agency.timezone, agency.stateCode],
  );
  return added.length > 0;
}

/** Makes other transactions that decide about the whole agency wait for this one. */
export async function lockAgency(tx: TenantTx): Promise<void> {
  await tx.query('select 1 from agencies where agency_id = $1 and id = $1 for update', [tx.agencyId]);
}

export interface AgencyClaim {
  agencyId: string;
  adminId: string;
  slug: string;
  operatorId: string;
  provisionKey: string;
  provisionDigest: string;
}

/** Puts the agency on the list. @returns false when the slug or the operator's key was there before */
export async function addToAgencyList(tx: ControlTx, claim: AgencyClaim): Promise<boolean> {
  const added = await tx.query(
    `insert into control.agencies (id, admin_id, slug, operator_id, provision_key, provision_digest)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning id`,
    [claim.agencyId, claim.adminId, claim.slug, claim.operatorId, claim.provisionKey, claim.provisionDigest],
  );
  return added.length > 0;
}

/** What the operator provisioned with this key before. */
export async function agencyByProvisionKey(
  tx: ControlTx,
  operatorId: string,
  provisionKey: string,
): Promise<AgencyClaim | null> {
  const [row] = await tx.query<AgencyClaim>(
    `select id as "agencyId", admin_id as "adminId", slug, operator_id as "operatorId", provision_key as "provisionKey",
       provision_digest as "provisionDigest" from control.agencies where operator_id = $1 and provision_key = $2`,
    [operatorId, provisionKey],
  );
  return row ?? null;
}
