import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fromGlobalId, toGlobalId } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import {
  agenciesApi,
  MEMBER_FIELDS,
  UNIT,
  type AgenciesApi,
  type Json,
  type TestAgency,
} from '../../test/agencies-api.js';
import { memberChanged } from './member-changed.js';

const CREATE = `mutation($input: CreateMemberInput!) { createMember(input: $input) { member { ${MEMBER_FIELDS} } userErrors { code field message } } }`;
const UPDATE = `mutation($input: UpdateMemberInput!) { updateMember(input: $input) { member { ${MEMBER_FIELDS} } userErrors { code field message } } }`;
const ROLES =
  'mutation($input: SetMemberRolesInput!) { setMemberRoles(input: $input) { member { roles } userErrors { code field } } }';
const FACT = `mutation($input: SetMemberFactInput!) { setMemberFact(input: $input) {
  member { facts { fact value validFrom validTo } } userErrors { code field } } }`;

describe('the members of an agency', () => {
  let api: AgenciesApi;

  beforeAll(async () => {
    api = await agenciesApi();
  });
  afterAll(() => api.stop());
  const member = (changes: object = {}) => ({
    idempotencyKey: uuidv7(),
    givenName: 'Theo',
    familyName: 'Vale',
    roles: ['TRAINEE'],
    ...changes,
  });
  const create = async (agency: TestAgency, changes: object = {}): Promise<Json> =>
    (await api.field(agency.admin, CREATE, { input: member(changes) })).member as Json;

  it('are created once per key, and found by external id', async () => {
    const agency = await api.newAgency();
    const input = member({ email: 'theo@example.org', externalIds: [{ system: 'hr', value: '17' }] });
    const answers = await Promise.all([1, 2].map(() => api.field(agency.admin, CREATE, { input })));
    expect(answers[0]).toEqual(answers[1]);
    const created = answers[0]?.member as Json;
    expect(created).toMatchObject({ roles: ['TRAINEE'], externalIds: [{ system: 'hr', value: '17' }] });
    const find = 'query($externalId: ExternalIdInput!) { member(externalId: $externalId) { id } }';
    expect(await api.field(agency.admin, find, { externalId: { system: 'hr', value: '17' } })).toEqual({
      id: created.id,
    });
    expect(await api.field(agency.admin, find, { externalId: { system: 'hr', value: '18' } })).toBeNull();

    const refusals: [object, string, string][] = [
      [member({ email: 'THEO@example.org' }), 'TAKEN', 'input.email'],
      [member({ externalIds: [{ system: 'hr', value: '17' }] }), 'TAKEN', 'input.externalIds[0].value'],
      [member({ orgUnitId: toGlobalId('OrgUnit', uuidv7()) }), 'NOT_FOUND', 'input.orgUnitId'],
      [member({ orgUnitId: created.id }), 'INVALID_ID', 'input.orgUnitId'],
      [{ ...input, givenName: 'Other' }, 'KEY_REUSED', 'input.idempotencyKey'],
    ];
    for (const [wrong, code, at] of refusals) {
      const answer = await api.field(agency.admin, CREATE, { input: wrong });
      expect(answer).toEqual({ member: null, userErrors: [{ code, field: at, message: expect.any(String) }] });
    }
    const all = await api.field(agency.admin, '{ members(first: 100) { nodes { familyName } } }');
    expect(all.nodes).toEqual([{ familyName: 'Stone' }, { familyName: 'Vale' }]);
  });

  it('are paged by name without skipping or repeating any', async () => {
    const agency = await api.newAgency();
    for (const name of ['Ames', 'Ames', 'Öz', 'abel', "O'Neil"])
      await create(agency, { familyName: name, givenName: 'Kim' });
    const seen: unknown[] = [];
    let after: unknown = null;
    do {
      const page: Json = await api.field(
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
    const agency = await api.newAgency();
    const refused = { code: 'NOT_ALLOWED' };
    const roles = (memberId: unknown, list: string[]) =>
      api.field(agency.admin, ROLES, { input: { memberId, roles: list } });
    expect((await roles(agency.adminId, ['INSTRUCTOR'])).userErrors).toEqual([{ ...refused, field: 'input.roles' }]);
    const left = await api.field(agency.admin, UPDATE, { input: { memberId: agency.adminId, state: 'LEFT' } });
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
    const agency = await api.newAgency();
    const { id } = (await create(agency, { email: 'x@example.org' })) as unknown as { id: string };
    const changed = await api.field(agency.admin, UPDATE, {
      input: { memberId: id, badgeNumber: '4711', email: null },
    });
    expect(changed.member).toMatchObject({ badgeNumber: '4711', email: null, givenName: 'Theo' });
    const taken = await api.field(agency.admin, UPDATE, { input: { memberId: id, email: 'ADA@example.org' } });
    expect(taken.userErrors).toMatchObject([{ code: 'TAKEN', field: 'input.email' }]);
    await api.field(agency.admin, UPDATE, { input: { memberId: id, state: 'LEFT' } });
    await expect(api.tokenOf(agency.id, id)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await api.field(agency.admin, UPDATE, { input: { memberId: id, state: 'ACTIVE' } });
    await expect(api.tokenOf(agency.id, id)).resolves.toBeDefined();
    const trail = await api.field(
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
    const agency = await api.newAgency();
    const { id } = (await create(agency)) as unknown as { id: string };
    const set = (changes: object) =>
      api.field(agency.admin, FACT, {
        input: { memberId: id, fact: 'assignment', validFrom: '2025-01-01', ...changes },
      });
    await set({ value: 'PATROL' });
    const answer = await set({ value: 'TRAFFIC', validFrom: '2025-03-01' });
    const patrol = { fact: 'assignment', value: 'PATROL', validFrom: '2025-01-01', validTo: '2025-02-28' };
    expect(answer.member.facts).toEqual([
      patrol,
      { fact: 'assignment', value: 'TRAFFIC', validFrom: '2025-03-01', validTo: null },
    ]);
    const on = await api.field(
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

  it('tell that they changed when a fact does, and not when it was so before', async () => {
    const told: string[][] = [];
    api.events.on(memberChanged, (_tx, _actor, { memberIds }) => {
      told.push(memberIds);
      return Promise.resolve();
    });
    const agency = await api.newAgency();
    const { id } = await create(agency);
    told.length = 0;
    const fact = { memberId: id, fact: 'role', value: 'PATROL', validFrom: '2025-01-01' };
    for (let time = 0; time < 2; time += 1) await api.field(agency.admin, FACT, { input: fact });
    await api.field(agency.admin, UPDATE, { input: { memberId: id, state: 'SUSPENDED' } });
    const uuid = fromGlobalId('Member', String(id), 'id');
    expect(told).toEqual([[uuid], [uuid]]);
  });

  it('are seen by a trainee only as themself', async () => {
    const agency = await api.newAgency();
    const own = (await create(agency, { externalIds: [{ system: 'hr', value: 'own' }] })) as unknown as { id: string };
    const other = (await create(agency, { externalIds: [{ system: 'hr', value: 'other' }] })) as unknown as {
      id: string;
    };
    const trainee = await api.tokenOf(agency.id, own.id);
    expect((await api.field(trainee, '{ members(first: 9) { nodes { id } } }')).nodes).toEqual([{ id: own.id }]);
    const node = (id: string) => api.field(trainee, 'query($id: ID!) { node(id: $id) { id } }', { id });
    const byExternalId = (value: string) =>
      api.field(trainee, 'query($v: String!) { member(externalId: { system: "hr", value: $v }) { id } }', { v: value });
    expect([await node(own.id), await byExternalId('own')]).toEqual([{ id: own.id }, { id: own.id }]);
    expect([await node(other.id), await node(toGlobalId('Member', uuidv7()))]).toEqual([null, null]);
    expect([await byExternalId('other'), await byExternalId('nobody')]).toEqual([null, null]);
    for (const [query, variables] of [
      [CREATE, { input: member() }],
      [ROLES, { input: { memberId: own.id, roles: ['AGENCY_ADMIN'] } }],
      [FACT, { input: { memberId: own.id, fact: 'role', value: 'X', validFrom: '2025-01-01' } }],
      ['{ auditTrail(first: 1) { nodes { id } } }', {}],
    ] as const) {
      expect((await api.ask(trainee, query, variables)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });

  it('of another agency answer exactly as members that do not exist', async () => {
    const [agency, victim] = [await api.newAgency(), await api.newAgency()];
    const target = (await create(victim, { externalIds: [{ system: 'hr', value: 'v' }] })) as unknown as { id: string };
    const unit = (
      await api.field(victim.admin, UNIT, { input: { idempotencyKey: uuidv7(), name: 'North', kind: 'DIVISION' } })
    ).orgUnit;
    const entry = (await api.field(victim.admin, '{ auditTrail(first: 1) { nodes { id } } }'))
      .nodes as unknown as Json[];
    const before = await api.field(victim.admin, `{ members(first: 9) { nodes { ${MEMBER_FIELDS} facts { fact } } } }`);
    const answers = async (
      memberId: string,
      unitId: unknown,
      entryId: unknown,
      agencyId: string,
    ): Promise<unknown[]> => [
      ...(await Promise.all(
        [memberId, unitId, entryId, agencyId].map((id) =>
          api.field(agency.admin, 'query($id: ID!) { node(id: $id) { id } }', { id }),
        ),
      )),
      await api.field(agency.admin, UPDATE, { input: { memberId, state: 'LEFT' } }),
      await api.field(agency.admin, ROLES, { input: { memberId, roles: [] } }),
      await api.field(agency.admin, FACT, { input: { memberId, fact: 'role', value: 'X', validFrom: '2025-01-01' } }),
      await api.field(agency.admin, CREATE, { input: member({ orgUnitId: unitId }) }),
      await api.field(agency.admin, UNIT, {
        input: { idempotencyKey: uuidv7(), name: 'N', kind: 'ACADEMY', parentId: unitId },
      }),
      await api.field(agency.admin, 'query($id: ID) { auditTrail(first: 9, entityId: $id) { nodes { id } } }', {
        id: memberId,
      }),
    ];
    const nothing = ['Member', 'OrgUnit', 'AuditEntry', 'Agency'].map((type) => toGlobalId(type, uuidv7()));
    const foreign = await answers(target.id, unit.id, entry[0]?.id, victim.id);
    expect(foreign).toEqual(await answers(...(nothing as [string, string, string, string])));
    expect(foreign.slice(0, 4)).toEqual([null, null, null, null]);
    expect(await api.field(agency.admin, '{ member(externalId: { system: "hr", value: "v" }) { id } }')).toBeNull();
    expect(
      await api.field(victim.admin, `{ members(first: 9) { nodes { ${MEMBER_FIELDS} facts { fact } } } }`),
    ).toEqual(before);
  });
});
