import type { Reach, Scope, TenantTx } from '#platform';
import type { PrincipalState } from '../principals/principal.entity.js';

export interface ServiceAccount {
  id: string;
  name: string;
  state: PrincipalState;
  /** As granted, in alphabetical order. */
  scopes: string[];
  createdAt: Date;
}

const SELECT = `select s.id, s.name, p.state, s.created_at as "createdAt",
    array(select g.scope from principal_scopes g where g.agency_id = s.agency_id and g.principal_id = s.id order by g.scope) as scopes
  from service_accounts s join principals p on p.agency_id = s.agency_id and p.id = s.id`;

/** The service accounts with these ids; ids of nothing are left out. */
export async function serviceAccountsByIds(tx: TenantTx, ids: readonly string[]): Promise<ServiceAccount[]> {
  return tx.query<ServiceAccount>(`${SELECT} where s.agency_id = $1 and s.id = any($2::uuid[])`, [
    tx.agencyId,
    [...ids],
  ]);
}

/** A page in the order of creation: at most `limit` after the id. */
export async function serviceAccountsAfter(
  tx: TenantTx,
  afterId: string | null,
  limit: number,
): Promise<ServiceAccount[]> {
  return tx.query<ServiceAccount>(
    `${SELECT} where s.agency_id = $1 and ($2::uuid is null or s.id > $2::uuid) order by s.id limit $3`,
    [tx.agencyId, afterId, limit],
  );
}

/** @returns false when the name is taken in the agency */
export async function addServiceAccount(tx: TenantTx, id: string, name: string): Promise<boolean> {
  const added = await tx.query(
    `insert into service_accounts (agency_id, id, name) values ($1, $2, $3)
     on conflict (agency_id, name) do nothing returning id`,
    [tx.agencyId, id, name],
  );
  return added.length > 0;
}

export async function grantScope(tx: TenantTx, principalId: string, scope: Scope, reach: Reach): Promise<void> {
  await tx.query(
    'insert into principal_scopes (agency_id, principal_id, scope, reach) values ($1, $2, $3, $4) on conflict do nothing',
    [tx.agencyId, principalId, scope, reach],
  );
}
