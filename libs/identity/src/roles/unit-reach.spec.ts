import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { covers } from '#platform';
import { MEMBER_ROLES, scopesOfRoles, type MemberRole } from './role-scopes.js';
import { scopesInUnit, scopesOfAssignments, UNIT_ROLES, type RoleAssignment } from './unit-reach.js';

const inUnit = (role: MemberRole): RoleAssignment => ({ role, reach: 'UNIT' });
const everywhere = (role: MemberRole): RoleAssignment => ({ role, reach: 'AGENCY' });

describe('a role that is held for an org unit', () => {
  it.each(UNIT_ROLES)('of %s never reaches further than the same role for the agency', (role) => {
    const whole = scopesOfRoles([role]);
    for (const [scope, reach] of scopesOfAssignments([inUnit(role)])) {
      expect(covers(whole.get(scope) ?? 'OWN', reach)).toBe(true);
    }
  });

  it('reaches the rows of members no further than the unit', () => {
    expect(scopesInUnit('INSTRUCTOR')).toMatchObject({
      'member:read': 'UNIT',
      'session:read': 'UNIT',
      'grade:read': 'UNIT',
      'grade:sign': 'UNIT',
      'assignment:write': 'UNIT',
      'record:read': 'UNIT',
    });
    expect(scopesInUnit('AUDITOR')).toEqual({
      'agency:read': 'AGENCY',
      'member:read': 'UNIT',
      'curriculum:read': 'AGENCY',
      'model:read': 'AGENCY',
      'record:read': 'UNIT',
      'compliance:read': 'UNIT',
    });
  });

  it('allows nothing where the role has no such form: nobody administers a part of an agency', () => {
    expect(scopesOfAssignments([inUnit('AGENCY_ADMIN'), inUnit('TRAINEE')])).toEqual(new Map());
  });

  it('never takes or narrows a scope that another role gives', () => {
    const assignment = fc.oneof(
      fc.constantFrom(...MEMBER_ROLES).map(everywhere),
      fc.constantFrom(...UNIT_ROLES).map(inUnit),
    );
    fc.assert(
      fc.property(fc.array(assignment, { maxLength: 4 }), assignment, (held, added) => {
        const before = scopesOfAssignments(held);
        const after = scopesOfAssignments([...held, added]);
        for (const [scope, reach] of before) expect(covers(after.get(scope) ?? 'OWN', reach)).toBe(true);
        expect(scopesOfAssignments([added, ...held])).toEqual(after);
      }),
    );
  });
});
