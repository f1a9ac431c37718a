import { covers, type Reach, type Scope } from '#platform';

/**
 * What a principal may be. Members hold the first five, one or several; a service account is an INTEGRATION, a device a
 * DEVICE, a state auditor a STATE_AUDITOR and an operator an OPERATOR by its kind.
 */
export const ROLES = [
  'AGENCY_ADMIN',
  'INSTRUCTOR',
  'TRAINEE',
  'AUDITOR',
  'EXTERNAL_REVIEWER',
  'STATE_AUDITOR',
  'INTEGRATION',
  'DEVICE',
  'OPERATOR',
] as const;
export type Role = (typeof ROLES)[number];

/** The roles that a member can be given. */
export const MEMBER_ROLES = [
  'AGENCY_ADMIN',
  'INSTRUCTOR',
  'TRAINEE',
  'AUDITOR',
  'EXTERNAL_REVIEWER',
] as const satisfies readonly Role[];
export type MemberRole = (typeof MEMBER_ROLES)[number];

export type ScopeGrants = Readonly<Partial<Record<Scope, Reach>>>;

/** Every role's scopes and how far each reaches. What is not written here is denied. */
export const ROLE_SCOPES: Readonly<Record<Role, ScopeGrants>> = {
  // Runs the agency. Certifies nothing: a review and its signature need an instructor.
  AGENCY_ADMIN: {
    'agency:read': 'AGENCY',
    'agency:write': 'AGENCY',
    'member:read': 'AGENCY',
    'member:write': 'AGENCY',
    'roster:write': 'AGENCY',
    'service-account:read': 'AGENCY',
    'service-account:write': 'AGENCY',
    'curriculum:read': 'AGENCY',
    'curriculum:write': 'AGENCY',
    'cohort:read': 'AGENCY',
    'cohort:write': 'AGENCY',
    'presentation:read': 'AGENCY',
    'presentation:write': 'AGENCY',
    'assignment:read': 'AGENCY',
    'assignment:write': 'AGENCY',
    'model:read': 'AGENCY',
    'session:read': 'AGENCY',
    'grade:read': 'AGENCY',
    'calibration:read': 'AGENCY',
    'calibration:write': 'AGENCY',
    'review:organise': 'AGENCY',
    'grade:regrade': 'AGENCY',
    'score:read': 'AGENCY',
    'appeal:read': 'AGENCY',
    'appeal:limit': 'AGENCY',
    'coaching:read': 'AGENCY',
    'record:read': 'AGENCY',
    'record:write': 'AGENCY',
    'record:verify': 'AGENCY',
    'record:correct': 'AGENCY',
    'compliance:read': 'AGENCY',
    'compliance:write': 'AGENCY',
    'export:read': 'AGENCY',
    'export:write': 'AGENCY',
    'device:read': 'AGENCY',
    'device:write': 'AGENCY',
    'operation:read': 'AGENCY',
    'operation:cancel': 'AGENCY',
    'blob:read': 'AGENCY',
    'task:read': 'AGENCY',
    'task:write': 'AGENCY',
    'audit:read': 'AGENCY',
    'auditor:read': 'AGENCY',
    'auditor:write': 'AGENCY',
    'view:read': 'AGENCY',
  },
  INSTRUCTOR: {
    'agency:read': 'AGENCY',
    'member:read': 'AGENCY',
    'curriculum:read': 'AGENCY',
    'cohort:read': 'AGENCY',
    'presentation:read': 'AGENCY',
    'assignment:read': 'AGENCY',
    'assignment:write': 'AGENCY',
    'model:read': 'AGENCY',
    'session:read': 'AGENCY',
    'session:direct': 'AGENCY',
    'grade:read': 'AGENCY',
    'grade:review': 'AGENCY',
    'grade:sign': 'AGENCY',
    'calibration:read': 'AGENCY',
    'score:read': 'AGENCY',
    'appeal:read': 'AGENCY',
    'appeal:decide': 'AGENCY',
    'coaching:read': 'AGENCY',
    'coaching:write': 'AGENCY',
    'record:read': 'AGENCY',
    'record:write': 'AGENCY',
    'record:verify': 'AGENCY',
    'compliance:read': 'AGENCY',
  },
  // Their own rows and nothing else: never another trainee's session, grade or record.
  TRAINEE: {
    'agency:read': 'OWN',
    'member:read': 'OWN',
    'curriculum:read': 'OWN',
    'assignment:read': 'OWN',
    'session:read': 'OWN',
    'session:play': 'OWN',
    'score:read': 'OWN',
    'appeal:file': 'OWN',
    'appeal:read': 'OWN',
    'coaching:read': 'OWN',
    'coaching:acknowledge': 'OWN',
    'record:read': 'OWN',
    'compliance:read': 'OWN',
    'view:read': 'OWN',
  },
  // What the agency shows its state board: reads only.
  AUDITOR: {
    'agency:read': 'AGENCY',
    'member:read': 'AGENCY',
    'curriculum:read': 'AGENCY',
    'model:read': 'AGENCY',
    'record:read': 'AGENCY',
    'compliance:read': 'AGENCY',
    'export:read': 'AGENCY',
    'blob:read': 'AGENCY',
    'audit:read': 'AGENCY',
  },
  // Somebody from outside, for a time. They own no session: what they see is what was assigned to them, and that is asked in SQL.
  EXTERNAL_REVIEWER: {
    'grade:read': 'OWN',
    'grade:review': 'OWN',
    'grade:sign': 'OWN',
  },
  // Of root fields only those of board:read are open to one (root-fields-open.ts); compliance:read is for the types beneath them.
  STATE_AUDITOR: {
    'board:read': 'AGENCY',
    'compliance:read': 'AGENCY',
  },
  // A ceiling: a service account holds only those of these that it was given one by one.
  INTEGRATION: {
    'agency:read': 'AGENCY',
    'member:read': 'AGENCY',
    'roster:write': 'AGENCY',
    'curriculum:read': 'AGENCY',
    'cohort:read': 'AGENCY',
    'presentation:read': 'AGENCY',
    'assignment:read': 'AGENCY',
    'score:read': 'AGENCY',
    'record:read': 'AGENCY',
    'compliance:read': 'AGENCY',
  },
  DEVICE: {
    'device:sync': 'OWN',
    'assignment:read': 'OWN',
    'curriculum:read': 'OWN',
  },
  OPERATOR: { 'agency:provision': 'AGENCY' },
};

