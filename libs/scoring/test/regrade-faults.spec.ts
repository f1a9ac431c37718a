import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { fromGlobalId, LOGGER, Operations, TenantDb, toGlobalId, type TenantTx, type Actor } from '#platform';
import { CollectRegradeTask } from '../src/regrades/collect-regrade.task.js';
import { collectItems } from '../src/regrades/collect-items.queries.js';
import { HandOutRegradeTask } from '../src/regrades/hand-out-regrade.task.js';
import { RegradeGraders } from '../src/regrades/regrade-graders.js';
import { regradeById } from '../src/regrades/regrade.queries.js';
import { RegradeSessionTask } from '../src/regrades/regrade-session.task.js';
import { officialRows, regradeAgency, startRegrade, workAll, workOnce, type RegradeAgency } from './regrade-agency.js';
import { scoringClient } from './scoring-client.js';
import { serveScoring, type ServedScoring } from './serve-scoring.js';

interface Counted {
  state: string;
  failure: string | null;
  n: number;
}

/** A database whose worker dies at its nth statement, counted over all transactions. */
class DyingDb {
  private statements = 0;

  constructor(
    private readonly db: TenantDb,
    private readonly at: number,
  ) {}

  run<T>(actor: Actor, work: (tx: TenantTx) => Promise<T>): Promise<T> {
    return this.db.run(actor, (tx) =>
      work(
        new Proxy(tx, {
          get: (target, name) => {
            const found = Reflect.get(target, name) as unknown;
            if (typeof found !== 'function') return found;
            return (...args: unknown[]): unknown => {
              if (name === 'query' && (this.statements += 1) === this.at) throw new Error('killed');
              return (found as (...all: unknown[]) => unknown).apply(target, args);
            };
          },
        }),
      ),
    );
  }
}

