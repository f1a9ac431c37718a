import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { agenciesApi, MEMBER_FIELDS, PROVISION, UNIT, type AgenciesApi, type Json } from '../../test/agencies-api.js';

describe('agencies', () => {
  let api: AgenciesApi;

  beforeAll(async () => {
    api = await agenciesApi();
  });
  afterAll(() => api.stop());

  it('are provisioned once, however often the same request comes', async () => {
    const input = api.newInput();
    const answers = await Promise.all([1, 2, 3].map(() => api.field(api.operator, PROVISION, { input })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const { agencyId, adminId } = answers[0] as unknown as { agencyId: string; adminId: string };
    const admin = await api.tokenOf(agencyId, adminId);
    const { data } = await api.ask(
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
    const input = api.newInput();
    await api.field(api.operator, PROVISION, { input });
    const refusals: [object, string, string][] = [
      [api.newInput({ slug: input.slug }), 'TAKEN', 'input.slug'],
      [{ ...input, name: 'Another' }, 'KEY_REUSED', 'input.idempotencyKey'],
      [api.newInput({ timezone: 'America/Nowhere' }), 'INVALID', 'input.timezone'],
      [api.newInput({ slug: 'No Spaces' }), 'INVALID', 'input.slug'],
      [api.newInput({ stateCode: 'ga' }), 'INVALID', 'input.stateCode'],
      [api.newInput({ admin: { givenName: 'A', familyName: 'B', email: 'nobody' } }), 'INVALID', 'input.admin.email'],
    ];
    for (const [wrong, code, at] of refusals) {
      expect(await api.field(api.operator, PROVISION, { input: wrong })).toEqual({
        agencyId: null,
        adminId: null,
        userErrors: [{ code, field: at, message: expect.any(String) }],
      });
    }
  });

  it('are provisioned by operators only, who see nothing inside', async () => {
    const agency = await api.newAgency();
    expect((await api.ask(agency.admin, PROVISION, { input: api.newInput() })).errors?.[0]?.extensions.code).toBe(
      'FORBIDDEN',
    );
    for (const query of [
      '{ agency { id } }',
      '{ members(first: 1) { nodes { id } } }',
      '{ auditTrail(first: 1) { nodes { id } } }',
    ]) {
      expect((await api.ask(api.operator, query)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });

  it('keep a tree of org units as a flat list', async () => {
    const agency = await api.newAgency();
    const unit = async (name: string, kind: string, parentId?: string): Promise<Json> =>
      api.field(agency.admin, UNIT, { input: { idempotencyKey: uuidv7(), name, kind, parentId } });
    const north = (await unit('North', 'DIVISION')).orgUnit as Json;
    const first = (await unit('First', 'PRECINCT', north.id as unknown as string)).orgUnit as Json;
    expect(first).toEqual({ id: first.id, parentId: north.id, name: 'First', kind: 'PRECINCT' });
    expect((await unit('North', 'ACADEMY')).userErrors).toEqual([{ code: 'TAKEN', field: 'input.name' }]);
    expect((await unit(' ', 'ACADEMY')).userErrors).toEqual([{ code: 'INVALID', field: 'input.name' }]);
    const page = await api.field(
      agency.admin,
      '{ orgUnits(first: 1) { nodes { id } pageInfo { hasNextPage endCursor } } }',
    );
    expect(page.nodes).toEqual([{ id: north.id }]);
    const rest = await api.field(
      agency.admin,
      'query($after: String) { orgUnits(first: 9, after: $after) { nodes { id } } }',
      {
        after: page.pageInfo.endCursor,
      },
    );
    expect(rest.nodes).toEqual([{ id: first.id }]);
  });
});
