import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  compromiseSigningKey,
  LONGEST_LIVES,
  oneTransaction,
  openDataSource,
  PUBLISH_SECONDS,
  QUICK_PUBLISH_SECONDS,
  rotateSigningKeys,
  SigningKeys,
  type PlainTx,
} from '#platform';
import { testDatabase, type TestDatabase } from '#testing';
import { decodeProtectedHeader } from 'jose';
import type { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { NONCE_SECONDS } from '../assertions/device-nonce.js';
import { issueAccessToken, LONGEST_TOKEN_SECONDS, verifyAccessToken, type TokenSubject } from './access-token.js';

const ISSUER = 'https://parley.example';
const STEP_SECONDS = 10;

describe('while signing keys are rotated, access tokens', () => {
  let database: TestDatabase;
  let source: DataSource;
  let passed: number;
  beforeEach(async () => {
    database = await testDatabase();
    source = await openDataSource({ url: database.urls.app, entities: [], poolSize: 2, name: 'test' });
    passed = 0;
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await source.destroy();
    await database.drop();
  });

  const subject: TokenSubject = { agencyId: uuidv7(), principalId: uuidv7(), kind: 'MEMBER' };
  const issue = async (process: SigningKeys): Promise<string> =>
    (await issueAccessToken(process, ISSUER, subject, LONGEST_TOKEN_SECONDS)).accessToken;
  const newProcess = () => new SigningKeys(source, database.masterKey);
  const inControl = <T>(work: (tx: PlainTx) => Promise<T>): Promise<T> =>
    oneTransaction(database.urls.operator, 'test', work);
  const rotate = (lead: number) =>
    inControl((tx) => rotateSigningKeys(tx, { current: database.masterKey }, ['ACCESS_TOKEN'], lead));
  const kidOf = (token: string) => decodeProtectedHeader(token).kid;
  /** For every process and for the keys. */
  async function passSeconds(seconds: number): Promise<void> {
    passed += seconds;
    jest
      .spyOn(Date, 'now')
      .mockImplementation(() => Math.round(performance.timeOrigin + performance.now()) + passed * 1_000);
    await inControl((tx) =>
      tx.query(
        `update control.signing_keys set signs_from = signs_from - make_interval(secs => $1),
           retired_at = retired_at - make_interval(secs => $1), verifies_until = verifies_until - make_interval(secs => $1)`,
        [seconds],
      ),
    );
  }

  it.each([
    ['at the pace of the key set', PUBLISH_SECONDS],
    ['as fast as the processes can know', QUICK_PUBLISH_SECONDS],
  ])('of before, in between and after are taken by every process, %s', async (_pace, lead) => {
    const processes = [newProcess(), newProcess(), newProcess()];
    const tokens: string[] = [];
    const everybodyTakes = async (some: readonly string[]) => {
      for (const token of some) {
        for (const process of processes)
          await expect(verifyAccessToken(process, ISSUER, token)).resolves.toEqual(subject);
      }
    };
    for (const [index, process] of processes.entries()) {
      tokens.push(await issue(process));
      // So that they read the keys at different moments from here on.
      if (index > 0) await passSeconds(STEP_SECONDS);
    }
    await rotate(lead);
    const kids: Set<string | undefined>[] = [];
    for (let waited = 0; waited < lead + 60; waited += STEP_SECONDS) {
      const now = await Promise.all(processes.map(issue));
      kids.push(new Set(now.map(kidOf)));
      await everybodyTakes(now);
      tokens.push(...now);
      await passSeconds(STEP_SECONDS);
    }
    await everybodyTakes(tokens);
    expect(new Set(kids.flatMap((some) => [...some])).size).toBe(2);
    // They change over together: no process signs with the old key when another signs with the new one.
    expect(kids.map(({ size }) => size)).toEqual(kids.map(() => 1));
    expect(kids.findIndex((some) => !some.has(kidOf(tokens[0] as string)))).toBeGreaterThan(lead / STEP_SECONDS - 1);
  });

  it('of a key that was retired end when they expire, not before, and no copy of that key makes one later', async () => {
    const process = newProcess();
    const copy = await process.signingKey('ACCESS_TOKEN');
    await rotate(PUBLISH_SECONDS);
    await passSeconds(PUBLISH_SECONDS + LONGEST_TOKEN_SECONDS);
    const holding = { signingKey: async () => copy } as unknown as SigningKeys;
    await expect(verifyAccessToken(newProcess(), ISSUER, await issue(holding))).resolves.toEqual(subject);
    await passSeconds(600);
    await expect(verifyAccessToken(newProcess(), ISSUER, await issue(holding))).rejects.toThrow('access token');
    await expect(verifyAccessToken(process, ISSUER, await issue(process))).resolves.toEqual(subject);
  });

  it('of a compromised key are refused within 30 s, and new ones are taken at once even by who has not heard of it', async () => {
    const unaware = newProcess();
    const token = await issue(unaware);
    await inControl((tx) => compromiseSigningKey(tx, { current: database.masterKey }, String(kidOf(token))));
    const aware = newProcess();
    await expect(verifyAccessToken(aware, ISSUER, token)).rejects.toThrow('access token');
    await passSeconds(2);
    await expect(verifyAccessToken(unaware, ISSUER, await issue(aware))).resolves.toEqual(subject);
    await expect(verifyAccessToken(unaware, ISSUER, token)).rejects.toThrow('access token');

    const another = newProcess();
    const later = await issue(another);
    await inControl((tx) => compromiseSigningKey(tx, { current: database.masterKey }, String(kidOf(later))));
    await passSeconds(30);
    await expect(verifyAccessToken(another, ISSUER, later)).rejects.toThrow('access token');
    expect(kidOf(await issue(another))).not.toBe(kidOf(later));
  });

  it('with an invented key id make a process ask the database once a second at most', async () => {
    const process = newProcess();
    const [head, ...rest] = (await issue(process)).split('.') as [string, string, string];
    const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as object;
    const query = jest.spyOn(source, 'query');
    for (let n = 0; n < 50; n += 1) {
      const invented = Buffer.from(JSON.stringify({ ...header, kid: `k${n}` })).toString('base64url');
      await expect(verifyAccessToken(process, ISSUER, [invented, ...rest].join('.'))).rejects.toThrow('access token');
    }
    expect(query.mock.calls.length).toBeLessThan(5);
  });

  it('with an invented key id do no harm to good ones while the database cannot be asked', async () => {
    const process = newProcess();
    const good = await issue(process);
    await passSeconds(2);
    const header = Buffer.from(JSON.stringify({ alg: 'EdDSA', typ: 'at+jwt', kid: 'invented' })).toString('base64url');
    jest.spyOn(source, 'query').mockRejectedValue(new Error('the database is away'));
    const invented = [header, ...good.split('.').slice(1)].join('.');
    await expect(verifyAccessToken(process, ISSUER, invented)).rejects.toThrow('the database is away');
    await expect(verifyAccessToken(process, ISSUER, good)).resolves.toEqual(subject);
    await expect(verifyAccessToken(process, ISSUER, invented)).rejects.toThrow('access token');
  });

  it('and nonces live no longer than the keys are kept for them', () => {
    expect(LONGEST_LIVES.ACCESS_TOKEN).toBe(LONGEST_TOKEN_SECONDS);
    expect(LONGEST_LIVES.DEVICE_NONCE).toBe(NONCE_SECONDS);
  });
});
