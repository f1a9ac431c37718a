import type { MemberRole, RoleAssignment, UnitRole } from '#identity';
import { UserError } from '#platform';

/** The roles that somebody shall have, and which of them for their org unit and below only. */
export interface WantedRoles {
  roles: readonly MemberRole[];
  /** null: a role that is kept reaches as far as before, a new one the whole agency. */
  unitRoles: readonly UnitRole[] | null;
}

/**
 * @param held what they have now
 * @param at path of the input that holds the fields
 * @throws UserError INVALID (`<at>.unitRoles[i]`) for one that is not among the roles
 */
export function roleAssignments(
  { roles, unitRoles }: WantedRoles,
  held: readonly RoleAssignment[],
  at: string,
): RoleAssignment[] {
  const stray = unitRoles?.findIndex((role) => !roles.includes(role)) ?? -1;
  if (stray >= 0) {
    throw new UserError('INVALID', `${at}.unitRoles[${stray}]`, `is not one of the roles in ${at}.roles`);
  }
  const inUnit: ReadonlySet<MemberRole> = new Set(
    unitRoles ?? held.flatMap(({ role, reach }) => (reach === 'UNIT' ? [role] : [])),
  );
  return roles.map((role) => ({ role, reach: inUnit.has(role) ? 'UNIT' : 'AGENCY' }));
}

/** As the audit trail tells them. */
export const auditedRoles = (
  assignments: readonly RoleAssignment[],
): { roles: MemberRole[]; unitRoles: MemberRole[] } => ({
  roles: assignments.map(({ role }) => role),
  unitRoles: assignments.flatMap(({ role, reach }) => (reach === 'UNIT' ? [role] : [])),
});
