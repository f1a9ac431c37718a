import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  AccessLog,
  Actor,
  ControlDb,
  createLogger,
  openDataSource,
  SigningKeys,
  TenantDb,
  type TenantTx,
} from '#platform';
import { testDatabase, type TestDatabase } from '#testing';
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { assignRole, createPrincipal, setPrincipalState } from '../principals/principals.queries.js';
import { AuditorTokens } from '../auditors/auditor-tokens.service.js';
import { CredentialFinder } from '../credentials/credential-finder.js';
import { IdentityAuthenticator } from './identity-authenticator.js';
import { StandingService } from './standing.service.js';
import { TokenService } from './token.service.js';

const ISSUER = 'https://parley.example';
const REFUSED = { code: 'UNAUTHENTICATED', message: 'a valid access token is needed' };

describe('an access token', () => {
  let database: TestDatabase;
  let source: DataSource;
  let operatorSource: DataSource;
  let db: TenantDb;
  let keys: SigningKeys;
  let control: ControlDb;

  beforeAll(async () => {
    database = await testDatabase();
    source = await openDataSource({ url: database.urls.app, entities: [], poolSize: 4, name: 'test' });
    operatorSource = await openDataSource({ url: database.urls.operator, entities: [], poolSize: 1, name: 'test' });
    db = new TenantDb(source);
    keys = new SigningKeys(source, database.masterKey);
    control = new ControlDb(operatorSource);
  });
  afterEach(() => void jest.restoreAllMocks());
  afterAll(async () => {
    await Promise.all([source.destroy(), operatorSource.destroy()]);
    await database.drop();
  });

  const newProcess = (): { authenticator: IdentityAuthenticator; tokens: TokenService } => {
    const standing = new StandingService(db, control);
    const log = new AccessLog(db, createLogger('test', 'silent'));
    return {
      authenticator: new IdentityAuthenticator(
        keys,
        ISSUER,
        standing,
        new AuditorTokens(db, new CredentialFinder(db), log),
      ),
      tokens: new TokenService(keys, ISSUER, standing, control),
    };
  };
  const inAgency = <T>(agencyId: string, work: (tx: TenantTx) => Promise<T>): Promise<T> => {
    const claims = { agencyId, principalId: uuidv7(), kind: 'MEMBER' as const, scopes: new Map(), requestId: 'test' };
    return db.run(new Actor(claims), work);
  };
  const newTrainee = async (): Promise<{ agencyId: string; id: string }> => {
    const agencyId = uuidv7();
    const id = await inAgency(agencyId, async (tx) => {
      const principalId = await createPrincipal(tx, { kind: 'MEMBER' });
      await assignRole(tx, principalId, 'TRAINEE');
      return principalId;
    });
    return { agencyId, id };
  };

  it('carries the documented claims, and gives the scopes of the database', async () => {
    const { authenticator, tokens } = newProcess();
    const { agencyId, id } = await newTrainee();
    const { accessToken, expiresIn } = await tokens.issueMemberToken(agencyId, id);
    const claims = decodeJwt(accessToken);
    expect(Object.keys(claims).sort()).toEqual(['agency', 'aud', 'exp', 'iat', 'iss', 'jti', 'kind', 'sub']);
    expect(claims).toMatchObject({ iss: ISSUER, aud: 'parley', sub: id, agency: agencyId, kind: 'MEMBER' });
    expect((claims.exp as number) - (claims.iat as number)).toBe(expiresIn);

    const actor = await authenticator.authenticate(accessToken, 'request-1');
    expect(actor).toMatchObject({ agencyId, principalId: id, kind: 'MEMBER', requestId: 'request-1' });
    expect(actor.reach('session:play').reach).toBe('OWN');
    expect(actor.holds('session:read', 'AGENCY')).toBe(false);
    expect(actor.holds('member:write')).toBe(false);
    expect(await authenticator.authenticate(accessToken, 'request-1')).not.toBe(actor);
  });

  it('of a suspended or revoked principal is refused within 30 seconds', async () => {
    const { authenticator, tokens } = newProcess();
    const { agencyId, id } = await newTrainee();
    const { accessToken } = await tokens.issueMemberToken(agencyId, id);
    await authenticator.authenticate(accessToken, 'test');
    await inAgency(agencyId, (tx) => setPrincipalState(tx, id, 'SUSPENDED'));
    const now = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(now + 30_000);
    await expect(authenticator.authenticate(accessToken, 'test')).rejects.toMatchObject(REFUSED);
    await expect(newProcess().tokens.issueMemberToken(agencyId, id)).rejects.toMatchObject(REFUSED);
  });

  it('gains and loses scopes with the roles in the database', async () => {
    const { authenticator, tokens } = newProcess();
    const { agencyId, id } = await newTrainee();
    const { accessToken } = await tokens.issueMemberToken(agencyId, id);
    await inAgency(agencyId, (tx) => assignRole(tx, id, 'INSTRUCTOR'));
    const now = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(now + 31_000);
    expect((await authenticator.authenticate(accessToken, 'test')).reach('session:read').reach).toBe('AGENCY');
  });

  it('of an operator is of no agency and provisions only', async () => {
    const { authenticator, tokens } = newProcess();
    const { accessToken } = await tokens.issueOperatorToken('operations desk');
    const actor = await authenticator.authenticate(accessToken, 'test');
    expect(actor).toMatchObject({ agencyId: null, kind: 'OPERATOR' });
    expect(actor.holds('agency:provision')).toBe(true);
    expect(actor.holds('member:read')).toBe(false);
    const again = await tokens.issueOperatorToken('operations desk');
    expect(decodeJwt(again.accessToken).sub).toBe(actor.principalId);
  });

  it('that is anything but one of ours is refused, always with the same words', async () => {
    const { authenticator, tokens } = newProcess();
    const { agencyId, id } = await newTrainee();
    const { kid, key } = await keys.signingKey('ACCESS_TOKEN');
    const foreign = await generateKeyPair('EdDSA');
    const now = Math.floor(Date.now() / 1_000);
    const good = {
      iss: ISSUER,
      aud: 'parley',
      sub: id,
      agency: agencyId,
      kind: 'MEMBER',
      jti: uuidv7(),
      iat: now,
      exp: now + 60,
    };
    const header = { alg: 'EdDSA', typ: 'at+jwt', kid };
    const made = (claims: object, headerChanges: object = {}, signer: Parameters<SignJWT['sign']>[0] = key) =>
      new SignJWT({ ...good, ...claims }).setProtectedHeader({ ...header, ...headerChanges }).sign(signer);
    expect((await authenticator.authenticate(await made({}), 'test')).principalId).toBe(id);

    const { kid: nonceKid, key: nonceKey } = await keys.signingKey('DEVICE_NONCE');
    const publicJwk = (await keys.publicKeys('ACCESS_TOKEN'))[0] as { x: string };
    const [head, body, signature] = (await made({})).split('.') as [string, string, string];
    const none = Buffer.from(JSON.stringify({ ...header, alg: 'none' })).toString('base64url');
    const changed = Buffer.from(JSON.stringify({ ...good, sub: uuidv7() })).toString('base64url');
    const own = { ...(await exportJWK(foreign.publicKey)), kid };
    const forged: Record<string, string> = {
      'another key': await made({}, {}, foreign.privateKey),
      'its own key in the header': await made({}, { jwk: own }, foreign.privateKey),
      'alg none': `${none}.${body}.`,
      'alg none with the signature kept': `${none}.${body}.${signature}`,
      'the public key as an HMAC secret': await made({}, { alg: 'HS256' }, Buffer.from(publicJwk.x, 'base64url')),
      'a changed body': `${head}.${changed}.${signature}`,
      'a key for another purpose': await made({}, { kid: nonceKid }, nonceKey),
      'an unknown kid': await made({}, { kid: 'x' }),
      'no kid': await made({}, { kid: undefined }),
      'another type': await made({}, { typ: 'JWT' }),
      'an unknown critical header': await new SignJWT(good)
        .setProtectedHeader({ ...header, crit: ['policy'], policy: 1 })
        .sign(key, { crit: { policy: true } }),
      'another audience': await made({ aud: 'elsewhere' }),
      'another issuer': await made({ iss: 'https://elsewhere.example' }),
      'a passed expiry': await made({ iat: now - 60, exp: now - 10 }),
      'an issue in the future': await made({ iat: now + 60, exp: now + 120 }),
      'a life of years': await made({ exp: now + 100_000_000 }),
      'no expiry': await made({ exp: undefined }),
      'no id': await made({ jti: undefined }),
      'an operator of an agency': await made({ kind: 'OPERATOR' }),
      'a member of no agency': await made({ agency: null }),
      'a kind no token has': await made({ kind: 'TASK' }),
      'a kind that the principal is not': await made({ kind: 'DEVICE' }),
      'an unknown principal': await made({ sub: uuidv7() }),
      'another agency': await made({ agency: uuidv7() }),
      'SQL for an agency': await made({ agency: "'; select 1 --" }),
      'an unknown operator': await made({ kind: 'OPERATOR', agency: null, sub: uuidv7() }),
      'no token': 'nonsense',
      'a very long token': `${await made({})}${'A'.repeat(5_000)}`,
    };
    const outcomes = await Promise.all(
      Object.entries(forged).map(async ([fault, token]) => {
        const answer = await authenticator.authenticate(token, 'test').catch((error: Error) => error);
        return [fault, { ...answer, message: (answer as Error).message }];
      }),
    );
    const refusal = { ...REFUSED, name: 'ParleyError', details: {} };
    expect(Object.fromEntries(outcomes)).toEqual(
      Object.fromEntries(Object.keys(forged).map((fault) => [fault, expect.objectContaining(refusal)])),
    );
    await expect(tokens.issueMemberToken(agencyId, id, 1_000_000)).rejects.toThrow(/86400 seconds/);
  });
});
