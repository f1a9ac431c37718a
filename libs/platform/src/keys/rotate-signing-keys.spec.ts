import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '#testing';
import { importJWK, jwtVerify, SignJWT } from 'jose';
import pg from 'pg';
import { openDataSource } from '../database/data-source.js';
import { oneTransaction, type PlainTx } from '../database/one-transaction.js';
import { KEY_PURPOSES, PUBLISH_SECONDS, QUICK_PUBLISH_SECONDS } from './key-life.js';
import { listSigningKeys, type ListedKey } from './list-signing-keys.js';
import type { MasterKeys } from './master-key.js';
import { resealSigningKeys } from './reseal-signing-keys.js';
import { compromiseSigningKey, pruneSigningKeys, rotateSigningKeys } from './rotate-signing-keys.js';
import { SigningKeys } from './signing-keys.js';

describe('the signing keys of a deployment', () => {
  let database: TestDatabase;
  let masterKeys: MasterKeys;
  beforeEach(async () => {
    database = await testDatabase();
    masterKeys = { current: database.masterKey };
  });
  afterEach(() => database.drop());

  const inControl = <T>(work: (tx: PlainTx) => Promise<T>): Promise<T> =>
    oneTransaction(database.urls.operator, 'test', work);
  const rotate = (lead = PUBLISH_SECONDS) => inControl((tx) => rotateSigningKeys(tx, masterKeys, KEY_PURPOSES, lead));
  const keysOf = async (purpose: string): Promise<ListedKey[]> =>
    (await inControl(listSigningKeys)).filter((key) => key.purpose === purpose);
  /** The same to the keys as if the time had passed. */
  const passSeconds = (seconds: number) =>
    inControl((tx) =>
      tx.query(
        `update control.signing_keys set signs_from = signs_from - make_interval(secs => $1),
           retired_at = retired_at - make_interval(secs => $1), verifies_until = verifies_until - make_interval(secs => $1)`,
        [seconds],
      ),
    );
  async function asProcess<T>(keys: MasterKeys, work: (process: SigningKeys) => Promise<T>): Promise<T> {
    const source = await openDataSource({ url: database.urls.app, entities: [], poolSize: 1, name: 'test' });
    try {
      return await work(new SigningKeys(source, keys));
    } finally {
      await source.destroy();
    }
  }

  it('are one more per purpose after two operators rotate at once, and no more after a repeat', async () => {
    const told = await Promise.all([rotate(), rotate(), rotate()]);
    told.push(await rotate());
    const [first] = told.map((rotations) => rotations.map(({ kid, signsFrom }) => ({ kid, signsFrom })));
    for (const rotations of told) expect(rotations).toMatchObject(first as object[]);
    for (const purpose of KEY_PURPOSES) {
      expect((await keysOf(purpose)).map(({ phase }) => phase)).toEqual(['PUBLISHED', 'SIGNING']);
    }
    await passSeconds(PUBLISH_SECONDS);
    for (const purpose of KEY_PURPOSES) {
      expect((await keysOf(purpose)).map(({ phase }) => phase)).toEqual(['SIGNING', 'VERIFYING']);
    }
  });

  it('change over without a gap, also when the change-over is brought forward', async () => {
    await rotate();
    const [planned] = await keysOf('ACCESS_TOKEN');
    await rotate(QUICK_PUBLISH_SECONDS);
    const [next, last] = (await keysOf('ACCESS_TOKEN')) as [ListedKey, ListedKey];
    expect(next.kid).toBe(planned?.kid);
    expect(next.signsFrom < (planned as ListedKey).signsFrom).toBe(true);
    expect(next.signsFrom).toEqual(last.retiredAt);
    await rotate();
    expect((await keysOf('ACCESS_TOKEN'))[0]).toEqual(next);
  });

  it('are as they were when the command is killed before its commit', async () => {
    const before = await inControl(listSigningKeys);
    const killed = inControl(async (tx) => {
      await rotateSigningKeys(tx, masterKeys, KEY_PURPOSES, PUBLISH_SECONDS);
      const [own] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      const client = new pg.Client({ connectionString: database.superuserUrl });
      await client.connect();
      await client.query('select pg_terminate_backend($1, 10000)', [own?.pid]);
      await client.end();
    });
    await expect(killed).rejects.toThrow();
    expect(await inControl(listSigningKeys)).toEqual(before);
    await rotate();
    expect(await keysOf('RECEIPT')).toHaveLength(2);
  });

  it('lose their private part soon after they signed last, and go when nobody needs them; those for receipts stay', async () => {
    const privateParts = async () => {
      const rows = await inControl((tx) =>
        tx.query<{ kid: string }>('select kid from control.signing_keys where private_sealed is not null'),
      );
      return rows.map(({ kid }) => kid);
    };
    const [token] = await keysOf('ACCESS_TOKEN');
    const [receipt] = await keysOf('RECEIPT');
    await rotate();
    await passSeconds(PUBLISH_SECONDS + 60);
    expect(await inControl(pruneSigningKeys)).toEqual({ forgotten: 0, removed: 0 });
    await passSeconds(120);
    expect(await inControl(pruneSigningKeys)).toEqual({ forgotten: KEY_PURPOSES.length, removed: 0 });
    expect(await privateParts()).not.toContain(token?.kid);
    expect(await privateParts()).toHaveLength(KEY_PURPOSES.length);

    await passSeconds(86_400);
    expect((await keysOf('ACCESS_TOKEN')).map(({ phase }) => phase)).toEqual(['SIGNING', 'VERIFYING']);
    await passSeconds(600);
    expect(await inControl(pruneSigningKeys)).toEqual({ forgotten: 0, removed: 2 });
    expect(await keysOf('ACCESS_TOKEN')).toHaveLength(1);
    await passSeconds(20 * 365 * 86_400);
    await inControl(pruneSigningKeys);
    expect(await keysOf('RECEIPT')).toContainEqual(expect.objectContaining({ kid: receipt?.kid, phase: 'VERIFYING' }));
  });

  it('have another to sign with at once when one is compromised, whatever was under way', async () => {
    const compromise = (kid: string | undefined) =>
      inControl((tx) => compromiseSigningKey(tx, masterKeys, String(kid)));
    const phases = async () => (await keysOf('ACCESS_TOKEN')).map(({ phase }) => phase);
    const [first] = await keysOf('ACCESS_TOKEN');
    expect((await compromise(first?.kid))?.signer).not.toBe(first?.kid);
    await compromise(first?.kid);
    expect(await phases()).toEqual(['SIGNING', 'COMPROMISED']);

    await rotate();
    const [published, signing] = (await keysOf('ACCESS_TOKEN')) as [ListedKey, ListedKey];
    expect(await compromise(published.kid)).toMatchObject({ purpose: 'ACCESS_TOKEN', signer: signing.kid });
    expect((await phases()).sort()).toEqual(['COMPROMISED', 'COMPROMISED', 'PUBLISHED', 'SIGNING']);
    expect((await compromise(signing.kid))?.signer).not.toBe(signing.kid);
    expect((await phases()).sort()).toEqual(['COMPROMISED', 'COMPROMISED', 'COMPROMISED', 'SIGNING']);
    expect(await compromise('no such key')).toBeNull();
  });

  it('open during and after a change of the master key for who has both, and never for who has another', async () => {
    const next = randomBytes(32).toString('base64');
    const both = { current: next, previous: database.masterKey };
    const works = async (keys: MasterKeys) =>
      asProcess(keys, async (process) => {
        await process.onModuleInit();
        const { kid, key } = await process.signingKey('RECEIPT');
        const token = await new SignJWT({}).setProtectedHeader({ alg: 'EdDSA', kid }).sign(key);
        return jwtVerify(token, (await process.verificationKey('RECEIPT', kid)) as CryptoKey);
      });
    await works(both);
    await expect(works({ current: next })).rejects.toThrow(/^Parley cannot start: .*PARLEY_MASTER_KEY$/);
    const all = { resealed: KEY_PURPOSES.length, total: KEY_PURPOSES.length };
    expect(await inControl((tx) => resealSigningKeys(tx, both))).toEqual(all);
    expect(await inControl((tx) => resealSigningKeys(tx, both))).toEqual({ ...all, resealed: 0 });
    await works(both);
    await works({ current: next });
    await expect(works({ current: database.masterKey })).rejects.toThrow('PARLEY_MASTER_KEY');
  });

  it('are all as they were when one of them does not open', async () => {
    const rows = () => inControl((tx) => tx.query('select kid, private_sealed from control.signing_keys order by kid'));
    const [, , , last] = await rows();
    await inControl((tx) =>
      tx.query('update control.signing_keys set private_sealed = $2 where kid = $1', [
        String(last?.kid),
        randomBytes(80).toString('base64'),
      ]),
    );
    const before = await rows();
    const both = { current: randomBytes(32).toString('base64'), previous: database.masterKey };
    await expect(inControl((tx) => resealSigningKeys(tx, both))).rejects.toThrow(String(last?.kid));
    expect(await rows()).toEqual(before);
  });

  it('are published without anything that a reader of the key set does not need', async () => {
    const [key] = await keysOf('RECEIPT');
    await inControl((tx) =>
      tx.query(`update control.signing_keys set public_jwk = public_jwk || '{"d": "secret"}' where kid = $1`, [
        String(key?.kid),
      ]),
    );
    const [published] = await asProcess(masterKeys, (process) => process.publicKeys('RECEIPT'));
    expect(published).toEqual({
      kty: 'OKP',
      crv: 'Ed25519',
      x: expect.any(String),
      kid: key?.kid,
      alg: 'EdDSA',
      use: 'sig',
    });
    await importJWK(published as object, 'EdDSA');
  });
});
