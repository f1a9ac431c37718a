import type { Reach, Scope, TenantTx } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { MEMBER_ROLES, scopesOfRoles, scopesOfServiceAccount, type MemberRole } from '../roles/role-scopes.js';
import { scopesOfAssignments, scopesOfStateAuditor, type RoleAssignment } from '../roles/unit-reach.js';
import type { PrincipalState, StoredPrincipalKind } from './principal.entity.js';

/** Adds a principal in state ACTIVE. @returns its id */
export async function createPrincipal(
  tx: TenantTx,
  input: { id?: string; kind: StoredPrincipalKind },
): Promise<string> {
  const id = input.id ?? uuidv7();
  await tx.query('insert into principals (agency_id, id, kind) values ($1, $2, $3)', [tx.agencyId, id, input.kind]);
  return id;
}

/**
 * SUSPENDED and REVOKED principals are refused at the token endpoint at once, and their access tokens within 30 s.
 * @returns false when the agency has no such principal, or it is REVOKED: that is final
 */
export async function setPrincipalState(tx: TenantTx, principalId: string, state: PrincipalState): Promise<boolean> {
  const changed = await tx.query(
    `update principals set state = $3 where agency_id = $1 and id = $2 and (state <> 'REVOKED' or $3 = 'REVOKED') returning id`,
    [tx.agencyId, principalId, state],
  );
  return changed.length > 0;
}

/** Gives a member a role with this reach, whichever they had it with. Safe to repeat. */
export async function assignRole(
  tx: TenantTx,
  principalId: string,
  role: MemberRole,
  reach: RoleAssignment['reach'] = 'AGENCY',
): Promise<void> {
  await tx.query(
    `insert into role_assignments (agency_id, principal_id, role, reach)
     select agency_id, id, $3, $4 from principals where agency_id = $1 and id = $2 and kind = 'MEMBER'
     on conflict (agency_id, principal_id, role) do update set reach = excluded.reach where role_assignments.reach <> excluded.reach`,
    [tx.agencyId, principalId, role, reach],
  );
}

/** Makes exactly these the member's roles. */
export async function setRoles(
  tx: TenantTx,
  principalId: string,
  assignments: readonly RoleAssignment[],
): Promise<void> {
  await tx.query(
    'delete from role_assignments where agency_id = $1 and principal_id = $2 and role <> all($3::text[])',
    [tx.agencyId, principalId, assignments.map(({ role }) => role)],
  );
  for (const { role, reach } of assignments) await assignRole(tx, principalId, role, reach);
}

/** The roles of each of these members, in the order of the role table; members without one are absent. */
export async function rolesOf(tx: TenantTx, principalIds: readonly string[]): Promise<Map<string, RoleAssignment[]>> {
  const rows = await tx.query<{ principal_id: string; held: RoleAssignment[] }>(
    `select principal_id, jsonb_agg(jsonb_build_object('role', role, 'reach', reach)) as held from role_assignments
     where agency_id = $1 and principal_id = any($2::uuid[]) group by principal_id`,
    [tx.agencyId, [...principalIds]],
  );
  const place = ({ role }: RoleAssignment): number => MEMBER_ROLES.indexOf(role);
  return new Map(rows.map((row) => [row.principal_id, row.held.sort((a, b) => place(a) - place(b))] as const));
}

/** How many ACTIVE principals hold the role, for rules such as "an agency keeps an admin". */
export async function countActiveWithRole(tx: TenantTx, role: MemberRole): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::int as n from role_assignments r join principals p on p.agency_id = r.agency_id and p.id = r.principal_id
     where r.agency_id = $1 and r.role = $2 and p.state = 'ACTIVE'`,
    [tx.agencyId, role],
  );
  return row?.n ?? 0;
}

export interface PrincipalStanding {
  kind: StoredPrincipalKind;
  state: PrincipalState;
  scopes: ReadonlyMap<Scope, Reach>;
}

/** What the database says of a principal now; null when the agency has none with this id. */
export async function principalStanding(tx: TenantTx, principalId: string): Promise<PrincipalStanding | null> {
  const [row] = await tx.query<{
    kind: StoredPrincipalKind;
    state: PrincipalState;
    assignments: RoleAssignment[];
    granted: { scope: string; reach: Reach }[];
  }>(
    `select p.kind, p.state,
       coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'reach', r.reach)) from role_assignments r
         where r.agency_id = p.agency_id and r.principal_id = p.id), '[]') as assignments,
       coalesce((select jsonb_agg(jsonb_build_object('scope', s.scope, 'reach', s.reach)) from principal_scopes s
         where s.agency_id = p.agency_id and s.principal_id = p.id), '[]') as granted
     from principals p where p.agency_id = $1 and p.id = $2`,
    [tx.agencyId, principalId],
  );
  if (!row) return null;
  return { kind: row.kind, state: row.state, scopes: scopesOf(row.kind, row.assignments, row.granted) };
}

function scopesOf(
  kind: StoredPrincipalKind,
  assignments: readonly RoleAssignment[],
  granted: readonly { scope: string; reach: Reach }[],
): Map<Scope, Reach> {
  switch (kind) {
    case 'MEMBER':
      return scopesOfAssignments(assignments);
    case 'SERVICE_ACCOUNT':
      return scopesOfServiceAccount(granted);
    case 'DEVICE':
      return scopesOfRoles(['DEVICE']);
    case 'STATE_AUDITOR':
      return scopesOfStateAuditor(assignments);
  }
}
