import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Actor, ControlDb, createLogger, openDataSource, SigningKeys, TenantDb, type TenantTx } from '#platform';
import { testDatabase, type TestDatabase } from '#testing';
import Fastify, { type FastifyInstance } from 'fastify';
import { decodeJwt, exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import type { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { CredentialFinder } from '../credentials/credential-finder.js';
import { addPublicKey, createEnrolmentCode, endPublicKeys, publicKeysOf } from '../credentials/credentials.queries.js';
import { Enrolment } from '../credentials/enrolment.service.js';
import { readPublicKey } from '../credentials/public-key.js';
import { createPrincipal, setPrincipalState } from '../principals/principals.queries.js';
import { StandingService } from '../tokens/standing.service.js';
import { TokenService } from '../tokens/token.service.js';
import { ClientAuthentication } from './client-authentication.service.js';
import { DeviceNonces } from './device-nonce.js';
import { TokenEndpoint } from './token-endpoint.js';

const ISSUER = 'https://parley.example';
const REFUSED = { status: 401, body: { error: 'invalid_client', error_description: 'client authentication failed' } };
const YEARS = 20 * 365 * 86_400;

interface Client {
  agencyId: string;
  id: string;
  key: CryptoKey;
}

describe('the token endpoint', () => {
  let database: TestDatabase;
  let source: DataSource;
  let db: TenantDb;
  let enrolment: Enrolment;
  let fastify: FastifyInstance;
  let url: string;

  beforeAll(async () => {
    database = await testDatabase();
    source = await openDataSource({ url: database.urls.app, entities: [], poolSize: 8, name: 'test' });
    db = new TenantDb(source);
    const keys = new SigningKeys(source, database.masterKey);
    const control = new ControlDb(null);
    const tokens = new TokenService(keys, ISSUER, new StandingService(db, control), control);
    const finder = new CredentialFinder(db);
    const nonces = new DeviceNonces(keys, ISSUER);
    enrolment = new Enrolment(db, finder, nonces, ISSUER);
    const clients = new ClientAuthentication(db, finder, nonces, tokens, ISSUER);
    fastify = Fastify();
    const host = { httpAdapter: { getInstance: () => fastify } };
    await new TokenEndpoint(host as never, clients, nonces, createLogger('test', 'silent')).onModuleInit();
    fastify.post('/graphql', async (request) => ({ body: request.body }));
    url = await fastify.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(async () => {
    await fastify.close();
    await source.destroy();
    await database.drop();
  });

  const inAgency = <T>(agencyId: string, work: (tx: TenantTx) => Promise<T>): Promise<T> => {
    const claims = { agencyId, principalId: uuidv7(), kind: 'MEMBER' as const, scopes: new Map(), requestId: 'test' };
    return db.run(new Actor(claims), work);
  };
  async function newClient(kind: 'SERVICE_ACCOUNT' | 'DEVICE', alg = 'EdDSA'): Promise<Client> {
    const agencyId = uuidv7();
    const pair = await generateKeyPair(alg);
    const publicKey = await readPublicKey(await exportJWK(pair.publicKey), 'key');
    const id = await inAgency(agencyId, async (tx) => {
      const principalId = await createPrincipal(tx, { kind });
      await addPublicKey(tx, principalId, publicKey);
      return principalId;
    });
    return { agencyId, id, key: pair.privateKey };
  }
  const assertion = (client: Client, changes: JWTPayload = {}, alg = 'EdDSA'): Promise<string> => {
    const now = Math.floor(Date.now() / 1_000);
    const claims = { iss: client.id, sub: client.id, aud: ISSUER, jti: uuidv7(), iat: now, exp: now + 60 };
    return new SignJWT({ ...claims, ...changes }).setProtectedHeader({ alg }).sign(client.key);
  };
  async function post(path: string, form: Record<string, string> | null) {
    const response = await fetch(`${url}${path}`, { method: 'POST', body: form ? new URLSearchParams(form) : null });
    return {
      status: response.status,
      body: (await response.json()) as Record<string, unknown>,
      headers: response.headers,
    };
  }
  const ask = async (clientAssertion: string, more: Record<string, string> = {}) => {
    const { status, body } = await post('/oauth/token', {
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: clientAssertion,
      ...more,
    });
    return { status, body };
  };
  const nonce = async (): Promise<string> => (await post('/oauth/nonce', null)).body.nonce as string;

  it('gives a service account a token of ten minutes for a signed assertion', async () => {
    for (const alg of ['EdDSA', 'ES256']) {
      const client = await newClient('SERVICE_ACCOUNT', alg);
      const answer = await ask(await assertion(client, { aud: [ISSUER, `${ISSUER}/oauth/token`] }, alg), {
        client_id: client.id,
      });
      expect(answer).toEqual({
        status: 200,
        body: { access_token: expect.any(String), token_type: 'Bearer', expires_in: 600 },
      });
      expect(decodeJwt(answer.body.access_token as string)).toMatchObject({
        sub: client.id,
        agency: client.agencyId,
        kind: 'SERVICE_ACCOUNT',
      });
    }
  });

  it('takes each assertion once, however many come at the same time', async () => {
    const client = await newClient('SERVICE_ACCOUNT');
    const once = await assertion(client);
    const answers = await Promise.all([1, 2, 3, 4].map(() => ask(once)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401]);
    expect(await ask(once)).toEqual(REFUSED);
  });

  it('refuses every wrong assertion with the same words', async () => {
    const client = await newClient('SERVICE_ACCOUNT');
    const other = await newClient('SERVICE_ACCOUNT');
    const [suspended, ended, now] = [
      await newClient('SERVICE_ACCOUNT'),
      await newClient('SERVICE_ACCOUNT'),
      Date.now() / 1_000,
    ];
    await inAgency(suspended.agencyId, (tx) => setPrincipalState(tx, suspended.id, 'SUSPENDED'));
    await inAgency(ended.agencyId, (tx) => endPublicKeys(tx, ended.id));
    const wrong: Record<string, string> = {
      "another client's key": await assertion({ ...client, key: other.key }),
      'an unknown client': await assertion({ ...client, id: uuidv7() }),
      'another audience': await assertion(client, { aud: 'https://elsewhere.example' }),
      'one more audience': await assertion(client, { aud: [ISSUER, 'https://elsewhere.example'] }),
      'no id': await assertion(client, { jti: undefined }),
      'no expiry': await assertion(client, { exp: undefined }),
      'a passed expiry': await assertion(client, { exp: now - 60 }),
      'a far expiry': await assertion(client, { exp: now + 3_600 }),
      'an issuer that is not the subject': await assertion(client, { iss: other.id }),
      'a suspended client': await assertion(suspended),
      'an ended key': await assertion(ended),
      'a nonce instead of times': await assertion(client, { exp: undefined, nonce: await nonce() }),
      nonsense: 'a.b.c',
    };
    for (const [fault, clientAssertion] of Object.entries(wrong)) {
      expect({ fault, ...(await ask(clientAssertion)) }).toEqual({ fault, ...REFUSED });
    }
    expect(await ask(await assertion(client), { client_id: other.id })).toEqual(REFUSED);
  });

  it('lets a device whose clock is years wrong in by a server nonce, which works once', async () => {
    const device = await newClient('DEVICE');
    const now = Math.floor(Date.now() / 1_000);
    for (const skew of [-YEARS, YEARS]) {
      const wrongClock = { iat: now + skew, exp: now + skew + 60, nbf: now + skew };
      const fresh = await nonce();
      const answer = await ask(await assertion(device, { ...wrongClock, nonce: fresh }));
      expect(answer.status).toBe(200);
      expect(decodeJwt(answer.body.access_token as string)).toMatchObject({ kind: 'DEVICE', sub: device.id });
      expect(await ask(await assertion(device, { ...wrongClock, nonce: fresh }))).toEqual(REFUSED);
    }
  });

  it('refuses a device without a nonce of the server', async () => {
    const device = await newClient('DEVICE');
    const [head, , signature] = (await nonce()).split('.') as [string, string, string];
    const longer = Buffer.from(JSON.stringify({ iss: ISSUER, jti: uuidv7(), exp: 9_999_999_999 })).toString(
      'base64url',
    );
    const { accessToken } = {
      accessToken: (await ask(await assertion(device, { nonce: await nonce() }))).body.access_token,
    };
    for (const wrong of [undefined, 'x', `${head}.${longer}.${signature}`, accessToken]) {
      expect(await ask(await assertion(device, { nonce: wrong }))).toEqual(REFUSED);
    }
  });

  it('answers malformed requests as RFC 6749 says, and takes no JSON', async () => {
    expect((await post('/oauth/token', { grant_type: 'password' })).body.error).toBe('unsupported_grant_type');
    expect((await post('/oauth/token', {})).body.error).toBe('invalid_request');
    expect(await post('/oauth/token', { grant_type: 'x'.repeat(20_000) })).toMatchObject({
      status: 413,
      body: { error: 'invalid_request' },
    });
    const json = await fetch(`${url}/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"grant_type":"client_credentials"}',
    });
    expect(json.status).toBe(415);
    expect(json.headers.get('cache-control')).toBe('no-store');
  });

  it('lets no form reach the routes beside it', async () => {
    expect(
      (await fetch(`${url}/graphql`, { method: 'POST', body: new URLSearchParams({ query: '{x}' }) })).status,
    ).toBe(415);
  });

  describe('after an enrolment', () => {
    async function proofOf(code: string, changes: JWTPayload = {}, signer?: CryptoKey) {
      const pair = await generateKeyPair('EdDSA');
      const jwk = await exportJWK(pair.publicKey);
      const proof = await new SignJWT({ aud: ISSUER, nonce: await nonce(), code, ...changes })
        .setProtectedHeader({ alg: 'EdDSA', jwk })
        .sign(signer ?? pair.privateKey);
      return { proof, key: pair.privateKey, jwk };
    }
    async function newCode() {
      const agencyId = uuidv7();
      return inAgency(agencyId, async (tx) => {
        const id = await createPrincipal(tx, { kind: 'DEVICE' });
        return { agencyId, id, ...(await createEnrolmentCode(tx, id)) };
      });
    }
    const redeem = (proof: string) => enrolment.redeem(proof, 'input.proof', 'test', async (tx) => tx.agencyId);

    it('the device gets tokens with its new key', async () => {
      const { agencyId, id, code } = await newCode();
      const { proof, key } = await proofOf(code.toLowerCase());
      expect(await redeem(proof)).toEqual({ agencyId, deviceId: id, result: agencyId });
      expect((await ask(await assertion({ agencyId, id, key }, { nonce: await nonce() }))).status).toBe(200);
    });

    it('a code has worked once, of many at a time', async () => {
      const { code } = await newCode();
      const proofs = await Promise.all([1, 2, 3].map(() => proofOf(code)));
      const results = await Promise.allSettled(proofs.map(({ proof }) => redeem(proof)));
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const [refusal] = results.filter((result) => result.status === 'rejected');
      expect(refusal?.reason).toMatchObject({ code: 'INVALID', field: 'input.proof' });
    });

    it('a reinstalled device has ended its old key, which is still known', async () => {
      const { agencyId, id, code } = await newCode();
      const first = await proofOf(code);
      await redeem(first.proof);
      const again = await inAgency(agencyId, (tx) => createEnrolmentCode(tx, id));
      await redeem((await proofOf(again.code)).proof);
      expect(await ask(await assertion({ agencyId, id, key: first.key }, { nonce: await nonce() }))).toEqual(REFUSED);
      const known = await inAgency(agencyId, (tx) => publicKeysOf(tx, id));
      expect(known.map(({ endedAt }) => endedAt !== null)).toEqual([false, true]);
    });

    it('nothing is written for a wrong code, a foreign signature or nonce, or when the rest fails', async () => {
      const { agencyId, id, code } = await newCode();
      const other = await generateKeyPair('EdDSA');
      const invalid = { code: 'INVALID', field: 'input.proof' };
      await expect(redeem((await proofOf('0000-0000')).proof)).rejects.toMatchObject(invalid);
      await expect(redeem((await proofOf(code, {}, other.privateKey)).proof)).rejects.toMatchObject(invalid);
      await expect(redeem((await proofOf(code, { aud: 'x' })).proof)).rejects.toMatchObject(invalid);
      await expect(redeem((await proofOf(code, { nonce: 'x' })).proof)).rejects.toMatchObject({ code: 'EXPIRED' });
      await expect(redeem('a.b.c')).rejects.toMatchObject(invalid);
      const failing = enrolment.redeem((await proofOf(code)).proof, 'input.proof', 'test', () =>
        Promise.reject(new Error('the rest failed')),
      );
      await expect(failing).rejects.toThrow('the rest failed');
      expect(await inAgency(agencyId, (tx) => publicKeysOf(tx, id))).toEqual([]);
      await expect(redeem((await proofOf(code)).proof)).resolves.toMatchObject({ deviceId: id });
    });
  });
});