describe('a regrade whose workers fail', () => {
  let served: ServedScoring;
  let agency: RegradeAgency;
  beforeAll(async () => {
    served = await serveScoring();
  });
  beforeEach(async () => {
    agency = await regradeAgency(served);
  });
  afterAll(() => served.close());

  const graded = async (): Promise<string[]> => {
    const uuids: string[] = [];
    for (const traineeId of [...agency.trainees, agency.instructors[1]]) {
      uuids.push((await served.graded(agency, { traineeId })).uuid);
    }
    return uuids;
  };
  const start = async (): Promise<string> => {
    const { regrade } = await startRegrade(served, agency.admin, {
      rubricVersionId: toGlobalId('RubricVersion', agency.strictRubricId),
    });
    return fromGlobalId('Regrade', regrade!.id, 'id');
  };
  const work = (how = {}) => workAll(served, served.tasks, agency, how);
  const once = (how = {}) => workOnce(served, served.tasks, agency, how);
  const items = () =>
    served.rows<Counted>(
      agency,
      'select state, failure, count(*)::int as n from regrade_items group by 1, 2 order by 1, 2',
    );
  const operation = async () =>
    (
      await served.rows<{ state: string; done: number; failed: number; total: number | null }>(
        agency,
        'select state, done, failed, total from operations',
      )
    )[0];
  const proposals = () =>
    served.rows<{ session_id: string }>(agency, 'select session_id from grades where regrade_id is not null');
  const dying = (name: string, at: number) => {
    const db = new DyingDb(served.db, at) as unknown as TenantDb;
    const { tasks } = served;
    const [operations, graders] = [served.get(Operations), served.get(RegradeGraders)];
    if (name === 'collect-regrade') return new CollectRegradeTask(db, tasks, operations);
    if (name === 'hand-out-regrade') return new HandOutRegradeTask(db, tasks, operations, graders);
    return new RegradeSessionTask(db, tasks, operations, graders, served.get(LOGGER as never));
  };

  it('ends as if none had, wherever they are killed', async () => {
    await graded();
    const before = await officialRows(served, agency);
    await start();
    let killed = 0;
    for (let round = 0; round < 100; round += 1) {
      const [task] = await served.rows<{ id: string; name: string; payload: never }>(
        agency,
        `select id, name, payload from tasks where name like '%regrade%' order by id limit 1`,
      );
      if (!task) break;
      const lease = { taskId: task.id, token: '0', attempt: 1, signal: new AbortController().signal };
      for (let at = 1; ; at += 1) {
        const counted = JSON.stringify([await items(), await operation()]);
        const ended = await dying(task.name, at)
          .handle(agency.worker(), task.payload, lease)
          .then(
            () => true,
            (error: Error) => error.message !== 'killed' && Promise.reject(error),
          );
        if (ended) break;
        killed += 1;
        expect(JSON.stringify([await items(), await operation()])).toBe(counted);
      }
    }
    expect(killed).toBeGreaterThan(40);
    expect(await items()).toEqual([{ state: 'PROPOSED', failure: null, n: 3 }]);
    expect(await operation()).toEqual({ state: 'DONE', done: 3, failed: 0, total: 3 });
    expect(new Set((await proposals()).map((one) => one.session_id)).size).toBe(3);
    expect(await proposals()).toHaveLength(3);
    expect(await officialRows(served, agency)).toBe(before);
    expect(await served.rows(agency, `select id from audit_entries where details ? 'regradeId'`)).toHaveLength(3);
  });

  it('makes each proposal once, however many workers have a session at once', async () => {
    await graded();
    await start();
    await work({ times: 3 });
    expect(await proposals()).toHaveLength(3);
    expect(await items()).toEqual([{ state: 'PROPOSED', failure: null, n: 3 }]);
    expect(await operation()).toEqual({ state: 'DONE', done: 3, failed: 0, total: 3 });
    expect(await served.rows(agency, `select id from tasks where name like '%regrade%'`)).toEqual([]);
  });

  it('goes on without the session whose task was given up or left to a person, and says why', async () => {
    await graded();
    await start();
    await once({ names: ['collect-regrade'] });
    await once({ names: ['hand-out-regrade'] });
    const waiting = await served.rows<{ id: string }>(
      agency,
      `select id from tasks where name = 'regrade-session' order by id`,
    );
    await served.rows(agency, 'delete from tasks where id = $1', waiting[0]!.id);
    await served.rows(agency, `update tasks set state = 'POISON', stuck_at = now() where id = $1`, waiting[1]!.id);
    await work();
    expect(await items()).toEqual([
      { state: 'FAILED', failure: 'TASK_LOST', n: 2 },
      { state: 'PROPOSED', failure: null, n: 1 },
    ]);
    expect(await operation()).toEqual({ state: 'DONE', done: 3, failed: 2, total: 3 });
    // An admin has the stuck one tried again: the regrade is over, and stays as it is.
    await served.rows(agency, `update tasks set state = 'READY', stuck_at = null where id = $1`, waiting[1]!.id);
    await work();
    expect(await operation()).toEqual({ state: 'DONE', done: 3, failed: 2, total: 3 });
  });

  it('leaves out a session that was invalidated meanwhile, and one that cannot be graded', async () => {
    const [invalidated] = await graded();
    await start();
    await once({ names: ['collect-regrade'] });
    await served.rows(
      agency,
      `update scenario_sessions set state = 'INVALIDATED', invalid_reason = 'INSTRUCTOR' where id = $1`,
      invalidated!,
    );
    await work();
    expect(await items()).toEqual([
      { state: 'FAILED', failure: 'SESSION_INVALIDATED', n: 1 },
      { state: 'PROPOSED', failure: null, n: 2 },
    ]);
    expect(await operation()).toEqual({ state: 'DONE', done: 3, failed: 1, total: 3 });
  });

  it('is cancelled by a person at once: what was done stays, nothing is added, and its sums stay true', async () => {
    await graded();
    const id = await start();
    await once({ names: ['collect-regrade'] });
    await once({ names: ['hand-out-regrade'] });
    const [first] = await served.rows<{ id: string }>(
      agency,
      `select id from tasks where name = 'regrade-session' order by id`,
    );
    const handler = served.get(RegradeSessionTask);
    const lease = { taskId: first!.id, token: '0', attempt: 1, signal: new AbortController().signal };
    await handler.handle(agency.worker(), { itemId: first!.id }, lease);
    const client = scoringClient(served);
    const cancel = () =>
      client.one<{ operation: { state: string } | null; userErrors: object[] }>(
        agency.admin,
        'mutation ($input: CancelOperationInput!) { cancelOperation(input: $input) { operation { state } userErrors { code } } }',
        { input: { operationId: toGlobalId('Operation', id) } },
      );
    expect(await cancel()).toEqual({ operation: { state: 'CANCELLED' }, userErrors: [] });
    expect(await cancel()).toEqual({ operation: { state: 'CANCELLED' }, userErrors: [] });
    await work();
    expect(await proposals()).toHaveLength(1);
    expect(await operation()).toEqual({ state: 'CANCELLED', done: 1, failed: 0, total: 3 });
    expect(await items()).toEqual([
      { state: 'HANDED_OUT', failure: null, n: 2 },
      { state: 'PROPOSED', failure: null, n: 1 },
    ]);
    expect(await served.rows(agency, `select id from audit_entries where action = 'operation.cancelled'`)).toHaveLength(
      1,
    );
  });

  it('stores no proposal of a grader that was at work while it was cancelled', async () => {
    await graded();
    const id = await start();
    await once({ names: ['collect-regrade'] });
    await once({ names: ['hand-out-regrade'] });
    const graders = served.get(RegradeGraders);
    const slow = Object.assign(Object.create(graders) as RegradeGraders, {
      prepare: async (...args: Parameters<RegradeGraders['prepare']>) => {
        const ask = await graders.prepare(...args);
        return async (lease: Parameters<typeof ask>[0]) => {
          await served.db.run(agency.as(agency.adminId), (tx) =>
            tx.query(`update operations set state = 'CANCELLED', ended_at = now() where id = $1`, [id]),
          );
          return ask(lease);
        };
      },
    });
    const handler = new RegradeSessionTask(
      served.db,
      served.tasks,
      served.get(Operations),
      slow,
      served.get(LOGGER as never),
    );
    const [task] = await served.rows<{ id: string }>(
      agency,
      `select id from tasks where name = 'regrade-session' order by id`,
    );
    const lease = { taskId: task!.id, token: '0', attempt: 1, signal: new AbortController().signal };
    await handler.handle(agency.worker(), { itemId: task!.id }, lease);
    expect(await proposals()).toEqual([]);
  });

  it('tries a grader that fails again, and goes on without the session after the third time', async () => {
    await graded();
    await start();
    await once({ names: ['collect-regrade'] });
    await once({ names: ['hand-out-regrade'] });
    const broken = Object.assign(Object.create(served.get(RegradeGraders)) as RegradeGraders, {
      prepare: () => Promise.resolve(() => Promise.reject(new Error('the grader is broken'))),
    });
    const handler = new RegradeSessionTask(
      served.db,
      served.tasks,
      served.get(Operations),
      broken,
      served.get(LOGGER as never),
    );
    const [task] = await served.rows<{ id: string }>(
      agency,
      `select id from tasks where name = 'regrade-session' order by id`,
    );
    const tried = (attempt: number) =>
      handler.handle(
        agency.worker(),
        { itemId: task!.id },
        {
          ...{ taskId: task!.id, token: '0', attempt },
          signal: new AbortController().signal,
        },
      );
    await expect(tried(1)).rejects.toThrow('broken');
    await expect(tried(2)).rejects.toThrow('broken');
    await tried(3);
    await work();
    expect(await items()).toEqual([
      { state: 'FAILED', failure: 'GRADER_FAILED', n: 1 },
      { state: 'PROPOSED', failure: null, n: 2 },
    ]);
    expect(await operation()).toEqual({ state: 'DONE', done: 3, failed: 1, total: 3 });
  });

  it('writes its sessions down in parts, each once, in whatever part a repeat begins', async () => {
    const uuids = await graded();
    const id = await start();
    const collected = await served.db.run(agency.task(), async (tx) => {
      const regrade = (await regradeById(tx, id))!;
      let after: string | null = null;
      const parts: (string | null)[] = [];
      do {
        await collectItems(tx, regrade, after, 2);
        parts.push((after = await collectItems(tx, regrade, after, 2)));
      } while (after !== null);
      return parts;
    });
    expect(collected).toEqual([[...uuids].sort()[1], null]);
    const found = await served.rows<{ session_id: string }>(agency, 'select session_id from regrade_items order by 1');
    expect(found.map((one) => one.session_id)).toEqual([...uuids].sort());
  });
});
