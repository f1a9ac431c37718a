import type { TenantTx } from '#platform';
import type { OrgUnitKind } from './org-unit.entity.js';

export interface OrgUnit {
  id: string;
  parentId: string | null;
  name: string;
  kind: OrgUnitKind;
}

const SELECT = 'select id, parent_id as "parentId", name, kind from org_units where agency_id = $1';

/** The org units with these ids; ids of nothing are left out. */
export async function orgUnitsByIds(tx: TenantTx, ids: readonly string[]): Promise<OrgUnit[]> {
  return tx.query<OrgUnit>(`${SELECT} and id = any($2::uuid[])`, [tx.agencyId, [...ids]]);
}

/** A page in the order of creation: at most `limit` after the id, so a parent comes before its children. */
export async function orgUnitsAfter(tx: TenantTx, afterId: string | null, limit: number): Promise<OrgUnit[]> {
  return tx.query<OrgUnit>(`${SELECT} and ($2::uuid is null or id > $2::uuid) order by id limit $3`, [
    tx.agencyId,
    afterId,
    limit,
  ]);
}

/** @returns false when the name is taken under the same parent */
export async function addOrgUnit(tx: TenantTx, unit: OrgUnit): Promise<boolean> {
  const added = await tx.query(
    `insert into org_units (agency_id, id, parent_id, name, kind) values ($1, $2, $3, $4, $5)
     on conflict (agency_id, parent_id, name) do nothing returning id`,
    [tx.agencyId, unit.id, unit.parentId, unit.name, unit.kind],
  );
  return added.length > 0;
}
