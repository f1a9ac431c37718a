import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLE_SCOPES, scopesInUnit } from '#identity';
import { readScopeOf, type Scope } from '#platform';
import { buildWorld, rootFields, testApp, type GraphqlClient, type TestApp, type World } from '#testing';
import { getNamedType, isObjectType, type GraphQLField, type GraphQLObjectType } from 'graphql';
import { CONTEXTS } from '../src/contexts.js';
import { SHOWN_TO_STATE_AUDITORS } from './shown-to-state-auditors.js';

/** The schema as it is served, walked as a state auditor: whatever anybody adds to it is closed to them until it is on the list. */
describe('a state auditor', () => {
  let app: TestApp;
  let world: World;
  let auditor: GraphqlClient;

  beforeAll(async () => {
    app = await testApp({ modules: CONTEXTS, worker: CONTEXTS });
    world = await buildWorld(app);
    auditor = world.a.as('stateAuditor');
  }, 120_000);
  afterAll(() => app?.stop());

  /** Every `Type.field` below `auditView` that the scopes of the role let through, through types that they let through only. */
  function reachable(): { path: string; field: GraphQLField<unknown, unknown>; type: GraphQLObjectType }[] {
    const held = new Set(Object.keys(ROLE_SCOPES.STATE_AUDITOR) as Scope[]);
    const seen = new Set<string>();
    const found: ReturnType<typeof reachable> = [];
    const visit = (type: unknown): void => {
      if (!isObjectType(type) || seen.has(type.name)) return;
      seen.add(type.name);
      const declared = readScopeOf(type);
      if (declared?.scope && !held.has(declared.scope)) return;
      for (const field of Object.values(type.getFields())) {
        const inner = getNamedType(field.type);
        const scope = isObjectType(inner) ? readScopeOf(inner)?.scope : null;
        if (scope && !held.has(scope)) continue;
        found.push({ path: `${type.name}.${field.name}`, field, type });
        visit(inner);
      }
    };
    visit(app.schema.getType('AuditView'));
    return found;
  }

  it('is refused every root field but one, before anything of it runs', async () => {
    const open: string[] = [];
    for (const root of rootFields(app.schema)) {
      const { kind, name } = root;
      const declared = root.field.args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
      const passed = root.field.args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
      const selects = isObjectType(getNamedType(root.field.type)) || name === 'Query.node';
      const call = `${name.split('.')[1]}${passed && `(${passed})`}${selects ? ' { __typename }' : ''}`;
      const answer = await auditor.answerTo(`${kind}${declared && `(${declared})`} { ${call} }`, {});
      const code = answer.errors?.[0]?.extensions?.code;
      if (code !== 'FORBIDDEN') open.push(name);
      else expect(answer.data ?? null).toBeNull();
    }
    expect(open).toEqual(['Query.auditView']);
  }, 120_000);

  it('reaches the fields on the list and no others: each is reviewed before it is added', () => {
    expect(
      reachable()
        .map(({ path }) => path)
        .sort(),
    ).toEqual([...SHOWN_TO_STATE_AUDITORS].sort());
  });

  it('of some units holds the same scopes as of the agency, and none that writes', () => {
    const whole = Object.keys(ROLE_SCOPES.STATE_AUDITOR);
    expect(Object.keys(scopesInUnit('STATE_AUDITOR'))).toEqual(whole);
    expect(Object.values(scopesInUnit('STATE_AUDITOR'))).toEqual(whole.map(() => 'UNIT'));
    expect(whole.filter((scope) => !scope.endsWith(':read'))).toEqual([]);
  });

  it('is refused each type whose scope it does not hold, from wherever it is reached', async () => {
    const held = new Set(Object.keys(ROLE_SCOPES.STATE_AUDITOR));
    const closed = [...new Set(reachable().map(({ type }) => type))].flatMap((type) =>
      Object.values(type.getFields()).flatMap((field) => {
        const inner = getNamedType(field.type);
        const scope = isObjectType(inner) ? readScopeOf(inner)?.scope : null;
        return scope && !held.has(scope) ? [`${type.name}.${field.name}`] : [];
      }),
    );
    expect(closed).toContain('ComplianceReport.member');
    const selection = 'compliance(mandateCode: "US-GA-ANNUAL", first: 1) { nodes { member { __typename } } }';
    const { errors } = await auditor.ask(`{ auditView { ${selection} } }`);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', scope: 'member:read' });
  });

  it('of one agency reads nothing of another, nor any address of anybody', async () => {
    const { data, errors } = await auditor.ask(
      `{ auditView { agencyName auditorName organisation orgUnitNames
        compliance(mandateCode: "US-GA-ANNUAL", first: 100) { counts { status members }
          nodes { status explanation entries { courseCode explanation } auditedMember { givenName familyName orgUnitName boardId } } }
        presentations(first: 100) { nodes { courseTitle courseCode board location instructorName rosterState } } } }`,
    );
    expect(errors).toBeUndefined();
    const text = JSON.stringify(data);
    expect(text).toContain(world.a.marker);
    expect(text).not.toContain(world.b.marker);
    expect(text).not.toMatch(/@|Heron-trainee-|badge/i);
  });
});
