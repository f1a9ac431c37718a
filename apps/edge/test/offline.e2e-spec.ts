import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AgenciesModule } from '#agencies';
import { CurriculaModule } from '#curricula';
import { EdgeSyncModule } from '#edge-sync';
import { IdentityModule } from '#identity';
import { ScoringModule } from '#scoring';
import { SessionsModule } from '#sessions';
import { testApp, type GraphqlClient, type TestApp } from '#testing';
import { TraineesModule } from '#trainees';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeviceStore, type DeviceIdentity } from '../src/device-store.js';
import { enrol } from '../src/enrol.js';
import { playOffline, type OfflineSession } from '../src/play-offline.js';
import { pull } from '../src/pull.js';
import { sync } from '../src/sync.js';
import { assignProof, trainingAgency, type TrainingAgency } from './training-agency.js';

const LISTENING = [
  'Good evening, I am Officer Vale.',
  'What is going on tonight?',
  'That sounds frightening.',
  'I can wait.',
];

/** Sorts before every id that is held: as an assignment whose transaction was slow to commit. */
const EARLIEST = '00000000-0000-7000-8000-000000000001';

async function* lines(...said: string[]): AsyncIterable<string> {
  yield* said;
}

describe('the reference device against a real API', () => {
  let app: TestApp;
  let agency: TrainingAgency;
  let admin: GraphqlClient;
  let folder: string;
  let store: DeviceStore;
  let deviceId: string;
  beforeAll(async () => {
    app = await testApp({
      modules: [
        IdentityModule,
        AgenciesModule,
        CurriculaModule,
        TraineesModule,
        SessionsModule,
        ScoringModule,
        EdgeSyncModule,
      ],
    });
    agency = await trainingAgency(app);
    admin = agency.admin;
  });
  afterAll(() => app.stop());
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parley-device-'));
    store = await DeviceStore.open(folder);
    const { device } = await admin.done<{ device: { id: string } }>(
      `mutation($input: InviteDeviceInput!) { inviteDevice(input: $input) { device { id } userErrors { message } } }`,
      { input: { name: 'Headset', idempotencyKey: folder } },
    );
    deviceId = device.id;
    await enrol(store, app.url, await newCode(), app.issuer);
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const newCode = async (): Promise<string> =>
    (
      await admin.done<{ code: string }>(
        `mutation($input: CreateEnrolmentCodeInput!) { createEnrolmentCode(input: $input) { code userErrors { message } } }`,
        { input: { deviceId } },
      )
    ).code;
  const identity = () => store.identity() as DeviceIdentity;
  async function play(...said: string[]): Promise<OfflineSession> {
    const played = new Set(store.records().map((entry) => entry.assignmentId));
    const open = store.assignments().find((one) => !played.has(one.assignmentId));
    if (!open) throw new Error('nothing is left to play');
    return playOffline(store, identity(), open, lines(...said), { said: () => undefined, refused: () => undefined });
  }

  it('plays with no network, and what it pushes twice counts once, with one receipt that it verified', async () => {
    await assignProof(agency, deviceId, agency.traineeIds);
    expect(await pull(store, identity())).toBe(2);
    const played = await play(...LISTENING);
    expect(played).toMatchObject({ seq: 1, turns: 2 * LISTENING.length });

    const first = await sync(store, identity(), false);
    expect(first).toMatchObject({
      outcomes: [{ status: 'ACCEPTED', receiptVerified: true }],
      contiguousThrough: 1,
      missing: [],
    });
    const receipt = store.receiptOf({ epoch: 1, seq: 1 });
    expect(receipt).toBe(first.outcomes[0]?.receipt);
    const second = await sync(store, identity(), true);
    expect(second.outcomes).toMatchObject([{ status: 'DUPLICATE', receipt, receiptVerified: true }]);
    expect(store.receiptOf({ epoch: 1, seq: 1 })).toBe(receipt);
    expect((await sync(store, identity(), false)).outcomes).toEqual([]);

    const sessions = await agency.rows(
      `select s.origin, s.state, s.mode, (select count(*)::int from turns t where t.session_id = s.id) as turns,
         (select count(*)::int from tasks k where k.payload->>'sessionId' = s.id::text) as tasks
       from scenario_sessions s join assignments a on a.id = s.assignment_id where a.device_id = $1`,
      [identity().clientId],
    );
    expect(sessions).toEqual([{ origin: 'EDGE', state: 'COMPLETED', mode: 'PROOF', turns: played.turns, tasks: 1 }]);
  });

  it('goes on after being installed again over its store, and everything of both installations arrives', async () => {
    await assignProof(agency, deviceId, agency.traineeIds);
    await pull(store, identity());
    await play('Hello.');
    expect((await enrol(store, app.url, await newCode(), app.issuer)).epoch).toBe(2);
    expect(await pull(store, identity())).toBe(0);
    expect(await play('Hello again.')).toMatchObject({ seq: 1 });
    const report = await sync(store, identity(), false);
    expect(report.outcomes.map(({ status, receiptVerified }) => [status, receiptVerified])).toEqual([
      ['ACCEPTED', true],
      ['ACCEPTED', true],
    ]);
    expect(report).toMatchObject({ contiguousThrough: 1, missing: [] });
  });

  it('keeps no receipt that does not verify, and pushes the record again', async () => {
    await assignProof(agency, deviceId, agency.traineeIds);
    await pull(store, identity());
    await play('Hello.');
    const honest = identity();
    const deceived = {
      ...honest,
      serverKeys: honest.serverKeys.map((key) => ({ ...key, x: honest.privateJwk.x as string })),
    };
    const report = await sync(store, deceived, false);
    expect(report.outcomes).toMatchObject([{ status: 'ACCEPTED', receiptVerified: false }]);
    expect(store.receiptOf({ epoch: 1, seq: 1 })).toBeNull();
    expect((await sync(store, honest, false)).outcomes).toMatchObject([{ status: 'DUPLICATE', receiptVerified: true }]);
  });

  it('takes each assignment that it is given, however late, and forgets those taken from it', async () => {
    await assignProof(agency, deviceId, agency.traineeIds.slice(0, 1));
    expect(await pull(store, identity())).toBe(1);
    const [held] = store.assignments();
    const given = await assignProof(agency, deviceId, agency.traineeIds.slice(1));
    await agency.rows('update assignments set id = $1 where id = $2', [EARLIEST, given[0] as string]);
    expect(await pull(store, identity())).toBe(1);
    expect(store.assignments()).toHaveLength(2);
    await agency.rows('update assignments set device_id = null where id = $1', [EARLIEST]);
    expect(await pull(store, identity())).toBe(0);
    expect(store.assignments().map(({ assignmentId }) => assignmentId)).toEqual([held?.assignmentId]);
  });

  it('plays nothing twice, stores nothing when nothing was said, and refuses what cannot be a turn', async () => {
    await assignProof(agency, deviceId, agency.traineeIds.slice(0, 1));
    await pull(store, identity());
    await expect(play('', '   ', '\u200b')).rejects.toThrow('nothing was said');
    expect(store.records()).toEqual([]);
    const [assignment] = store.assignments();
    const refused: string[] = [];
    const listener = { said: () => undefined, refused: (_line: string, why: string) => refused.push(why) };
    const again = (...said: string[]) => playOffline(store, identity(), assignment as never, lines(...said), listener);
    expect(await again('a'.repeat(4_001), 'b'.repeat(4_000), 'Hel\0lo\ud800.')).toMatchObject({ seq: 1, turns: 4 });
    expect(refused).toHaveLength(1);
    await expect(again('Hello.')).rejects.toThrow('played before');
    expect((await sync(store, identity(), false)).outcomes).toMatchObject([{ status: 'ACCEPTED' }]);
  });

  it('is left out in the cold once it is revoked, and keeps its records', async () => {
    await assignProof(agency, deviceId, agency.traineeIds.slice(0, 1));
    await pull(store, identity());
    await play('Hello.');
    await admin.done(
      `mutation($input: RevokeDeviceInput!) { revokeDevice(input: $input) { device { id } userErrors { message } } }`,
      { input: { deviceId, lastTrustedSeq: 0 } },
    );
    await expect(sync(store, identity(), false)).rejects.toThrow('401');
    await store.close();
    store = await DeviceStore.open(folder);
    expect(store.records()).toHaveLength(1);
  });
});
