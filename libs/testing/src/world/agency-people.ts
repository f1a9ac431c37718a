import { ROLE_SCOPES, type MemberRole } from '#identity';
import { parseGlobalId, type Reach, type Scope } from '#platform';
import { exportJWK, generateKeyPair } from 'jose';
import type { GraphqlClient } from '../graphql-client.js';
import type { TestApp } from '../test-app.js';
import { enrolDevice } from './enrol-device.js';

/** Global ids by GraphQL type name. */
export type IdsByType = Record<string, string>;

/** Somebody or something of an agency that can call the API. */
export interface Caller {
  name: string;
  /** Global id of the member, service account or device. */
  id: string;
  accessToken: string;
  scopes: ReadonlyMap<Scope, Reach>;
  /** What is theirs and nobody else's, as far as the world has given them any. */
  own: IdsByType;
}

export const MEMBERS = ['admin', 'instructor', 'auditor', 'trainee', 'secondTrainee'] as const;
export const CALLERS = [...MEMBERS, 'integration', 'device', 'secondDevice'] as const;
export type CallerName = (typeof CALLERS)[number];

const ROLE_OF: Record<(typeof MEMBERS)[number], MemberRole> = {
  admin: 'AGENCY_ADMIN',
  instructor: 'INSTRUCTOR',
  auditor: 'AUDITOR',
  trainee: 'TRAINEE',
  secondTrainee: 'TRAINEE',
};

/** The system of the external ids that the world gives to its members. */
export const EXTERNAL_SYSTEM = 'test-hr';

export interface People {
  /** UUID. */
  agencyId: string;
  callers: Record<CallerName, Caller>;
  ids: IdsByType;
  as(name: CallerName): GraphqlClient;
}

export const uuidOf = (globalId: string): string => parseGlobalId(globalId)?.uuid ?? '';
const grantsOf = (role: keyof typeof ROLE_SCOPES): Map<Scope, Reach> =>
  new Map(Object.entries(ROLE_SCOPES[role]) as [Scope, Reach][]);

/**
 * An agency with one caller of every role, two trainees and two enrolled devices, made through the public API.
 * @param marker a word that stands in every name and text of this agency, and in no other's
 */
export async function provisionPeople(app: TestApp, operatorToken: string, marker: string): Promise<People> {
  const { agencyId: agency, adminId } = await app
    .as(operatorToken)
    .done<{ agencyId: string; adminId: string }>(
      `mutation($input: ProvisionAgencyInput!) { provisionAgency(input: $input) { agencyId adminId userErrors { field message } } }`,
      {
        input: {
          idempotencyKey: marker,
          slug: marker.toLowerCase(),
          name: `${marker} County`,
          timezone: 'America/New_York',
          stateCode: 'GA',
          admin: { givenName: 'Ada', familyName: `${marker}-admin` },
        },
      },
    );
  const agencyId = uuidOf(agency);
  const callers = {} as Record<CallerName, Caller>;
  const as = (name: CallerName): GraphqlClient => app.as(callers[name].accessToken);
  const ids: IdsByType = { Agency: agency };

  const addMember = async (name: (typeof MEMBERS)[number], id: string): Promise<void> => {
    const { accessToken } = await app.tokens.issueMemberToken(agencyId, uuidOf(id));
    callers[name] = { name, id, accessToken, scopes: grantsOf(ROLE_OF[name]), own: { Member: id } };
  };
  await addMember('admin', adminId);
  const { orgUnit } = await as('admin').done<{ orgUnit: { id: string } }>(
    `mutation($input: CreateOrgUnitInput!) { createOrgUnit(input: $input) { orgUnit { id } userErrors { field message } } }`,
    { input: { idempotencyKey: 'org-unit', kind: 'DIVISION', name: `${marker} patrol` } },
  );
  ids.OrgUnit = orgUnit.id;
  for (const name of MEMBERS.slice(1)) {
    const { member } = await as('admin').done<{ member: { id: string } }>(
      `mutation($input: CreateMemberInput!) { createMember(input: $input) { member { id } userErrors { field message } } }`,
      {
        input: {
          idempotencyKey: name,
          givenName: 'Robin',
          familyName: `${marker}-${name}`,
          email: `${name}@${marker.toLowerCase()}.test`,
          badgeNumber: `${marker}-${name}`,
          orgUnitId: orgUnit.id,
          roles: [ROLE_OF[name]],
          externalIds: [{ system: EXTERNAL_SYSTEM, value: `${marker}-${name}` }],
        },
      },
    );
    await addMember(name, member.id);
  }
  ids.Member = callers.trainee.id;

  const scopes = grantsOf('INTEGRATION');
  const { publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  const { serviceAccount } = await as('admin').done<{ serviceAccount: { id: string } }>(
    `mutation($input: CreateServiceAccountInput!) { createServiceAccount(input: $input) { serviceAccount { id } userErrors { field message } } }`,
    {
      input: {
        idempotencyKey: 'integration',
        name: `${marker} learning system`,
        publicKeyJwk: JSON.stringify(await exportJWK(publicKey)),
        scopes: [...scopes.keys()],
      },
    },
  );
  ids.ServiceAccount = serviceAccount.id;
  const { accessToken } = await app.tokens.issueClientToken(agencyId, uuidOf(serviceAccount.id), 'SERVICE_ACCOUNT');
  callers.integration = { name: 'integration', id: serviceAccount.id, accessToken, scopes, own: {} };

  for (const name of ['device', 'secondDevice'] as const) {
    const id = await enrolDevice(app, as('admin'), `${marker} ${name}`);
    const issued = await app.tokens.issueClientToken(agencyId, uuidOf(id), 'DEVICE');
    const own = { Device: id };
    callers[name] = { name, id, accessToken: issued.accessToken, scopes: grantsOf('DEVICE'), own };
  }
  ids.Device = callers.device.id;
  return { agencyId, callers, ids, as };
}
