import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { KnownTokens, KnownTokensModule, testApp, until, type TestApp } from '#testing';
import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { Actor } from '../src/actor/actor.js';
import type { Reach, Scope } from '../src/actor/scope.js';
import { TenantDb } from '../src/database/tenant-db.js';
import { Events } from '../src/events/events.js';
import { toGlobalId } from '../src/ids/global-id.js';
import { operationEnded, Operations, OperationsModule } from '../src/operations/index.js';

const READ = 'query ($id: ID!) { operation(id: $id) { state done failed total result error startedAt endedAt } }';
const CANCEL = `mutation ($input: CancelOperationInput!) { cancelOperation(input: $input) { operation { state } userErrors { code field } } }`;
const FOLLOW = 'subscription ($id: ID!) { operationProgressed(operationId: $id) { state done total } }';

interface Seen {
  state: string;
  done: number;
  failed: number;
  total: number | null;
}

describe('an operation', () => {
  let app: TestApp;
  let db: TenantDb;
  let operations: Operations;
  let agencyId: string;
  let adminId: string;
  let ended: string[];
  beforeAll(async () => {
    app = await testApp({ modules: [KnownTokensModule, OperationsModule] });
    db = app.get(TenantDb);
    operations = app.get(Operations);
    app.get(Events).on(operationEnded, (_tx, _actor, { operationId }) => {
      ended.push(operationId);
      return Promise.resolve();
    });
  });
  beforeEach(async () => {
    [agencyId, adminId, ended] = [uuidv7(), uuidv7(), []];
    const [ownId, otherAgencyId] = [uuidv7(), uuidv7()];
    const whole = new Map<Scope, Reach>([
      ['operation:read', 'AGENCY'],
      ['operation:cancel', 'AGENCY'],
    ]);
    const own = new Map<Scope, Reach>([...whole].map(([scope]) => [scope, 'OWN']));
    const as = (agency: string, principalId: string, scopes: ReadonlyMap<Scope, Reach>) => () =>
      new Actor({ agencyId: agency, principalId, kind: 'MEMBER', scopes, requestId: 'test' });
    const { actors } = app.get(KnownTokens);
    actors.set('admin', as(agencyId, adminId, whole));
    actors.set('own', as(agencyId, ownId, own));
    actors.set('other', as(otherAgencyId, adminId, whole));
    actors.set('nobody', as(agencyId, adminId, new Map()));
    await db.run(admin(), (tx) =>
      tx.query(`insert into principals (agency_id, id, kind) values ($1, $2, 'MEMBER')`, [agencyId, adminId]),
    );
  });
  afterAll(() => app.stop());

  const admin = (): Actor => app.get(KnownTokens).actors.get('admin')!();
  const started = (): Promise<string> => db.run(admin(), (tx) => operations.start(tx, admin(), 'TEST_WORK'));
  const progress = (id: string, done: number, failed: number, total: number | null): Promise<void> =>
    db.run(admin(), (tx) => operations.progress(tx, id, { done, failed, total }));
  const read = (id: string): Promise<Seen> => app.as('admin').done<Seen>(READ, { id: toGlobalId('Operation', id) });
  const cancel = (token: string, id: string) =>
    app.as(token).ask(CANCEL, { input: { operationId: toGlobalId('Operation', id) } });

  it('moves forwards only, in whatever order its counts come and though it was cancelled', async () => {
    const counts = fc.record({
      done: fc.nat(50),
      failed: fc.nat(50),
      total: fc.option(fc.integer({ min: 50, max: 90 })),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(counts, { minLength: 1, maxLength: 8 }), fc.nat(8), async (moves, cancelAt) => {
        const id = await started();
        let before = await read(id);
        for (const [at, { done, failed, total }] of moves.entries()) {
          if (at === cancelAt) await cancel('admin', id);
          await progress(id, Math.max(done, failed), failed, total);
          const now = await read(id);
          expect(now.done).toBeGreaterThanOrEqual(before.done);
          expect(now.failed).toBeGreaterThanOrEqual(before.failed);
          expect(now.total ?? 0).toBeGreaterThanOrEqual(before.total ?? 0);
          expect(now.state).toBe(at >= cancelAt ? 'CANCELLED' : 'RUNNING');
          before = now;
        }
      }),
      { numRuns: 10 },
    );
  });

  it('ends once, is told once to whoever waits for it, and cannot be cancelled after it', async () => {
    const id = await started();
    const end = () => db.run(admin(), (tx) => operations.finish(tx, admin(), id, { rows: 3 }));
    await progress(id, 3, 1, 3);
    await Promise.all([end(), end()]);
    await db.run(admin(), (tx) => operations.fail(tx, admin(), id, 'too late'));
    await progress(id, 9, 9, 9);
    expect(await read(id)).toMatchObject({
      state: 'DONE',
      done: 3,
      failed: 1,
      total: 3,
      result: '{"rows":3}',
      error: null,
    });
    expect(ended).toEqual([id]);
    const refused = await cancel('admin', id);
    expect(refused.data).toEqual({
      cancelOperation: { operation: null, userErrors: [{ code: 'WRONG_STATE', field: 'input.operationId' }] },
    });
  });

  it('is not cancelled while a piece of it is being stored, and wants no piece after it', async () => {
    const id = await started();
    let cancelled = false;
    let cancelling: Promise<unknown> = Promise.resolve();
    await db.run(admin(), async (tx) => {
      expect(await operations.isWanted(tx, id)).toBe(true);
      cancelling = cancel('admin', id).then(() => (cancelled = true));
      await until('the cancellation to wait for the piece', async () => {
        const waiting = await tx.query(`select 1 from pg_locks where not granted`);
        return waiting.length > 0 ? true : null;
      });
      expect(cancelled).toBe(false);
    });
    await cancelling;
    expect(await db.run(admin(), (tx) => operations.isWanted(tx, id))).toBe(false);
  });

  it('tells a subscriber each change and completes with its end', async () => {
    const id = await started();
    const subscription = app.as('admin').watch(FOLLOW, { id: toGlobalId('Operation', id) });
    try {
      await subscription.first(1);
      await progress(id, 1, 0, 2);
      await subscription.first(2);
      await db.run(admin(), (tx) => operations.finish(tx, admin(), id, {}));
      expect(await subscription.ended()).toEqual({ errors: null, closed: null });
      const told = subscription.events.map(({ data }) => (data as { operationProgressed: Seen }).operationProgressed);
      expect(told).toEqual([
        { state: 'QUEUED', done: 0, total: null },
        { state: 'RUNNING', done: 1, total: 2 },
        { state: 'DONE', done: 1, total: 2 },
      ]);
    } finally {
      await subscription.stop();
    }
  });

  it('is shown to and cancelled by whom its scopes reach, and to all others like one that never was', async () => {
    const id = await started();
    const never = uuidv7();
    for (const token of ['own', 'other']) {
      const asked = async (uuid: string) => [
        (await app.as(token).ask(READ, { id: toGlobalId('Operation', uuid) })).data,
        (await cancel(token, uuid)).data,
        (await app.as(token).ask('{ operations(first: 5) { nodes { id } } }')).data,
      ];
      expect(await asked(id)).toEqual(await asked(never));
    }
    for (const answer of [await app.as('nobody').ask(READ, { id: 'x' }), await cancel('nobody', id)]) {
      expect(answer.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    }
    expect(await read(id)).toMatchObject({ state: 'QUEUED' });
    expect(await app.as('admin').done('{ operations(first: 5) { nodes { id } } }')).toEqual({
      nodes: [{ id: toGlobalId('Operation', id) }],
    });
  });
});
