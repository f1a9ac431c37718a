import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Actor, openDataSource, TenantDb, type TenantTx } from '#platform';
import { testDatabase, type TestDatabase } from '#testing';
import { exportJWK, generateKeyPair } from 'jose';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { createPrincipal, setPrincipalState } from '../principals/principals.queries.js';
import { CredentialFinder } from './credential-finder.js';
import {
  addPublicKey,
  consumeEnrolmentCode,
  createEnrolmentCode,
  endPublicKeys,
  publicKeysOf,
} from './credentials.queries.js';
import { enrolmentCodeDigest } from './enrolment-code.js';
import { readPublicKey, type PublicKey } from './public-key.js';

const newKey = async (): Promise<PublicKey> =>
  readPublicKey(await exportJWK((await generateKeyPair('EdDSA')).publicKey), 'key');

describe('credentials', () => {
  let database: TestDatabase;
  let source: DataSource;
  let db: TenantDb;
  let finder: CredentialFinder;
  beforeAll(async () => {
    database = await testDatabase();
    source = await openDataSource({ url: database.urls.app, entities: [], poolSize: 4, name: 'test' });
    db = new TenantDb(source);
    finder = new CredentialFinder(db);
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  const inAgency = <T>(agencyId: string, work: (tx: TenantTx) => Promise<T>): Promise<T> => {
    const claims = { agencyId, principalId: uuidv7(), kind: 'MEMBER' as const, scopes: new Map(), requestId: 'test' };
    return db.run(new Actor(claims), work);
  };
  const newDevice = (agencyId: string): Promise<string> =>
    inAgency(agencyId, (tx) => createPrincipal(tx, { kind: 'DEVICE' }));

  it('are found with their agency before the agency is known, by the exact lookup only', async () => {
    const agencyId = uuidv7();
    const deviceId = await newDevice(agencyId);
    const key = await newKey();
    await inAgency(agencyId, (tx) => addPublicKey(tx, deviceId, key));
    expect(await finder.find(deviceId, 'test')).toEqual([
      expect.objectContaining({
        agencyId,
        principalId: deviceId,
        kind: 'PUBLIC_KEY',
        publicJwk: key.jwk,
        principalKind: 'DEVICE',
        principalState: 'ACTIVE',
      }),
    ]);
    for (const lookup of ['%', '', agencyId, deviceId.toUpperCase(), "' or true --", key.thumbprint]) {
      expect(await finder.find(lookup, 'test')).toEqual([]);
    }
  });

  it('of another agency stay unseen and unchangeable without the resolver', async () => {
    const [agencyId, other] = [uuidv7(), uuidv7()];
    const deviceId = await newDevice(agencyId);
    await inAgency(agencyId, async (tx) => addPublicKey(tx, deviceId, await newKey()));
    expect(await inAgency(other, (tx) => publicKeysOf(tx, deviceId))).toEqual([]);
    expect(await inAgency(other, (tx) => setPrincipalState(tx, deviceId, 'REVOKED'))).toBe(false);
    await inAgency(other, (tx) => endPublicKeys(tx, deviceId));
    const added = inAgency(other, async (tx) => addPublicKey(tx, deviceId, await newKey()));
    await expect(added).rejects.toThrow(/foreign key/);
    expect(await finder.find(deviceId, 'test')).toEqual([expect.objectContaining({ expiresAt: null })]);
  });

  it('cannot pose as the key of another principal', async () => {
    const agencyId = uuidv7();
    const [one, victim] = [await newDevice(agencyId), await newDevice(agencyId)];
    const planted = inAgency(agencyId, (tx) =>
      tx.query(
        `insert into credentials (agency_id, principal_id, kind, lookup, thumbprint, public_jwk)
         values ($1, $2, 'PUBLIC_KEY', $3, 'x', '{}')`,
        [agencyId, one, victim],
      ),
    );
    await expect(planted).rejects.toThrow(/check constraint/);
  });

  it('that are codes are stored as a digest, work once of many at a time, and end when a new one is made', async () => {
    const agencyId = uuidv7();
    const deviceId = await newDevice(agencyId);
    const first = await inAgency(agencyId, (tx) => createEnrolmentCode(tx, deviceId));
    const { code, expiresAt } = await inAgency(agencyId, (tx) => createEnrolmentCode(tx, deviceId));
    expect(Math.abs(expiresAt.getTime() - Date.now() - 15 * 60_000)).toBeLessThan(60_000);
    const stored = await inAgency(agencyId, (tx) => tx.query('select * from credentials'));
    expect(JSON.stringify(stored)).not.toContain(code.slice(0, 9));

    const [found] = await finder.find(enrolmentCodeDigest(code), 'test');
    const [ended] = await finder.find(enrolmentCodeDigest(first.code), 'test');
    const consume = (id: string | undefined): Promise<boolean> =>
      inAgency(agencyId, (tx) => consumeEnrolmentCode(tx, id as string));
    const results = await Promise.all([1, 2, 3, 4].map(() => consume(found?.credentialId)));
    expect(results.filter(Boolean)).toHaveLength(1);
    expect(await consume(ended?.credentialId)).toBe(false);
  });

  it('that are codes do not work after their 15 minutes, or for a revoked device', async () => {
    const agencyId = uuidv7();
    const [late, revoked] = [await newDevice(agencyId), await newDevice(agencyId)];
    for (const deviceId of [late, revoked]) {
      const { code } = await inAgency(agencyId, (tx) => createEnrolmentCode(tx, deviceId));
      if (deviceId === late) {
        await inAgency(agencyId, (tx) =>
          tx.query(`update credentials set expires_at = now() - interval '1 second' where principal_id = $1`, [late]),
        );
      } else await inAgency(agencyId, (tx) => setPrincipalState(tx, revoked, 'REVOKED'));
      const [found] = await finder.find(enrolmentCodeDigest(code), 'test');
      expect(await inAgency(agencyId, (tx) => consumeEnrolmentCode(tx, found?.credentialId as string))).toBe(false);
    }
  });

  it('of a revoked principal cannot be brought back', async () => {
    const agencyId = uuidv7();
    const deviceId = await newDevice(agencyId);
    await inAgency(agencyId, (tx) => setPrincipalState(tx, deviceId, 'REVOKED'));
    expect(await inAgency(agencyId, (tx) => setPrincipalState(tx, deviceId, 'ACTIVE'))).toBe(false);
  });
});

describe('the resolver', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  async function as<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  it('answers the API only', async () => {
    const call = (url: string): Promise<unknown> =>
      as(url, (client) => client.query("select app.resolve_credential('x')"));
    await expect(call(database.urls.app)).resolves.toBeDefined();
    for (const role of ['worker', 'relay', 'operator', 'librarian', 'owner'] as const) {
      await expect(call(database.urls[role])).rejects.toThrow(/permission denied/);
    }
  });

  it('cannot be acted as, and could read nothing else', async () => {
    await as(database.urls.app, async (client) => {
      await expect(client.query('set role resolver')).rejects.toThrow(/permission denied/);
    });
    await as(database.superuserUrl, async (client) => {
      const { rows } = await client.query<{ name: string }>(
        `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname in ('public', 'control', 'library') and c.relkind in ('r', 'p', 'v')
           and (has_table_privilege('resolver', c.oid, 'select') or has_any_column_privilege('resolver', c.oid, 'insert, update'))`,
      );
      expect(rows.map((row) => row.name).sort()).toEqual(['credentials', 'principals']);
    });
  });

  it('is not led astray by tables of the caller', async () => {
    await as(database.urls.app, async (client) => {
      await client.query(
        `create temporary table credentials as select $1::uuid as agency_id, $1::uuid as id, $1::uuid as principal_id,
           'PUBLIC_KEY' as kind, 'x' as lookup, '{}'::jsonb as public_jwk, null::timestamptz as expires_at, null::timestamptz as used_at`,
        [uuidv7()],
      );
      await client.query('create temporary table principals (agency_id uuid, id uuid, kind text, state text)');
      await client.query('insert into pg_temp.principals select agency_id, id, $1, $2 from pg_temp.credentials', [
        'DEVICE',
        'ACTIVE',
      ]);
      await client.query('set search_path = pg_temp, app, public');
      expect((await client.query("select * from app.resolve_credential('x')")).rows).toEqual([]);
      expect((await client.query('select * from app.resolve_credential(null)')).rows).toEqual([]);
    });
  });
});
