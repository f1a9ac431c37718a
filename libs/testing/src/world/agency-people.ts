import { ROLE_SCOPES, scopesInUnit, type MemberRole, type ScopeGrants, type UnitRole } from '#identity';
import { parseGlobalId, type Reach, type Scope } from '#platform';
import { exportJWK, generateKeyPair } from 'jose';
import type { GraphqlClient } from '../graphql-client.js';
import type { TestApp } from '../test-app.js';
import { addUnits, type Units } from './agency-units.js';
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

export const MEMBERS = [
  'admin',
  'instructor',
  'auditor',
  'trainee',
  'secondTrainee',
  'unitInstructor',
  'unitAuditor',
] as const;
export const CALLERS = [...MEMBERS, 'integration', 'device', 'secondDevice', 'stateAuditor'] as const;
export type CallerName = (typeof CALLERS)[number];

interface Post {
  role: MemberRole;
  /** Whether the role reaches only the unit and below. */
  inUnit?: UnitRole;
  unit: keyof Units;
}

/** The two trainees are in units below the two divisions; the unit's instructor and auditor have the second trainee below them. */
const POSTS: Record<Exclude<(typeof MEMBERS)[number], 'admin'>, Post> = {
  instructor: { role: 'INSTRUCTOR', unit: 'patrol' },
  auditor: { role: 'AUDITOR', unit: 'patrol' },
  trainee: { role: 'TRAINEE', unit: 'patrolNights' },
  secondTrainee: { role: 'TRAINEE', unit: 'academyRecruits' },
  unitInstructor: { role: 'INSTRUCTOR', inUnit: 'INSTRUCTOR', unit: 'academy' },
  unitAuditor: { role: 'AUDITOR', inUnit: 'AUDITOR', unit: 'academy' },
};

/** The system of the external ids that the world gives to its members. */
export const EXTERNAL_SYSTEM = 'test-hr';

export interface People {
  /** UUID. */
  agencyId: string;
  callers: Record<CallerName, Caller>;
  ids: IdsByType;
  /** What belongs to the first trainee's org unit and no other, beside what is the trainee's own. */
  ofPatrol: IdsByType;
  as(name: CallerName): GraphqlClient;
}

export const uuidOf = (globalId: string): string => parseGlobalId(globalId)?.uuid ?? '';
const asMap = (grants: ScopeGrants): Map<Scope, Reach> => new Map(Object.entries(grants) as [Scope, Reach][]);
const grantsOf = (role: keyof typeof ROLE_SCOPES): Map<Scope, Reach> => asMap(ROLE_SCOPES[role]);

/**
 * An agency with one caller of every role and reach, two trainees in different org units and two enrolled devices, made through
 * the public API.
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

  const addMember = async (name: (typeof MEMBERS)[number], id: string, grants: ScopeGrants): Promise<void> => {
    const { accessToken } = await app.tokens.issueMemberToken(agencyId, uuidOf(id));
    callers[name] = { name, id, accessToken, scopes: asMap(grants), own: { Member: id } };
  };
  await addMember('admin', adminId, ROLE_SCOPES.AGENCY_ADMIN);
  const units = await addUnits(as('admin'), marker);
  ids.OrgUnit = units.patrol;
  for (const [name, { role, inUnit, unit }] of Object.entries(POSTS) as [keyof typeof POSTS, Post][]) {
    const { member } = await as('admin').done<{ member: { id: string } }>(
      `mutation($input: CreateMemberInput!) { createMember(input: $input) { member { id } userErrors { field message } } }`,
      {
        input: {
          idempotencyKey: name,
          givenName: 'Robin',
          familyName: `${marker}-${name}`,
          email: `${name}@${marker.toLowerCase()}.test`,
          badgeNumber: `${marker}-${name}`,
          orgUnitId: units[unit],
          roles: [role],
          ...(inUnit ? { unitRoles: [inUnit] } : {}),
          externalIds: [{ system: EXTERNAL_SYSTEM, value: `${marker}-${name}` }],
        },
      },
    );
    await addMember(name, member.id, inUnit ? scopesInUnit(inUnit) : ROLE_SCOPES[role]);
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
  return { agencyId, callers, ids, ofPatrol: {}, as };
}
