import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AgenciesModule } from '#agencies';
import { IdentityModule, TokenService } from '#identity';
import { Actor, digestOf, parseGlobalId, TenantDb, toGlobalId } from '#platform';
import { testApp, type GraphqlAnswer, type TestApp } from '#testing';
import { CompactSign, exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { EdgeSyncModule } from '../src/index.js';
import { assignProof, edgeAgency, type EdgeAgency } from './edge-agency.js';
import { signChain } from './sign-records.js';

interface Enrolled {
  clientId: string;
  agencyId: string;
  epoch: number;
  issuer: string;
  receiptKeys: string[];
}

const ENROL = `mutation($input: EnrolDeviceInput!) { enrolDevice(input: $input) {
  clientId agencyId epoch issuer receiptKeys userErrors { code field message } } }`;
const SYNC = `mutation($input: SyncResultsInput!) { syncResults(input: $input) {
  outcomes { seq recordId status code receipt } contiguousThrough missing { from to } serverNow retryAfterMs maxRecords maxBytes
  userErrors { code field message } } }`;
const PULL = `{ syncPull(first: 20) { assignmentId traineeId ticket scenarioDigest scenario rubricDigest rubric } }`;

describe('a device over the public API', () => {
  let app: TestApp;
  let agency: EdgeAgency;
  beforeAll(async () => {
    app = await testApp({ modules: [IdentityModule, AgenciesModule, EdgeSyncModule] });
    agency = await edgeAgency(app.get(TenantDb));
    const { adminId, agencyId } = agency;
    await app.get(TenantDb).run(agency.admin(), async (tx) => {
      await tx.query(`insert into role_assignments (agency_id, principal_id, role) values ($1, $2, 'AGENCY_ADMIN')`, [
        agencyId,
        adminId,
      ]);
    });
  });
  afterAll(() => app.stop());

  const admin = async () =>
    app.as((await app.get(TokenService).issueMemberToken(agency.agencyId, agency.adminId)).accessToken);
  const nonce = async (): Promise<string> => {
    const response = await fetch(`${app.url}/oauth/nonce`, { method: 'POST' });
    return ((await response.json()) as { nonce: string }).nonce;
  };
  async function invite(name: string): Promise<string> {
    const { device } = await (
      await admin()
    ).done<{ device: { id: string; state: string } }>(
      `mutation($input: InviteDeviceInput!) { inviteDevice(input: $input) { device { id state } userErrors { code } } }`,
      { input: { name, idempotencyKey: name } },
    );
    expect(device.state).toBe('INVITED');
    return device.id;
  }
  const newCode = async (deviceId: string): Promise<string> =>
    (
      await (
        await admin()
      ).done<{ code: string }>(
        `mutation($input: CreateEnrolmentCodeInput!) { createEnrolmentCode(input: $input) { code expiresAt userErrors { code } } }`,
        { input: { deviceId } },
      )
    ).code;
  const keyPair = (alg = 'EdDSA') => generateKeyPair(alg, { extractable: true });
  type Pair = Awaited<ReturnType<typeof keyPair>>;
  async function prove(code: string, pair: Pair, alg = 'EdDSA'): Promise<GraphqlAnswer> {
    const payload = JSON.stringify({ aud: app.issuer, nonce: await nonce(), code });
    const proof = await new CompactSign(new TextEncoder().encode(payload))
      .setProtectedHeader({ alg, jwk: await exportJWK(pair.publicKey) })
      .sign(pair.privateKey);
    return app.as(null).ask(ENROL, { input: { proof } });
  }
  async function token(clientId: string, key: CryptoKey): Promise<{ status: number; accessToken: string }> {
    const assertion = await new SignJWT({ nonce: await nonce() })
      .setProtectedHeader({ alg: 'EdDSA' })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(app.issuer)
      .sign(key);
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    });
    const response = await fetch(`${app.url}/oauth/token`, { method: 'POST', body });
    return {
      status: response.status,
      accessToken: String(((await response.json()) as { access_token?: string }).access_token),
    };
  }
  const enrolled = (answer: GraphqlAnswer) =>
    answer.data?.enrolDevice as Enrolled & { userErrors: { field: string }[] };
  const push = (accessToken: string, records: string[], changes = {}) =>
    app.as(accessToken).ask(SYNC, {
      input: { protocol: 1, epoch: 1, batchId: 'one', deviceNow: '1999-01-01T00:00:00Z', records, ...changes },
    });

  it('is invited, enrols once with a code and a key of its own, pulls, and pushes until it is revoked', async () => {
    const deviceId = await invite('Headset 1');
    const code = await newCode(deviceId);
    const pairs = [await keyPair(), await keyPair()];
    const answers = (await Promise.all(pairs.map((pair) => prove(code, pair)))).map(enrolled);
    expect(answers.map(({ userErrors }) => userErrors.length).sort()).toEqual([0, 1]);
    const winner = answers.findIndex(({ userErrors }) => userErrors.length === 0);
    const key = (pairs[winner] as Pair).privateKey;
    const { clientId, agencyId, epoch, issuer, receiptKeys } = answers[winner] as Enrolled;
    expect({ clientId, agencyId, epoch, issuer }).toEqual({
      clientId: parseGlobalId(deviceId)?.uuid,
      agencyId: agency.agencyId,
      epoch: 1,
      issuer: app.issuer,
    });
    expect(receiptKeys.map((jwk) => (JSON.parse(jwk) as JWK).d)).toEqual(receiptKeys.map(() => undefined));

    const [assignmentId] = await assignProof(app.get(TenantDb), agency, clientId, 1);
    const { accessToken } = await token(clientId, key);
    const pulled = (await app.as(accessToken).ask(PULL)).data?.syncPull as Parameters<typeof signChain>[1];
    expect(pulled.map((one) => one.assignmentId)).toEqual([toGlobalId('Assignment', assignmentId as string)]);
    expect(digestOf(JSON.parse(pulled[0]?.scenario ?? ''))).toBe(pulled[0]?.scenarioDigest);
    expect(digestOf(JSON.parse(pulled[0]?.rubric ?? ''))).toBe(pulled[0]?.rubricDigest);

    const device = { id: clientId, agencyId, key, actor: () => new Actor({} as never) };
    const records = await signChain(device, pulled);
    expect((await push(accessToken, records)).data?.syncResults).toMatchObject({
      outcomes: [{ seq: 1, status: 'ACCEPTED', code: null, receipt: expect.any(String) }],
      contiguousThrough: 1,
      missing: [],
      retryAfterMs: 0,
      maxRecords: 100,
      userErrors: [],
    });

    const { device: revoked } = await (
      await admin()
    ).done<{ device: { state: string } }>(
      `mutation($input: RevokeDeviceInput!) { revokeDevice(input: $input) { device { state } userErrors { code } } }`,
      { input: { deviceId, lastTrustedSeq: 1 } },
    );
    expect(revoked.state).toBe('REVOKED');
    expect((await token(clientId, key)).status).toBe(401);
    const refusedCode = await (
      await admin()
    ).ask(
      `mutation($input: CreateEnrolmentCodeInput!) { createEnrolmentCode(input: $input) { code userErrors { code field } } }`,
      { input: { deviceId } },
    );
    expect(refusedCode.data?.createEnrolmentCode).toEqual({
      code: null,
      userErrors: [{ code: 'WRONG_STATE', field: 'input.deviceId' }],
    });
  });

  it('starts a new epoch when it is installed again, and its old key gets no token', async () => {
    const deviceId = await invite('Headset 2');
    const first = await keyPair();
    const { clientId } = enrolled(await prove(await newCode(deviceId), first));
    const second = await keyPair();
    expect(enrolled(await prove(await newCode(deviceId), second))).toMatchObject({ clientId, epoch: 2 });
    expect((await token(clientId, first.privateKey)).status).toBe(401);
    expect((await token(clientId, second.privateKey)).status).toBe(200);
  });

  it('does not enrol with a key that cannot sign records, and its code stays good', async () => {
    const code = await newCode(await invite('Headset 3'));
    expect(enrolled(await prove(code, await keyPair('ES256'), 'ES256')).userErrors).toMatchObject([
      { code: 'INVALID', field: 'input.proof' },
    ]);
    expect(enrolled(await prove(code, await keyPair())).userErrors).toEqual([]);
  });

  it('is told which field of a push is wrong, and everything else stays the admin’s', async () => {
    const pair = await keyPair();
    const deviceId = await invite('Headset 4');
    const { clientId } = enrolled(await prove(await newCode(deviceId), pair));
    const { accessToken } = await token(clientId, pair.privateKey);
    expect((await push(accessToken, [], { protocol: 2 })).data?.syncResults).toMatchObject({
      outcomes: null,
      userErrors: [{ code: 'INVALID', field: 'input.protocol' }],
    });
    for (const changes of [{ epoch: 0 }, { batchId: '' }, { records: Array.from({ length: 101 }, () => 'a.b.c') }]) {
      const answer = await push(accessToken, [], changes);
      expect(JSON.stringify(answer)).toContain(`input.${Object.keys(changes)[0]}`);
    }
    const device = app.as(accessToken);
    for (const document of ['{ devices(first: 1) { nodes { id } } }', `{ node(id: "${deviceId}") { id } }`]) {
      expect(JSON.stringify(await device.ask(document))).not.toContain(deviceId.slice(0, 12) + '"');
    }
    expect((await push('nonsense', [])).errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
    expect((await (await admin()).ask(PULL)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});