/** What these roles allow together, for the whole agency: of one scope, the widest reach counts. */
export const scopesOfRoles = (roles: readonly Role[]): Map<Scope, Reach> =>
  scopesTogether(roles.map((role) => ROLE_SCOPES[role]));

/** Of one scope, the widest reach counts. */
export function scopesTogether(grants: readonly ScopeGrants[]): Map<Scope, Reach> {
  const scopes = new Map<Scope, Reach>();
  for (const [scope, reach] of grants.flatMap((one) => Object.entries(one) as [Scope, Reach][])) {
    const held = scopes.get(scope);
    if (!held || covers(reach, held)) scopes.set(scope, reach);
  }
  return scopes;
}

/** What a service account was given, cut to what an INTEGRATION may ever hold: a later narrowing of the ceiling holds at once. */
export function scopesOfServiceAccount(granted: readonly { scope: string; reach: Reach }[]): Map<Scope, Reach> {
  const scopes = new Map<Scope, Reach>();
  for (const { scope, reach } of granted) {
    const ceiling = Object.hasOwn(ROLE_SCOPES.INTEGRATION, scope) ? ROLE_SCOPES.INTEGRATION[scope as Scope] : undefined;
    if (ceiling) scopes.set(scope as Scope, covers(ceiling, reach) ? reach : ceiling);
  }
  return scopes;
}
