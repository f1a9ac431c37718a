import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Operations, TenantDb, type Actor, type TaskHandler, type TenantTx } from '#platform';
import { until } from '#testing';
import { EvaluateStandingsInBulkTask } from '../src/standings/evaluate-standings-in-bulk.task.js';
import { EvaluateStandingsTask } from '../src/standings/evaluate-standings.task.js';
import { ComplianceAgency, complianceApi, type ComplianceApi } from './compliance-agency.js';
import { inAgency, verified, waitingTasks, workStandings, workTask } from './work-standings.js';

const GEORGIA = ['CE', 'FIREARMS_REQUAL', 'USE_OF_DEADLY_FORCE', 'DE_ESCALATION', 'COMMUNITY_POLICING'];

/** The database as a worker sees it, with something that happens before each of its statements. */
function watchedDb(db: TenantDb, before: (sql: string, count: number) => Promise<void> | void): TenantDb {
  let count = 0;
  const run = <T>(actor: Actor, work: (tx: TenantTx) => Promise<T>): Promise<T> =>
    db.run(actor, (tx) =>
      work({
        ...tx,
        query: async <Row>(sql: string, parameters?: readonly never[]) => {
          await before(sql, count++);
          return tx.query<Row>(sql, parameters);
        },
      }),
    );
  return { run } as unknown as TenantDb;
}

describe('a worker that evaluates statuses', () => {
  let api: ComplianceApi;
  let agency: ComplianceAgency;
  let officer: string;

  beforeAll(async () => {
    api = await complianceApi();
  });
  beforeEach(async () => {
    agency = await ComplianceAgency.make(api.db, 2);
    officer = agency.officers[0]!;
    const admin = await api.token(agency.id, agency.adminId);
    for (const code of ['US-GA-ANNUAL', 'US-FL-MR']) await api.adopt(admin, code);
    await workStandings(api, agency.id);
  });
  afterAll(() => api.close());

  const rows = <Row>(sql: string): Promise<Row[]> => inAgency(api, agency.id, (tx) => tx.query<Row>(sql));
  const stored = () => rows('select * from status_intervals order by id');
  const marks = async () => (await rows('select id from stale_members')).length;
  const trained = async (date: string, hours = 24): Promise<void> => {
    const at = await agency.presentation([officer], { hours, categories: GEORGIA, on: date, roster: 'APPROVED' });
    await agency.earn(officer, at, date);
  };
  const handlers: Record<string, (db: TenantDb) => TaskHandler<never>> = {
    'evaluate-standings': (db) => new EvaluateStandingsTask(db, api.tasks) as unknown as TaskHandler<never>,
    'evaluate-standings-in-bulk': (db) =>
      new EvaluateStandingsInBulkTask(db, api.tasks, api.app.get(Operations)) as unknown as TaskHandler<never>,
  };

  it.each(Object.keys(handlers))(
    'of %s leaves everything as it was, killed before any of its statements',
    async (name) => {
      await trained('2026-03-02');
      if (name.endsWith('bulk')) {
        await workStandings(api, agency.id);
        const policy = { warnDays: 7, graceDays: 3, trackedFrom: '2026-01-01' };
        await api.adopt(await api.token(agency.id, agency.adminId), 'US-GA-ANNUAL', { policy });
      }
      const [task] = (await waitingTasks(api, agency.id)).filter((each) => each.name === name);
      const before = [
        await stored(),
        await marks(),
        await waitingTasks(api, agency.id),
        await rows('select * from operations'),
      ];
      let killedAt = 0;
      for (; ; killedAt += 1) {
        const db = watchedDb(api.db, (_sql, count) => {
          if (count === killedAt) throw new Error('killed');
        });
        const ended = await workTask(api, agency.id, task!, handlers[name]!(db)).then(
          () => 'done',
          (error: Error) => error.message,
        );
        if (ended === 'done') break;
        expect(ended).toBe('killed');
        expect([
          await stored(),
          await marks(),
          await waitingTasks(api, agency.id),
          await rows('select * from operations'),
        ]).toEqual(before);
      }
      expect(killedAt).toBeGreaterThan(10);
      await workStandings(api, agency.id);
      expect(await marks()).toBe(0);
      expect(await verified(api, agency.id)).toMatchObject({ waiting: 0, differences: [] });
    },
  );

  it('waits for another that has the same member, and then sees what that one stored', async () => {
    await trained('2026-03-02', 8);
    const [first] = await waitingTasks(api, agency.id);
    let second: Promise<void> | undefined;
    const db = watchedDb(api.db, async (sql) => {
      // The first has read the ledger and not yet what is stored.
      if (second || !/from status_intervals s/.test(sql)) return;
      await trained('2026-04-02', 16);
      const task = (await waitingTasks(api, agency.id)).at(-1)!;
      second = workTask(api, agency.id, task);
      await until('the second to wait', async () => {
        const waiting = await rows(
          `select from pg_locks where locktype = 'advisory' and not granted
             and database = (select oid from pg_database where datname = current_database())`,
        );
        return waiting.length > 0 ? true : null;
      });
    });
    await workTask(api, agency.id, first!, handlers['evaluate-standings']!(db));
    await second;
    await workStandings(api, agency.id);
    const { compared, waiting, differences } = await verified(api, agency.id);
    expect({ waiting, differences }).toEqual({ waiting: 0, differences: [] });
    expect(compared).toBe(8);
    const [now] = await rows<{ status: string }>(
      `select status from status_intervals where member_id = '${officer}' and mandate_code = 'US-GA-ANNUAL' and superseded_at is null
         and valid_from <= '2026-11-01' and (valid_to is null or valid_to > '2026-11-01')`,
    );
    expect(now).toEqual({ status: 'COMPLIANT' });
  });

  it('may be beaten to the records by a later one, whose mark then stays', async () => {
    await trained('2026-03-02', 8);
    const [task] = await waitingTasks(api, agency.id);
    let late = false;
    const db = watchedDb(api.db, async (sql) => {
      // It has taken the marks and has not read the records.
      if (late || !/pg_advisory_xact_lock/.test(sql)) return;
      late = true;
      await trained('2026-04-02', 16);
    });
    await workTask(api, agency.id, task!, handlers['evaluate-standings']!(db));
    expect(late).toBe(true);
    expect(await marks()).toBe(2);
    await workStandings(api, agency.id);
    expect(await verified(api, agency.id)).toMatchObject({ waiting: 0, differences: [] });
  });

  it('shares the marks with others that work at the same time', async () => {
    for (const id of agency.officers) {
      const at = await agency.presentation([id], {
        hours: 24,
        categories: GEORGIA,
        on: '2026-05-04',
        roster: 'APPROVED',
      });
      await agency.earn(id, at, '2026-05-04');
      await agency.earn(id, at, '2026-05-04');
    }
    const tasks = await waitingTasks(api, agency.id);
    expect(tasks.length).toBeGreaterThan(3);
    await Promise.all(tasks.map((task) => workTask(api, agency.id, task)));
    await workStandings(api, agency.id);
    expect(await marks()).toBe(0);
    expect(await verified(api, agency.id)).toMatchObject({ waiting: 0, differences: [] });
  });
});
