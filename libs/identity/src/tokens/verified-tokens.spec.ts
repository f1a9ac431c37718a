import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openDataSource, SigningKeys } from '#platform';
import { testDatabase, type TestDatabase } from '#testing';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { issueAccessToken } from './access-token.js';
import { VerifiedTokens } from './verified-tokens.js';

const ISSUER = 'https://parley.example';
const REFUSED = { code: 'UNAUTHENTICATED', message: 'a valid access token is needed' };

describe('tokens that were verified before', () => {
  let database: TestDatabase;
  let source: DataSource;
  let keys: SigningKeys;

  beforeAll(async () => {
    database = await testDatabase();
    source = await openDataSource({ url: database.urls.app, entities: [], poolSize: 1, name: 'test' });
    keys = new SigningKeys(source, database.masterKey);
  });
  afterEach(() => void jest.restoreAllMocks());
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  const newToken = async (seconds = 600): Promise<string> => {
    const subject = { agencyId: uuidv7(), principalId: uuidv7(), kind: 'MEMBER' as const };
    return (await issueAccessToken(keys, ISSUER, subject, seconds)).accessToken;
  };

  it('are believed without checking the signature again, each for its own subject', async () => {
    const verified = new VerifiedTokens(keys, ISSUER);
    const [one, other] = [await newToken(), await newToken()];
    const first = await verified.verify(one);
    const second = await verified.verify(other);
    const checks = jest.spyOn(crypto.subtle, 'verify');
    expect(await verified.verify(one)).toEqual(first);
    expect(await verified.verify(other)).toEqual(second);
    expect(first).not.toEqual(second);
    expect(checks).not.toHaveBeenCalled();
  });

  it('are not what differs from them by a letter', async () => {
    const verified = new VerifiedTokens(keys, ISSUER);
    const token = await newToken();
    await verified.verify(token);
    const changed = token.slice(0, -5) + (token.at(-5) === 'A' ? 'B' : 'A') + token.slice(-4);
    await expect(verified.verify(changed)).rejects.toMatchObject(REFUSED);
    expect(verified.count).toBe(1);
  });

  it('are checked again once they should have expired', async () => {
    const verified = new VerifiedTokens(keys, ISSUER);
    const token = await newToken(60);
    await verified.verify(token);
    const checks = jest.spyOn(crypto.subtle, 'verify');
    const now = Date.now();
    const clock = jest.spyOn(Date, 'now').mockReturnValue(now + 64_000);
    await verified.verify(token);
    expect(checks).not.toHaveBeenCalled();
    clock.mockReturnValue(now + 66_000);
    await verified.verify(token);
    expect(checks).toHaveBeenCalledTimes(1);
  });

  it('end with the key that signed them, as soon as the process knows that', async () => {
    const verified = new VerifiedTokens(new SigningKeys(source, database.masterKey), ISSUER);
    const token = await newToken();
    await verified.verify(token);
    const superuser = new pg.Client({ connectionString: database.superuserUrl });
    await superuser.connect();
    await superuser.query("delete from control.signing_keys where purpose = 'ACCESS_TOKEN'");
    await superuser.end();
    await verified.verify(token);
    const now = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(now + 31_000);
    await expect(verified.verify(token)).rejects.toMatchObject(REFUSED);
    expect(verified.count).toBe(0);
  });
});

it('are not more than a process can hold', async () => {
  const database = await testDatabase();
  const source = await openDataSource({ url: database.urls.app, entities: [], poolSize: 1, name: 'test' });
  const keys = new SigningKeys(source, database.masterKey);
  const verified = new VerifiedTokens(keys, ISSUER, 3);
  for (let principal = 0; principal < 10; principal++) {
    const subject = { agencyId: uuidv7(), principalId: uuidv7(), kind: 'MEMBER' as const };
    await verified.verify((await issueAccessToken(keys, ISSUER, subject, 600)).accessToken);
  }
  expect(verified.count).toBe(3);
  await source.destroy();
  await database.drop();
});
