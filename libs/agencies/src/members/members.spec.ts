import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IdentityModule, TokenService } from '#identity';
import { createApi, fromGlobalId, PlatformModule, toGlobalId, type RunningApi } from '#platform';
import { TEST_HTTP, testDatabase, type TestDatabase } from '#testing';
import { v7 as uuidv7 } from 'uuid';
import { AgenciesModule } from '../agencies.module.js';

interface Json {
  [key: string]: Json;
}
interface Answer {
  data: Json | null;
  errors?: { message: string; extensions: { code: string } }[];
}
interface TestAgency {
  id: string;
  adminId: string;
  admin: string;
}

const MEMBER_FIELDS = 'id givenName familyName email badgeNumber state orgUnitId roles externalIds { system value }';
const CREATE = `mutation($input: CreateMemberInput!) { createMember(input: $input) { member { ${MEMBER_FIELDS} } userErrors { code field message } } }`;
const UPDATE = `mutation($input: UpdateMemberInput!) { updateMember(input: $input) { member { ${MEMBER_FIELDS} } userErrors { code field message } } }`;
const ROLES =
  'mutation($input: SetMemberRolesInput!) { setMemberRoles(input: $input) { member { roles } userErrors { code field } } }';
const FACT = `mutation($input: SetMemberFactInput!) { setMemberFact(input: $input) {
  member { facts { fact value validFrom validTo } } userErrors { code field } } }`;
const UNIT = `mutation($input: CreateOrgUnitInput!) { createOrgUnit(input: $input) { orgUnit { id parentId name kind } userErrors { code field } } }`;
const PROVISION = `mutation($input: ProvisionAgencyInput!) { provisionAgency(input: $input) { agencyId adminId userErrors { code field message } } }`;

