import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AgenciesModule } from '#agencies';
import { CurriculaModule } from '#curricula';
import { EdgeSyncModule } from '#edge-sync';
import { IdentityModule } from '#identity';
import {
  compromiseSigningKey,
  KEY_PURPOSES,
  oneTransaction,
  QUICK_PUBLISH_SECONDS,
  rotateSigningKeys,
  type PlainTx,
} from '#platform';
import { ScoringModule } from '#scoring';
import { SessionsModule } from '#sessions';
import { testApp, type TestApp } from '#testing';
import { TraineesModule } from '#trainees';
import { createRemoteJWKSet, decodeProtectedHeader, exportJWK, generateKeyPair, jwtVerify } from 'jose';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeviceStore, type DeviceIdentity } from '../src/device-store.js';
import { enrol } from '../src/enrol.js';
import { playOffline } from '../src/play-offline.js';
import { pull } from '../src/pull.js';
import { sync } from '../src/sync.js';
import { assignProof, trainingAgency, type TrainingAgency } from './training-agency.js';

async function* saying(line: string): AsyncIterable<string> {
  yield line;
}

describe('a device that enrolled before the server rotated its keys', () => {
  let app: TestApp;
  let agency: TrainingAgency;
  let folder: string;
  let store: DeviceStore;
  let passed = 0;
  beforeAll(async () => {
    const below = [IdentityModule, AgenciesModule, CurriculaModule, TraineesModule, SessionsModule];
    app = await testApp({ modules: [...below, ScoringModule, EdgeSyncModule] });
    agency = await trainingAgency(app);
  });
  afterAll(() => app.stop());
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parley-device-'));
    store = await DeviceStore.open(folder);
    const { device } = await agency.admin.done<{ device: { id: string } }>(
      `mutation($input: InviteDeviceInput!) { inviteDevice(input: $input) { device { id } userErrors { message } } }`,
      { input: { name: 'Headset', idempotencyKey: folder } },
    );
    const { code } = await agency.admin.done<{ code: string }>(
      `mutation($input: CreateEnrolmentCodeInput!) { createEnrolmentCode(input: $input) { code userErrors { message } } }`,
      { input: { deviceId: device.id } },
    );
    await enrol(store, app.url, code, app.issuer);
    await assignProof(agency, device.id, agency.traineeIds);
    await pull(store, identity());
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const identity = () => store.identity() as DeviceIdentity;
  const knownKids = () => identity().serverKeys.map(({ kid }) => kid);
  const inControl = <T>(work: (tx: PlainTx) => Promise<T>): Promise<T> =>
    oneTransaction(app.database.urls.operator, 'test', work);
  const masterKeys = () => ({ current: app.database.masterKey });
  const rotate = () => inControl((tx) => rotateSigningKeys(tx, masterKeys(), KEY_PURPOSES, QUICK_PUBLISH_SECONDS));
  const play = (index: number) =>
    playOffline(store, identity(), store.assignments()[index] as never, saying('I can wait.'), {
      said: () => undefined,
      refused: () => undefined,
    });
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

  it('verifies receipts of before and after, and anybody verifies them with the published keys', async () => {
    await play(0);
    const [before] = (await sync(store, identity(), false)).outcomes;
    await rotate();
    await passSeconds(QUICK_PUBLISH_SECONDS + 30);
    // Played under a ticket of the old key, taken with a receipt of the new one.
    await play(1);
    const [after] = (await sync(store, identity(), false)).outcomes;
    expect([before, after]).toMatchObject([
      { status: 'ACCEPTED', receiptVerified: true },
      { status: 'ACCEPTED', receiptVerified: true },
    ]);
    const kids = [before, after].map((one) => decodeProtectedHeader(one?.receipt as string).kid);
    expect(new Set(kids).size).toBe(2);
    expect(knownKids()).toEqual(expect.arrayContaining(kids));
    const again = await sync(store, identity(), true);
    expect(again.outcomes.map(({ receiptVerified }) => receiptVerified)).toEqual([true, true]);

    const published = createRemoteJWKSet(new URL(`${app.url}/.well-known/jwks.json`));
    for (const receipt of [before?.receipt, after?.receipt]) {
      const expected = { issuer: app.issuer, audience: 'parley-device', typ: 'parley-receipt+jwt' };
      await expect(jwtVerify(receipt as string, published, expected)).resolves.toBeDefined();
    }
  });

  it('believes a compromised key no more, plays under a new ticket, and loses nothing', async () => {
    const old = await inControl((tx) =>
      tx.query<{ kid: string }>(
        `select kid from control.signing_keys where purpose in ('RECEIPT', 'TICKET') and retired_at is null`,
      ),
    );
    await play(0);
    for (const { kid } of old) await inControl((tx) => compromiseSigningKey(tx, masterKeys(), kid));
    await passSeconds(30);
    const [first] = (await sync(store, identity(), false)).outcomes;
    expect(first).toMatchObject({ status: 'QUARANTINED', code: 'UNKNOWN_ASSIGNMENT', receiptVerified: true });
    for (const { kid } of old) expect(knownKids()).not.toContain(kid);
    await pull(store, identity());
    await play(1);
    const [second] = (await sync(store, identity(), false)).outcomes;
    expect(second).toMatchObject({ status: 'ACCEPTED', receiptVerified: true });
  });

  it('keeps the keys it knows when what is published cannot be read, and never another under a known name', async () => {
    const before = identity();
    const honest = globalThis.fetch;
    const publishing = (answer: () => Promise<Response>) =>
      jest
        .spyOn(globalThis, 'fetch')
        .mockImplementation((input, init) => (String(input).endsWith('jwks.json') ? answer() : honest(input, init)));
    const json = (body: unknown) => () => Promise.resolve(new Response(JSON.stringify(body)));
    const forged = before.serverKeys.map((jwk) => ({ ...jwk, x: before.privateJwk.x, parley_purpose: 'RECEIPT' }));
    const foreign = forged.map((jwk) => ({ ...jwk, kid: 'other', parley_purpose: 'ACCESS_TOKEN' }));
    for (const answer of [
      () => Promise.reject(new Error('no route')),
      () => Promise.resolve(new Response('<html>', { status: 200 })),
      () => Promise.resolve(new Response('{}', { status: 404 })),
      json({ keys: [] }),
      json({ keys: [{ kid: 7 }] }),
      json({ keys: foreign }),
      json({ keys: forged }),
    ]) {
      publishing(answer);
      await pull(store, identity());
      expect(identity()).toEqual(before);
    }
    const { publicKey } = await generateKeyPair('EdDSA');
    const { kty, crv, x } = await exportJWK(publicKey);
    const newer = { kty, crv, x, kid: 'newer', alg: 'EdDSA', use: 'sig' };
    publishing(json({ keys: [{ ...newer, parley_purpose: 'RECEIPT' }, ...forged] }));
    await pull(store, identity());
    expect(identity()).toEqual({ ...before, serverKeys: [newer, ...before.serverKeys] });
  });
});
