import { expect } from '@jest/globals';
import { IdentityModule } from '#identity';
import { Events, fromGlobalId } from '#platform';
import { testApp } from '#testing';
import { v7 as uuidv7 } from 'uuid';
import { AgenciesModule } from '../src/index.js';

export interface Json {
  [key: string]: Json;
}
interface Answer {
  data: Json | null;
  errors?: { message: string; extensions: { code: string } }[];
}
export interface TestAgency {
  id: string;
  adminId: string;
  /** An access token of its admin. */
  admin: string;
}

export const MEMBER_FIELDS =
  'id givenName familyName email badgeNumber state orgUnitId roles externalIds { system value }';
export const UNIT = `mutation($input: CreateOrgUnitInput!) { createOrgUnit(input: $input) { orgUnit { id parentId name kind } userErrors { code field } } }`;
export const PROVISION = `mutation($input: ProvisionAgencyInput!) { provisionAgency(input: $input) { agencyId adminId userErrors { code field message } } }`;

/** The API of this context, and the agencies that operators make by it. */
export async function agenciesApi() {
  const app = await testApp({ modules: [IdentityModule, AgenciesModule] });
  const operator = (await app.tokens.issueOperatorToken('test operator')).accessToken;
  const ask = async (token: string, query: string, variables: Record<string, unknown> = {}): Promise<Answer> =>
    (await app.as(token).ask(query, variables)) as unknown as Answer;
  const field = async (token: string, query: string, variables: Record<string, unknown> = {}): Promise<Json> => {
    const { data, errors } = await ask(token, query, variables);
    expect(errors ?? []).toEqual([]);
    return Object.values(data as Json)[0] as Json;
  };
  const newInput = (changes: object = {}) => ({
    idempotencyKey: uuidv7(),
    slug: `a-${uuidv7()}`,
    name: 'Springfield Police Department',
    timezone: 'America/New_York',
    stateCode: 'GA',
    admin: { givenName: 'Ada', familyName: 'Stone', email: 'ada@example.org' },
    ...changes,
  });
  const tokenOf = async (agencyId: string, memberId: string): Promise<string> =>
    (await app.tokens.issueMemberToken(fromGlobalId('Agency', agencyId, 'id'), fromGlobalId('Member', memberId, 'id')))
      .accessToken;
  const newAgency = async (): Promise<TestAgency> => {
    const { agencyId, adminId } = (await field(operator, PROVISION, { input: newInput() })) as unknown as TestAgency & {
      agencyId: string;
    };
    return { id: agencyId, adminId, admin: await tokenOf(agencyId, adminId) };
  };
  return {
    operator,
    ask,
    /** The only root field of an answer without errors. */
    field,
    newInput,
    newAgency,
    tokenOf,
    events: app.get(Events),
    stop: () => app.stop(),
  };
}

export type AgenciesApi = Awaited<ReturnType<typeof agenciesApi>>;
