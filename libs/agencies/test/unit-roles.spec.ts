import 'reflect-metadata';
import { IdentityModule } from '#identity';
import { parseGlobalId, toGlobalId } from '#platform';
import { testApp, type GraphqlClient, type TestApp } from '#testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { AgenciesModule } from '../src/index.js';

interface Member {
  id: string;
  roles: string[];
  unitRoles: string[];
}

const uuidOf = (id: string): string => parseGlobalId(id)?.uuid ?? '';

describe('a role for an org unit', () => {
  let app: TestApp;
  let agencyId: string;
  let admin: GraphqlClient;
  let division: string;
  let below: string;

  beforeAll(async () => {
    app = await testApp({ modules: [IdentityModule, AgenciesModule] });
  });
  afterAll(() => app?.stop());
  beforeEach(async () => {
    const { accessToken } = await app.tokens.issueOperatorToken('test-operator');
    const provisioned = await app
      .as(accessToken)
      .done<{ agencyId: string; adminId: string }>(
        `mutation($input: ProvisionAgencyInput!) { provisionAgency(input: $input) { agencyId adminId userErrors { message } } }`,
        {
          input: {
            idempotencyKey: uuidv7(),
            slug: `a-${uuidv7()}`,
            name: 'Brook County',
            timezone: 'America/New_York',
            stateCode: 'GA',
            admin: { givenName: 'Ada', familyName: 'Stone' },
          },
        },
      );
    agencyId = provisioned.agencyId;
    admin = await as(provisioned.adminId);
    division = await addUnit('Patrol', null);
    below = await addUnit('Patrol nights', division);
  });

  const as = async (memberId: string): Promise<GraphqlClient> =>
    app.as((await app.tokens.issueMemberToken(uuidOf(agencyId), uuidOf(memberId))).accessToken);
  const addUnit = async (name: string, parentId: string | null): Promise<string> => {
    const { orgUnit } = await admin.done<{ orgUnit: { id: string } }>(
      `mutation($input: CreateOrgUnitInput!) { createOrgUnit(input: $input) { orgUnit { id } userErrors { message } } }`,
      { input: { idempotencyKey: name, name, kind: 'DIVISION', parentId } },
    );
    return orgUnit.id;
  };
  const CREATE = `mutation($input: CreateMemberInput!) { createMember(input: $input) {
    member { id roles unitRoles } userErrors { code field } } }`;
  const newMember = (changed: object): object => ({
    idempotencyKey: uuidv7(),
    givenName: 'Theo',
    familyName: 'Vale',
    roles: ['TRAINEE'],
    ...changed,
  });
  const addMember = async (changed: object): Promise<Member> =>
    (await admin.done<{ member: Member }>(CREATE, { input: newMember(changed) })).member;
  const unitInstructor = (): Promise<Member> =>
    addMember({ roles: ['INSTRUCTOR'], unitRoles: ['INSTRUCTOR'], orgUnitId: division });
  const SET = `mutation($input: SetMemberRolesInput!) { setMemberRoles(input: $input) {
    member { id roles unitRoles } userErrors { code field } } }`;
  const setRoles = (memberId: string, input: object): Promise<{ member: Member }> =>
    admin.done(SET, { input: { memberId, ...input } });

  it('is given, kept by a client that does not know of it, widened and taken only by name, and is on record', async () => {
    const { id, ...created } = await unitInstructor();
    expect(created).toEqual({ roles: ['INSTRUCTOR'], unitRoles: ['INSTRUCTOR'] });
    const answers = [
      await setRoles(id, { roles: ['INSTRUCTOR', 'AUDITOR'] }),
      await setRoles(id, { roles: ['INSTRUCTOR', 'AUDITOR'], unitRoles: ['AUDITOR'] }),
      await setRoles(id, { roles: ['AUDITOR'], unitRoles: [] }),
    ];
    const expected = [
      { roles: ['INSTRUCTOR', 'AUDITOR'], unitRoles: ['INSTRUCTOR'] },
      { roles: ['INSTRUCTOR', 'AUDITOR'], unitRoles: ['AUDITOR'] },
      { roles: ['AUDITOR'], unitRoles: [] },
    ];
    expect(answers.map(({ member }) => member)).toEqual(expected.map((roles) => ({ id, ...roles })));
    const trail = await admin.done<{ nodes: { action: string; details: string }[] }>(
      'query($id: ID) { auditTrail(first: 9, entityId: $id) { nodes { action details } } }',
      { id },
    );
    expect(trail.nodes.map(({ details }) => JSON.parse(details) as unknown).reverse()).toEqual([created, ...expected]);
  });

  it('is refused where it is none of the roles, and nothing is written', async () => {
    const { id, ...before } = await unitInstructor();
    const refused = { member: null, userErrors: [{ code: 'INVALID', field: 'input.unitRoles[1]' }] };
    const wrong = { roles: ['INSTRUCTOR'], unitRoles: ['INSTRUCTOR', 'AUDITOR'] };
    expect((await admin.ask(SET, { input: { memberId: id, ...wrong } })).data).toEqual({ setMemberRoles: refused });
    expect((await admin.ask(CREATE, { input: newMember(wrong) })).data).toEqual({ createMember: refused });
    const noSuch = await admin.ask(SET, { input: { memberId: id, roles: ['TRAINEE'], unitRoles: ['TRAINEE'] } });
    expect(noSuch.errors?.[0]?.extensions?.code).toBe('BAD_INPUT');
    const all = await admin.done<{ nodes: Member[] }>('{ members(first: 9) { nodes { id roles unitRoles } } }');
    expect(all.nodes).toHaveLength(2);
    expect(all.nodes).toContainEqual({ id, ...before });
  });

  it('shows the members of the unit and below; all others look like nobody, and nobody widens their own', async () => {
    const { id } = await unitInstructor();
    const near = await addMember({ orgUnitId: below, externalIds: [{ system: 'hr', value: 'near' }] });
    const far = await addMember({ externalIds: [{ system: 'hr', value: 'far' }] });
    const instructor = await as(id);
    const listed = await instructor.done<{ nodes: Member[] }>('{ members(first: 9) { nodes { id } } }');
    expect(listed.nodes.map((member) => member.id).sort()).toEqual([id, near.id].sort());
    const node = (of: string): Promise<unknown> =>
      instructor.done('query($id: ID!) { node(id: $id) { id } }', { id: of });
    const byExternalId = (value: string): Promise<unknown> =>
      instructor.done('query($v: String!) { member(externalId: { system: "hr", value: $v }) { id } }', { v: value });
    expect([await node(near.id), await byExternalId('near')]).toEqual([{ id: near.id }, { id: near.id }]);
    expect([await node(far.id), await node(toGlobalId('Member', uuidv7()))]).toEqual([null, null]);
    expect([await byExternalId('far'), await byExternalId('nobody')]).toEqual([null, null]);
    const widened = await instructor.ask(SET, { input: { memberId: id, roles: ['INSTRUCTOR'], unitRoles: [] } });
    expect(widened.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  it('without an org unit reaches the holder alone', async () => {
    const { id } = await addMember({ roles: ['INSTRUCTOR'], unitRoles: ['INSTRUCTOR'] });
    await addMember({});
    const listed = await (await as(id)).done<{ nodes: Member[] }>('{ members(first: 9) { nodes { id } } }');
    expect(listed.nodes).toEqual([{ id }]);
  });
});
