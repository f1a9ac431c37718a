import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { covers, SCOPES, type Scope } from '#platform';
import { ROLE_SCOPES, ROLES, scopesOfRoles, scopesOfServiceAccount } from './role-scopes.js';

const ALL_SCOPES = Object.keys(SCOPES) as Scope[];

describe('the role table', () => {
  it("lets a trainee reach nothing but the trainee's own rows", () => {
    expect(new Set(Object.values(ROLE_SCOPES.TRAINEE))).toEqual(new Set(['OWN']));
  });

  it('keeps certifying apart from administering, and playing apart from both', () => {
    expect(ROLES.filter((role) => 'grade:sign' in ROLE_SCOPES[role])).toEqual(['INSTRUCTOR', 'EXTERNAL_REVIEWER']);
    expect(ROLES.filter((role) => 'session:play' in ROLE_SCOPES[role])).toEqual(['TRAINEE']);
    expect(ROLES.filter((role) => 'agency:provision' in ROLE_SCOPES[role])).toEqual(['OPERATOR']);
  });

  it('gives a reviewer from outside nothing of the agency by itself', () => {
    expect(new Set(Object.values(ROLE_SCOPES.EXTERNAL_REVIEWER))).toEqual(new Set(['OWN']));
    expect(Object.keys(ROLE_SCOPES.EXTERNAL_REVIEWER).filter((scope) => !scope.startsWith('grade:'))).toEqual([]);
  });

  it('gives an auditor and an operator no way to write in an agency', () => {
    expect(Object.keys(ROLE_SCOPES.AUDITOR).filter((scope) => !scope.endsWith(':read'))).toEqual([]);
    expect(Object.keys(ROLE_SCOPES.OPERATOR)).toEqual(['agency:provision']);
  });

  it('gives a state auditor what the board is shown and nothing else, and gives that to nobody else', () => {
    expect(Object.keys(ROLE_SCOPES.STATE_AUDITOR)).toEqual(['board:read', 'compliance:read']);
    expect(ROLES.filter((role) => 'board:read' in ROLE_SCOPES[role])).toEqual(['STATE_AUDITOR']);
  });

  it('gives every scope to somebody', () => {
    expect(ALL_SCOPES.filter((scope) => !ROLES.some((role) => scope in ROLE_SCOPES[role]))).toEqual([]);
  });

  it('never takes or narrows a scope when a role is added', () => {
    fc.assert(
      fc.property(fc.subarray([...ROLES]), fc.constantFrom(...ROLES), (roles, added) => {
        const before = scopesOfRoles(roles);
        const after = scopesOfRoles([...roles, added]);
        for (const [scope, reach] of before) expect(covers(after.get(scope) ?? 'OWN', reach)).toBe(true);
        expect(scopesOfRoles([added, ...roles])).toEqual(after);
      }),
    );
  });

  it('cuts what a service account was given to the ceiling', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ALL_SCOPES, 'no:scope', 'constructor')), (granted) => {
        const held = scopesOfServiceAccount(granted.map((scope) => ({ scope, reach: 'AGENCY' as const })));
        for (const scope of held.keys()) expect(scope in ROLE_SCOPES.INTEGRATION && granted.includes(scope)).toBe(true);
      }),
    );
    expect(scopesOfServiceAccount([])).toEqual(new Map());
  });
});
