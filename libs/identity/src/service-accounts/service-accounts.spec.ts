import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Actor, TenantDb, toGlobalId } from '#platform';
import { testApp, type TestApp } from '#testing';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { v7 as uuidv7 } from 'uuid';
import { IdentityModule } from '../identity.module.js';
import { assignRole, createPrincipal } from '../principals/principals.queries.js';
import type { MemberRole } from '../roles/role-scopes.js';

const CREATE = `mutation($input: CreateServiceAccountInput!) { createServiceAccount(input: $input) {
  serviceAccount { id clientId name state scopes } userErrors { code field message } } }`;
const REVOKE = `mutation($input: RevokeServiceAccountInput!) { revokeServiceAccount(input: $input) {
  serviceAccount { state } userErrors { code field } } }`;
const LIST = '{ serviceAccounts(first: 10) { nodes { name scopes state } } }';

interface Account {
  id: string;
  clientId: string;
}
interface Answer {
  data: Record<string, Record<string, unknown>> | null;
  errors?: { extensions: { code: string } }[];
}

describe('a service account', () => {
  let api: TestApp;

  beforeAll(async () => {
    api = await testApp({ modules: [IdentityModule] });
  });
  afterAll(() => api.stop());

  async function tokenOf(agencyId: string, role: MemberRole): Promise<string> {
    const claims = { agencyId, principalId: uuidv7(), kind: 'MEMBER' as const, scopes: new Map(), requestId: 'test' };
    const id = await api.get(TenantDb).run(new Actor(claims), async (tx) => {
      const memberId = await createPrincipal(tx, { kind: 'MEMBER' });
      await assignRole(tx, memberId, role);
      return memberId;
    });
    return (await api.tokens.issueMemberToken(agencyId, id)).accessToken;
  }
  const ask = async (token: string, query: string, variables?: Record<string, unknown>): Promise<Answer> =>
    (await api.as(token).ask(query, variables)) as Answer;
  async function newInput(changes: object = {}) {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const publicKeyJwk = JSON.stringify(await exportJWK(publicKey));
    const scopes = ['roster:write', 'score:read'];
    return { input: { idempotencyKey: uuidv7(), name: 'LMS', publicKeyJwk, scopes, ...changes }, privateKey };
  }
  async function clientToken(account: Account, key: CryptoKey): Promise<{ status: number; token: string }> {
    const now = Math.floor(Date.now() / 1_000);
    const claims = {
      iss: account.clientId,
      sub: account.clientId,
      aud: api.issuer,
      jti: uuidv7(),
      iat: now,
      exp: now + 60,
    };
    const response = await fetch(`${api.url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA' }).sign(key),
      }),
    });
    return { status: response.status, token: ((await response.json()) as { access_token: string }).access_token };
  }

  it('gets a token with just the scopes it was given, until it is revoked', async () => {
    const agencyId = uuidv7();
    const admin = await tokenOf(agencyId, 'AGENCY_ADMIN');
    const { input, privateKey } = await newInput({ scopes: ['score:read'] });
    const created = (await ask(admin, CREATE, { input })).data?.createServiceAccount;
    expect(created).toEqual({
      serviceAccount: { ...(created?.serviceAccount as Account), name: 'LMS', state: 'ACTIVE', scopes: ['score:read'] },
      userErrors: [],
    });
    const again = (await ask(admin, CREATE, { input })).data?.createServiceAccount;
    expect(again).toEqual(created);
    const account = created?.serviceAccount as Account;
    const { status, token } = await clientToken(account, privateKey);
    expect(status).toBe(200);
    for (const [query, variables] of [
      [LIST, {}],
      [CREATE, { input }],
      [`{ node(id: "${account.id}") { id } }`, {}],
    ] as const) {
      expect((await ask(token, query, variables)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    const revoke = { input: { serviceAccountId: account.id } };
    expect((await ask(admin, REVOKE, revoke)).data?.revokeServiceAccount?.serviceAccount).toEqual({ state: 'REVOKED' });
    expect((await clientToken(account, privateKey)).status).toBe(401);
  });

  it('is not created with a wrong value, and the field is named', async () => {
    const admin = await tokenOf(uuidv7(), 'AGENCY_ADMIN');
    const privateJwk = JSON.stringify(await exportJWK((await newInput()).privateKey));
    await ask(admin, CREATE, await newInput());
    const refusals: [object, string, string][] = [
      [{ name: 'B', scopes: ['score:read', 'member:write'] }, 'NOT_ALLOWED', 'input.scopes[1]'],
      [{ name: 'B', scopes: ['constructor'] }, 'NOT_ALLOWED', 'input.scopes[0]'],
      [{ name: 'B', publicKeyJwk: '{}' }, 'INVALID', 'input.publicKeyJwk'],
      [{ name: 'B', publicKeyJwk: privateJwk }, 'INVALID', 'input.publicKeyJwk'],
      [{ name: ' ' }, 'INVALID', 'input.name'],
      [{}, 'TAKEN', 'input.name'],
    ];
    for (const [wrong, code, field] of refusals) {
      const { data } = await ask(admin, CREATE, { input: (await newInput(wrong)).input });
      const expected = { serviceAccount: null, userErrors: [{ code, field, message: expect.any(String) }] };
      expect(data?.createServiceAccount).toEqual(expected);
    }
    expect((await ask(admin, LIST)).data?.serviceAccounts).toEqual({
      nodes: [{ name: 'LMS', state: 'ACTIVE', scopes: ['roster:write', 'score:read'] }],
    });
  });

  it('of another agency is like one that does not exist', async () => {
    const [one, other] = await Promise.all([tokenOf(uuidv7(), 'AGENCY_ADMIN'), tokenOf(uuidv7(), 'AGENCY_ADMIN')]);
    const { data } = await ask(one, CREATE, { input: (await newInput()).input });
    const { id } = data?.createServiceAccount?.serviceAccount as Account;
    const missing = toGlobalId('ServiceAccount', uuidv7());
    const revoke = async (serviceAccountId: string) => ask(other, REVOKE, { input: { serviceAccountId } });
    expect(await revoke(id)).toEqual(await revoke(missing));
    const node = async (nodeId: string) => ask(other, 'query($id: ID!) { node(id: $id) { id } }', { id: nodeId });
    expect(await node(id)).toEqual(await node(missing));
    expect((await ask(other, LIST)).data?.serviceAccounts).toEqual({ nodes: [] });
    expect((await ask(one, LIST)).data?.serviceAccounts).toMatchObject({ nodes: [{ state: 'ACTIVE' }] });
  });

  it('cannot send a form to GraphQL, though the token endpoint takes one', async () => {
    const body = new URLSearchParams({ query: '{ __typename }' });
    const response = await fetch(`${api.url}/graphql`, { method: 'POST', body });
    expect(response.status).toBe(415);
  });

  it('is for admins to create', async () => {
    const agencyId = uuidv7();
    for (const role of ['INSTRUCTOR', 'TRAINEE', 'AUDITOR'] as const) {
      const token = await tokenOf(agencyId, role);
      const answer = await ask(token, CREATE, await newInput());
      expect(answer.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });
});