describe('the members of an agency', () => {
  let database: TestDatabase;
  let api: RunningApi;
  let tokens: TokenService;
  let operator: string;

  beforeAll(async () => {
    database = await testDatabase();
    api = await createApi({
      config: TEST_HTTP,
      modules: [
        PlatformModule.forRoot({
          name: 'parley-test',
          databaseUrl: database.urls.app,
          operatorUrl: database.urls.operator,
          queueUrl: null,
          masterKey: database.masterKey,
          logLevel: 'silent',
          poolSize: 4,
          issuer: 'https://parley.example',
        }),
        IdentityModule,
        AgenciesModule,
      ],
    });
    tokens = api.app.get(TokenService);
    operator = (await tokens.issueOperatorToken('test operator')).accessToken;
  });
  afterAll(async () => {
    await api.stop();
    await database.drop();
  });

  async function ask(token: string, query: string, variables: object = {}): Promise<Answer> {
    const response = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer;
  }
  async function field(token: string, query: string, variables: object = {}): Promise<Json> {
    const { data, errors } = await ask(token, query, variables);
    expect(errors ?? []).toEqual([]);
    return Object.values(data as Json)[0] as Json;
  }
  const newInput = (changes: object = {}) => ({
    idempotencyKey: uuidv7(),
    slug: `a-${uuidv7()}`,
    name: 'Springfield Police Department',
    timezone: 'America/New_York',
    stateCode: 'GA',
    admin: { givenName: 'Ada', familyName: 'Stone', email: 'ada@example.org' },
    ...changes,
  });
  async function newAgency(): Promise<TestAgency> {
    const { agencyId, adminId } = (await field(operator, PROVISION, { input: newInput() })) as unknown as TestAgency & {
      agencyId: string;
    };
    return { id: agencyId, adminId, admin: await tokenOf(agencyId, adminId) };
  }
  const tokenOf = async (agencyId: string, memberId: string): Promise<string> =>
    (await tokens.issueMemberToken(fromGlobalId('Agency', agencyId, 'id'), fromGlobalId('Member', memberId, 'id')))
      .accessToken;
  const member = (changes: object = {}) => ({
    idempotencyKey: uuidv7(),
    givenName: 'Theo',
    familyName: 'Vale',
    roles: ['TRAINEE'],
    ...changes,
  });
  const create = async (agency: TestAgency, changes: object = {}): Promise<Json> =>
    (await field(agency.admin, CREATE, { input: member(changes) })).member as Json;

  it('are created once per key, and found by external id', async () => {
    const agency = await newAgency();
    const input = member({ email: 'theo@example.org', externalIds: [{ system: 'hr', value: '17' }] });
    const answers = await Promise.all([1, 2].map(() => field(agency.admin, CREATE, { input })));
    expect(answers[0]).toEqual(answers[1]);
    const created = answers[0]?.member as Json;
    expect(created).toMatchObject({ roles: ['TRAINEE'], externalIds: [{ system: 'hr', value: '17' }] });
    const find = 'query($externalId: ExternalIdInput!) { member(externalId: $externalId) { id } }';
    expect(await field(agency.admin, find, { externalId: { system: 'hr', value: '17' } })).toEqual({ id: created.id });
    expect(await field(agency.admin, find, { externalId: { system: 'hr', value: '18' } })).toBeNull();

    const refusals: [object, string, string][] = [
      [member({ email: 'THEO@example.org' }), 'TAKEN', 'input.email'],
      [member({ externalIds: [{ system: 'hr', value: '17' }] }), 'TAKEN', 'input.externalIds[0].value'],
      [member({ orgUnitId: toGlobalId('OrgUnit', uuidv7()) }), 'NOT_FOUND', 'input.orgUnitId'],
      [member({ orgUnitId: created.id }), 'INVALID_ID', 'input.orgUnitId'],
      [{ ...input, givenName: 'Other' }, 'KEY_REUSED', 'input.idempotencyKey'],
    ];
    for (const [wrong, code, at] of refusals) {
      const answer = await field(agency.admin, CREATE, { input: wrong });
      expect(answer).toEqual({ member: null, userErrors: [{ code, field: at, message: expect.any(String) }] });
    }
    const all = await field(agency.admin, '{ members(first: 100) { nodes { familyName } } }');
    expect(all.nodes).toEqual([{ familyName: 'Stone' }, { familyName: 'Vale' }]);
  });

  it('are paged by name without skipping or repeating any', async () => {
    const agency = await newAgency();
    for (const name of ['Ames', 'Ames', 'Öz', 'abel', "O'Neil"])
      await create(agency, { familyName: name, givenName: 'Kim' });
    const seen: unknown[] = [];
    let after: unknown = null;
    do {
      const page: Json = await field(
        agency.admin,
        'query($after: String) { members(first: 2, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      seen.push(...(page.nodes as unknown as Json[]).map(({ id }) => id));
      after = (page.pageInfo.hasNextPage as unknown) ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(new Set(seen).size).toBe(6);
    expect(seen).toHaveLength(6);
  });

  it('hold an active admin, whatever is changed', async () => {
    const agency = await newAgency();
    const refused = { code: 'NOT_ALLOWED' };
    const roles = (memberId: unknown, list: string[]) =>
      field(agency.admin, ROLES, { input: { memberId, roles: list } });
    expect((await roles(agency.adminId, ['INSTRUCTOR'])).userErrors).toEqual([{ ...refused, field: 'input.roles' }]);
    const left = await field(agency.admin, UPDATE, { input: { memberId: agency.adminId, state: 'LEFT' } });
    expect(left.userErrors).toEqual([{ ...refused, field: 'input.state', message: expect.any(String) }]);
    const second = await create(agency, { roles: [] });
    expect((await roles(second.id, ['AGENCY_ADMIN', 'INSTRUCTOR'])).member).toEqual({
      roles: ['AGENCY_ADMIN', 'INSTRUCTOR'],
    });
    const both = await Promise.all([roles(agency.adminId, []), roles(second.id, [])]);
    expect(both.flatMap((answer) => answer.userErrors as unknown as object[])).toEqual([
      { ...refused, field: 'input.roles' },
    ]);
  });

  it('are changed, and lose their token when they leave', async () => {
    const agency = await newAgency();
    const { id } = (await create(agency, { email: 'x@example.org' })) as unknown as { id: string };
    const changed = await field(agency.admin, UPDATE, { input: { memberId: id, badgeNumber: '4711', email: null } });
    expect(changed.member).toMatchObject({ badgeNumber: '4711', email: null, givenName: 'Theo' });
    const taken = await field(agency.admin, UPDATE, { input: { memberId: id, email: 'ADA@example.org' } });
    expect(taken.userErrors).toMatchObject([{ code: 'TAKEN', field: 'input.email' }]);
    await field(agency.admin, UPDATE, { input: { memberId: id, state: 'LEFT' } });
    await expect(tokenOf(agency.id, id)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await field(agency.admin, UPDATE, { input: { memberId: id, state: 'ACTIVE' } });
    await expect(tokenOf(agency.id, id)).resolves.toBeDefined();
    const trail = await field(
      agency.admin,
      'query($id: ID) { auditTrail(first: 9, entityId: $id) { nodes { action details } } }',
      { id },
    );
    expect((trail.nodes as unknown as Json[]).map(({ action }) => action)).toEqual([
      ...Array<string>(3).fill('member.changed'),
      'member.created',
    ]);
    expect(JSON.stringify(trail)).not.toContain('example.org');
  });

  it('have facts with dates', async () => {
    const agency = await newAgency();
    const { id } = (await create(agency)) as unknown as { id: string };
    const set = (changes: object) =>
      field(agency.admin, FACT, { input: { memberId: id, fact: 'assignment', validFrom: '2025-01-01', ...changes } });
    await set({ value: 'PATROL' });
    const answer = await set({ value: 'TRAFFIC', validFrom: '2025-03-01' });
    const patrol = { fact: 'assignment', value: 'PATROL', validFrom: '2025-01-01', validTo: '2025-02-28' };
    expect(answer.member.facts).toEqual([
      patrol,
      { fact: 'assignment', value: 'TRAFFIC', validFrom: '2025-03-01', validTo: null },
    ]);
    const on = await field(
      agency.admin,
      `query($id: ID!) { node(id: $id) { ... on Member { facts(on: "2025-02-28") { value } } } }`,
      { id },
    );
    expect(on.facts).toEqual([{ value: 'PATROL' }]);
    expect((await set({ value: 'X', validTo: '2024-12-31' })).userErrors).toEqual([
      { code: 'INVALID', field: 'input.validTo' },
    ]);
    expect((await set({ value: 'X', fact: 'Not a name' })).userErrors).toEqual([
      { code: 'INVALID', field: 'input.fact' },
    ]);
    expect((await set({ value: null, validFrom: '2025-03-01' })).member.facts).toEqual([patrol]);
    const licence = { fact: 'licence', validFrom: '2025-03-01', alongside: true };
    await set({ ...licence, value: 'GA_PEACE_OFFICER' });
    const both = await set({ ...licence, value: 'TX_PEACE_OFFICER' });
    expect((both.member.facts as unknown as { value: string }[]).map(({ value }) => value).sort()).toEqual([
      'GA_PEACE_OFFICER',
      'PATROL',
      'TX_PEACE_OFFICER',
    ]);
  });

  it('are seen by a trainee only as themself', async () => {
    const agency = await newAgency();
    const own = (await create(agency, { externalIds: [{ system: 'hr', value: 'own' }] })) as unknown as { id: string };
    const other = (await create(agency, { externalIds: [{ system: 'hr', value: 'other' }] })) as unknown as {
      id: string;
    };
    const trainee = await tokenOf(agency.id, own.id);
    expect((await field(trainee, '{ members(first: 9) { nodes { id } } }')).nodes).toEqual([{ id: own.id }]);
    const node = (id: string) => field(trainee, 'query($id: ID!) { node(id: $id) { id } }', { id });
    const byExternalId = (value: string) =>
      field(trainee, 'query($v: String!) { member(externalId: { system: "hr", value: $v }) { id } }', { v: value });
    expect([await node(own.id), await byExternalId('own')]).toEqual([{ id: own.id }, { id: own.id }]);
    expect([await node(other.id), await node(toGlobalId('Member', uuidv7()))]).toEqual([null, null]);
    expect([await byExternalId('other'), await byExternalId('nobody')]).toEqual([null, null]);
    for (const [query, variables] of [
      [CREATE, { input: member() }],
      [ROLES, { input: { memberId: own.id, roles: ['AGENCY_ADMIN'] } }],
      [FACT, { input: { memberId: own.id, fact: 'role', value: 'X', validFrom: '2025-01-01' } }],
      ['{ auditTrail(first: 1) { nodes { id } } }', {}],
    ] as const) {
      expect((await ask(trainee, query, variables)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });

  it('of another agency answer exactly as members that do not exist', async () => {
    const [agency, victim] = [await newAgency(), await newAgency()];
    const target = (await create(victim, { externalIds: [{ system: 'hr', value: 'v' }] })) as unknown as { id: string };
    const unit = (
      await field(victim.admin, UNIT, { input: { idempotencyKey: uuidv7(), name: 'North', kind: 'DIVISION' } })
    ).orgUnit;
    const entry = (await field(victim.admin, '{ auditTrail(first: 1) { nodes { id } } }')).nodes as unknown as Json[];
    const before = await field(victim.admin, `{ members(first: 9) { nodes { ${MEMBER_FIELDS} facts { fact } } } }`);
    const answers = async (
      memberId: string,
      unitId: unknown,
      entryId: unknown,
      agencyId: string,
    ): Promise<unknown[]> => [
      ...(await Promise.all(
        [memberId, unitId, entryId, agencyId].map((id) =>
          field(agency.admin, 'query($id: ID!) { node(id: $id) { id } }', { id }),
        ),
      )),
      await field(agency.admin, UPDATE, { input: { memberId, state: 'LEFT' } }),
      await field(agency.admin, ROLES, { input: { memberId, roles: [] } }),
      await field(agency.admin, FACT, { input: { memberId, fact: 'role', value: 'X', validFrom: '2025-01-01' } }),
      await field(agency.admin, CREATE, { input: member({ orgUnitId: unitId }) }),
      await field(agency.admin, UNIT, {
        input: { idempotencyKey: uuidv7(), name: 'N', kind: 'ACADEMY', parentId: unitId },
      }),
      await field(agency.admin, 'query($id: ID) { auditTrail(first: 9, entityId: $id) { nodes { id } } }', {
        id: memberId,
      }),
    ];
    const nothing = ['Member', 'OrgUnit', 'AuditEntry', 'Agency'].map((type) => toGlobalId(type, uuidv7()));
    const foreign = await answers(target.id, unit.id, entry[0]?.id, victim.id);
    expect(foreign).toEqual(await answers(...(nothing as [string, string, string, string])));
    expect(foreign.slice(0, 4)).toEqual([null, null, null, null]);
    expect(await field(agency.admin, '{ member(externalId: { system: "hr", value: "v" }) { id } }')).toBeNull();
    expect(await field(victim.admin, `{ members(first: 9) { nodes { ${MEMBER_FIELDS} facts { fact } } } }`)).toEqual(
      before,
    );
  });
});
