import { covers, type Reach, type Scope } from '#platform';
import { ROLE_SCOPES, scopesTogether, type MemberRole, type Role, type ScopeGrants } from './role-scopes.js';

/** The roles that a member may hold for their org unit and below only. To administer or to be trained has no such form. */
export const UNIT_ROLES = ['INSTRUCTOR', 'AUDITOR'] as const satisfies readonly MemberRole[];
export type UnitRole = (typeof UNIT_ROLES)[number];

/** The roles that reach a part of the agency: a member's own org unit and below, or the org units of a state auditor's grant and below. */
export type PartialRole = UnitRole | 'STATE_AUDITOR';

/** A role of a member, for the whole agency or for their org unit and below. */
export interface RoleAssignment {
  role: MemberRole;
  reach: 'UNIT' | 'AGENCY';
}

/**
 * How far a scope reaches in a role that is held for an org unit. UNIT where its rows belong to members, AGENCY where they belong to nobody
 * in particular, null where it is given for the whole agency or not at all. Never further than the role itself.
 */
export const REACH_IN_UNIT: Readonly<Record<Scope, Reach | null>> = {
  'agency:provision': null,
  'agency:read': 'AGENCY',
  'agency:write': null,
  'member:read': 'UNIT',
  'member:write': null,
  'roster:write': null,
  'service-account:read': null,
  'service-account:write': null,
  'curriculum:read': 'AGENCY',
  'curriculum:write': null,
  'cohort:read': 'UNIT',
  'cohort:write': null,
  'presentation:read': 'UNIT',
  'presentation:write': null,
  'assignment:read': 'UNIT',
  'assignment:write': 'UNIT',
  'model:read': 'AGENCY',
  'session:read': 'UNIT',
  // Everybody plays for themself.
  'session:play': null,
  'session:direct': 'UNIT',
  'grade:read': 'UNIT',
  'grade:review': 'UNIT',
  'grade:sign': 'UNIT',
  // Agreement is the whole agency's: of a unit there would be too few sessions to say anything, or to hide anybody.
  'calibration:read': null,
  'calibration:write': null,
  // Who reviews whom is settled for the whole agency.
  'review:organise': null,
  'grade:regrade': null,
  'score:read': 'UNIT',
  // Everybody appeals for themself.
  'appeal:file': null,
  'appeal:read': 'UNIT',
  'appeal:decide': 'UNIT',
  'appeal:limit': null,
  'coaching:read': 'UNIT',
  'coaching:write': 'UNIT',
  'coaching:acknowledge': null,
  'record:read': 'UNIT',
  // A presentation's sheet is one, whatever the units of those on it.
  'record:write': null,
  'record:verify': null,
  'record:correct': null,
  'compliance:read': 'UNIT',
  'compliance:write': null,
  // An export is of the whole agency, and names everybody in it.
  'export:read': null,
  'export:write': null,
  'device:read': null,
  'device:write': null,
  'device:sync': null,
  'operation:read': null,
  'operation:cancel': null,
  // A file may be about anybody: there is no part of it that is a unit's.
  'blob:read': null,
  'task:read': null,
  'task:write': null,
  // An entry is about anything at all, and its details name whom they like: there is no part of the trail that is a unit's.
  'audit:read': null,
  'auditor:read': null,
  'auditor:write': null,
  'board:read': 'UNIT',
  'view:read': null,
};

/** What a role allows when it is held for an org unit. */
export function scopesInUnit(role: PartialRole): ScopeGrants {
  const scopes: Partial<Record<Scope, Reach>> = {};
  for (const [scope, held] of Object.entries(ROLE_SCOPES[role]) as [Scope, Reach][]) {
    const reach = REACH_IN_UNIT[scope];
    if (reach) scopes[scope] = covers(held, reach) ? reach : held;
  }
  return scopes;
}

export const isUnitRole = (role: Role): role is UnitRole => (UNIT_ROLES as readonly string[]).includes(role);

export const isPartialRole = (role: Role): role is PartialRole => isUnitRole(role) || role === 'STATE_AUDITOR';

/** What a state auditor's role allows: nothing without it, whatever else is on record for the principal. */
export function scopesOfStateAuditor(
  assignments: readonly { role: Role; reach: 'UNIT' | 'AGENCY' }[],
): Map<Scope, Reach> {
  const held = assignments.find(({ role }) => role === 'STATE_AUDITOR');
  if (!held) return new Map();
  return scopesTogether([held.reach === 'AGENCY' ? ROLE_SCOPES.STATE_AUDITOR : scopesInUnit('STATE_AUDITOR')]);
}

/** What these roles allow together: of one scope, the widest reach counts. A role that has no form for a unit allows nothing in one. */
export const scopesOfAssignments = (assignments: readonly RoleAssignment[]): Map<Scope, Reach> =>
  scopesTogether(
    assignments.map(({ role, reach }) => {
      if (reach === 'AGENCY') return ROLE_SCOPES[role];
      return isUnitRole(role) ? scopesInUnit(role) : {};
    }),
  );
