import { isPartialRole, ROLE_SCOPES, ROLES, scopesInUnit, type ScopeGrants } from '#identity';
import {
  allowanceOf,
  covers,
  objectTypesOf,
  readScopeOf,
  rootTypesOf,
  SCOPES,
  type Reach,
  type Scope,
} from '#platform';
import type { GraphQLSchema } from 'graphql';

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const head = (cells: readonly string[]): string[] => [row(cells), row(cells.map(() => '---'))];

/** Every role, and beside it the same one held for an org unit, where it can be. */
const COLUMNS = ROLES.flatMap((role): { name: string; scopes: ScopeGrants }[] => {
  const whole = { name: role, scopes: ROLE_SCOPES[role] };
  return isPartialRole(role)
    ? [whole, { name: `${role} of ${role === 'STATE_AUDITOR' ? 'units' : 'a unit'}`, scopes: scopesInUnit(role) }]
    : [whole];
});
const NAMES = COLUMNS.map(({ name }) => name);

/** How far each role reaches with a scope; empty where that is not as far as is needed. */
function holders(scope: Scope, needed: Reach): string[] {
  return COLUMNS.map(({ scopes }) => {
    const reach = scopes[scope];
    return reach !== undefined && covers(reach, needed) ? reach : '';
  });
}

/** `docs/roles.md`: who may see what, read off the schema that runs and the roles as they are, never written by hand. */
export function rolesPage(schema: GraphQLSchema): string {
  const scopes = Object.entries(SCOPES) as [Scope, string][];
  const fields = rootTypesOf(schema).flatMap((root) =>
    Object.values(root.getFields()).map((field) => ({
      name: `${root.name}.${field.name}`,
      allowance: allowanceOf(field),
    })),
  );
  const types = objectTypesOf(schema).flatMap((type) => {
    const scope = readScopeOf(type)?.scope;
    return scope ? [{ name: type.name, scope }] : [];
  });
  const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);
  return [
    '# Who may see what',
    '',
    'Printed by `npm run schema:print`; a change here is a change of who may see what, and is reviewed as one. An empty cell is',
    "a refusal. OWN is the principal's own rows, UNIT those of the members of their org unit and of all units below it, AGENCY all of",
    "the agency's. A service account holds only those scopes of INTEGRATION that it was given.",
    '',
    '## Scopes',
    '',
    ...head(['scope', 'lets its holder', ...NAMES]),
    ...scopes.map(([scope, meaning]) => row([`\`${scope}\``, meaning, ...holders(scope, 'OWN')])),
    '',
    '## Object types, wherever they are reached from',
    '',
    ...head(['type', 'scope', ...NAMES]),
    ...types.sort(byName).map(({ name, scope }) => row([name, `\`${scope}\``, ...holders(scope, 'OWN')])),
    '',
    '## Root fields',
    '',
    ...head(['field', 'scope', 'needs', ...NAMES]),
    ...fields
      .sort(byName)
      .map(({ name, allowance }) =>
        !allowance || allowance.public
          ? row([name, 'none', '', ...NAMES.map(() => 'anyone')])
          : row([name, `\`${allowance.scope}\``, allowance.reach, ...holders(allowance.scope, allowance.reach)]),
      ),
    '',
  ].join('\n');
}
