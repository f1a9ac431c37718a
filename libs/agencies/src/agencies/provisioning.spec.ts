import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IdentityModule, TokenService } from '#identity';
import { createApi, fromGlobalId, PlatformModule, type RunningApi } from '#platform';
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
const UNIT = `mutation($input: CreateOrgUnitInput!) { createOrgUnit(input: $input) { orgUnit { id parentId name kind } userErrors { code field } } }`;
const PROVISION = `mutation($input: ProvisionAgencyInput!) { provisionAgency(input: $input) { agencyId adminId userErrors { code field message } } }`;

describe('agencies', () => {
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

  it('are provisioned once, however often the same request comes', async () => {
    const input = newInput();
    const answers = await Promise.all([1, 2, 3].map(() => field(operator, PROVISION, { input })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const { agencyId, adminId } = answers[0] as unknown as { agencyId: string; adminId: string };
    const admin = await tokenOf(agencyId, adminId);
    const { data } = await ask(
      admin,
      `{ agency { id name timezone stateCode } members(first: 5) { nodes { ${MEMBER_FIELDS} } } auditTrail(first: 9) { nodes { action } } }`,
    );
    expect(data?.agency).toEqual({ id: agencyId, name: input.name, timezone: input.timezone, stateCode: 'GA' });
    expect(data?.members.nodes).toEqual([
      expect.objectContaining({ id: adminId, email: 'ada@example.org', roles: ['AGENCY_ADMIN'], state: 'ACTIVE' }),
    ]);
    expect(data?.auditTrail.nodes).toEqual([{ action: 'agency.provisioned' }, { action: 'member.created' }]);
  });

  it('are not provisioned with a taken slug, a reused key or a wrong value, and the field is named', async () => {
    const input = newInput();
    await field(operator, PROVISION, { input });
    const refusals: [object, string, string][] = [
      [newInput({ slug: input.slug }), 'TAKEN', 'input.slug'],
      [{ ...input, name: 'Another' }, 'KEY_REUSED', 'input.idempotencyKey'],
      [newInput({ timezone: 'America/Nowhere' }), 'INVALID', 'input.timezone'],
      [newInput({ slug: 'No Spaces' }), 'INVALID', 'input.slug'],
      [newInput({ stateCode: 'ga' }), 'INVALID', 'input.stateCode'],
      [newInput({ admin: { givenName: 'A', familyName: 'B', email: 'nobody' } }), 'INVALID', 'input.admin.email'],
    ];
    for (const [wrong, code, at] of refusals) {
      expect(await field(operator, PROVISION, { input: wrong })).toEqual({
        agencyId: null,
        adminId: null,
        userErrors: [{ code, field: at, message: expect.any(String) }],
      });
    }
  });

  it('are provisioned by operators only, who see nothing inside', async () => {
    const agency = await newAgency();
    expect((await ask(agency.admin, PROVISION, { input: newInput() })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    for (const query of [
      '{ agency { id } }',
      '{ members(first: 1) { nodes { id } } }',
      '{ auditTrail(first: 1) { nodes { id } } }',
    ]) {
      expect((await ask(operator, query)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });

  it('keep a tree of org units as a flat list', async () => {
    const agency = await newAgency();
    const unit = async (name: string, kind: string, parentId?: string): Promise<Json> =>
      field(agency.admin, UNIT, { input: { idempotencyKey: uuidv7(), name, kind, parentId } });
    const north = (await unit('North', 'DIVISION')).orgUnit as Json;
    const first = (await unit('First', 'PRECINCT', north.id as unknown as string)).orgUnit as Json;
    expect(first).toEqual({ id: first.id, parentId: north.id, name: 'First', kind: 'PRECINCT' });
    expect((await unit('North', 'ACADEMY')).userErrors).toEqual([{ code: 'TAKEN', field: 'input.name' }]);
    expect((await unit(' ', 'ACADEMY')).userErrors).toEqual([{ code: 'INVALID', field: 'input.name' }]);
    const page = await field(
      agency.admin,
      '{ orgUnits(first: 1) { nodes { id } pageInfo { hasNextPage endCursor } } }',
    );
    expect(page.nodes).toEqual([{ id: north.id }]);
    const rest = await field(
      agency.admin,
      'query($after: String) { orgUnits(first: 9, after: $after) { nodes { id } } }',
      {
        after: page.pageInfo.endCursor,
      },
    );
    expect(rest.nodes).toEqual([{ id: first.id }]);
  });
});
