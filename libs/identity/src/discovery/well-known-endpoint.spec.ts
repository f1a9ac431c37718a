import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  compromiseSigningKey,
  createLogger,
  KEY_PURPOSES,
  KEY_SET_MAX_AGE_SECONDS,
  oneTransaction,
  openDataSource,
  PUBLISH_SECONDS,
  rotateSigningKeys,
  SigningKeys,
} from '#platform';
import { testDatabase, type TestDatabase } from '#testing';
import Fastify, { type FastifyInstance } from 'fastify';
import { createLocalJWKSet, createRemoteJWKSet, customFetch, jwtVerify, type JWK } from 'jose';
import type { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { issueAccessToken } from '../tokens/access-token.js';
import { KEY_SET_PATH, METADATA_PATH, WellKnownEndpoint } from './well-known-endpoint.js';

const ISSUER = 'https://parley.example/training';

describe('the public keys of a deployment', () => {
  let database: TestDatabase;
  let source: DataSource;
  let keys: SigningKeys;
  let fastify: FastifyInstance;
  let url: string;
  beforeAll(async () => {
    database = await testDatabase();
    source = await openDataSource({ url: database.urls.app, entities: [], poolSize: 2, name: 'test' });
    keys = new SigningKeys(source, database.masterKey);
    fastify = Fastify();
    const host = { httpAdapter: { getInstance: () => fastify } };
    new WellKnownEndpoint(host as never, keys, ISSUER, createLogger('test', 'silent')).onModuleInit();
    url = await fastify.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await fastify.close();
    await source.destroy();
    await database.drop();
  });

  const keySet = async (): Promise<{ keys: (JWK & { parley_purpose: string })[] }> =>
    (await (await fetch(url + KEY_SET_PATH)).json()) as { keys: (JWK & { parley_purpose: string })[] };
  const newToken = async () =>
    (await issueAccessToken(keys, ISSUER, { agencyId: uuidv7(), principalId: uuidv7(), kind: 'MEMBER' }, 600))
      .accessToken;
  let passed = 0;
  async function passSeconds(seconds: number): Promise<void> {
    passed += seconds;
    jest
      .spyOn(Date, 'now')
      .mockImplementation(() => Math.round(performance.timeOrigin + performance.now()) + passed * 1_000);
    await oneTransaction(database.urls.operator, 'test', (tx) =>
      tx.query(
        `update control.signing_keys set signs_from = signs_from - make_interval(secs => $1),
           retired_at = retired_at - make_interval(secs => $1), verifies_until = verifies_until - make_interval(secs => $1)`,
        [seconds],
      ),
    );
  }

  it('are served to anybody, with nothing private, not those of nonces, and may be kept for five minutes', async () => {
    const response = await fetch(url + KEY_SET_PATH);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch('application/jwk-set+json');
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
    const served = (await response.json()) as { keys: { parley_purpose: string }[] };
    expect(served.keys.map((jwk) => jwk.parley_purpose)).toEqual(['ACCESS_TOKEN', 'RECEIPT', 'TICKET']);
    for (const jwk of served.keys) {
      expect(Object.keys(jwk).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'parley_purpose', 'use', 'x']);
    }
    const etag = response.headers.get('etag') as string;
    const again = await fetch(url + KEY_SET_PATH, { headers: { 'if-none-match': `"other", W/${etag}` } });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it('are enough for a stock client to verify tokens through a rotation, without asking more than the cache allows', async () => {
    let asked = 0;
    // A cache between, as old as the answer allows.
    let kept: { at: number; body: string } | null = null;
    const cached: typeof fetch = async (input, init) => {
      if (!kept || Date.now() - kept.at >= KEY_SET_MAX_AGE_SECONDS * 1_000) {
        asked += 1;
        kept = { at: Date.now(), body: await (await fetch(input, init)).text() };
      }
      return new Response(kept.body, { status: 200 });
    };
    const remote = createRemoteJWKSet(new URL(url + KEY_SET_PATH), {
      [customFetch]: cached,
      cacheMaxAge: 0,
      cooldownDuration: 0,
    });
    const verify = async (token: string) =>
      (await jwtVerify(token, remote, { issuer: ISSUER, audience: 'parley', typ: 'at+jwt' })).protectedHeader.kid;
    const first = await newToken();
    const old = await verify(first);
    await oneTransaction(database.urls.operator, 'test', (tx) =>
      rotateSigningKeys(tx, { current: database.masterKey }, KEY_PURPOSES, PUBLISH_SECONDS),
    );
    const signers = new Set<string | undefined>();
    for (let waited = 0; waited <= PUBLISH_SECONDS + 60; waited += 30) {
      signers.add(await verify(await newToken()));
      await passSeconds(30);
    }
    expect(signers.size).toBe(2);
    expect(await verify(first)).toBe(old);
    expect(asked).toBeLessThanOrEqual(Math.ceil((PUBLISH_SECONDS + 90) / KEY_SET_MAX_AGE_SECONDS));
  });

  it('lose one that is compromised within 30 s', async () => {
    const token = await newToken();
    const before = await keySet();
    const compromised = before.keys.find(({ parley_purpose }) => parley_purpose === 'ACCESS_TOKEN') as JWK;
    await oneTransaction(database.urls.operator, 'test', (tx) =>
      compromiseSigningKey(tx, { current: database.masterKey }, String(compromised.kid)),
    );
    await passSeconds(30);
    const after = await keySet();
    expect(after.keys.map(({ kid }) => kid)).not.toContain(compromised.kid);
    await expect(jwtVerify(token, createLocalJWKSet(before))).resolves.toBeDefined();
    await expect(jwtVerify(token, createLocalJWKSet(after))).rejects.toThrow('no applicable key');
  });

  it('are found from the issuer, also when its URL has a path', async () => {
    for (const path of [METADATA_PATH, `${METADATA_PATH}/training`]) {
      expect(await (await fetch(url + path)).json()).toMatchObject({
        issuer: ISSUER,
        token_endpoint: `${ISSUER}/oauth/token`,
        jwks_uri: `${ISSUER}/.well-known/jwks.json`,
        token_endpoint_auth_methods_supported: ['private_key_jwt'],
      });
    }
    expect((await fetch(url + KEY_SET_PATH, { method: 'POST' })).status).toBe(404);
  });

  it('are unavailable for a moment, and nothing of why is told, while the database cannot be asked', async () => {
    jest.spyOn(source, 'query').mockRejectedValueOnce(new Error('10.0.0.7 refused'));
    await passSeconds(60);
    const response = await fetch(url + KEY_SET_PATH);
    expect([response.status, await response.text()]).toEqual([503, '{"error":"unavailable"}']);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect((await fetch(url + KEY_SET_PATH)).status).toBe(200);
  });
});
