import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  anotherAgency,
  anotherUnit,
  buildWorld,
  captureStatements,
  fillTables,
  KNOWLEDGE,
  planFaults,
  probe,
  storedRows,
  testApp,
  withSuperuser,
  type CapturedStatement,
  type TestApp,
} from '#testing';
import { CONTEXTS } from '../src/contexts.js';

/** A tenth of what CI asks for: enough for the planner to leave a sequential scan, and done in seconds. */
const ROWS = Number(process.env.PARLEY_PLAN_ROWS ?? 100_000);

/** Tables that grow with every dialogue, class and change, and never stop. */
const LEDGERS = [
  'audit_entries',
  'turns',
  'training_records',
  'scenario_sessions',
  'assignments',
  'grades',
  'review_queue',
  'members',
  'status_intervals',
];
/** Tables that grow with people and what is set up for them. */
const REGISTERS = [
  'principals',
  'role_assignments',
  'external_ids',
  'member_facts',
  'idempotency_keys',
  'enrolments',
  'roster_entries',
  'reviews',
  'second_reviews',
  'external_assignments',
  'external_reviewers',
  'grade_decisions',
];

/** Statements that read across agencies on purpose, by how they begin. Each is reviewed. */
const ACROSS_AGENCIES: Record<string, RegExp> = {};

/** Standing isolation test 4: what the API and a worker send, planned on tables of a million rows. */
describe('the plans of the statements that were sent', () => {
  let app: TestApp;
  let agencyId: string;
  let statements: CapturedStatement[];
  const urlOf = (role: string): string => (app.database.urls as Record<string, string>)[role] as string;

  beforeAll(async () => {
    const captured = captureStatements();
    try {
      app = await testApp({ modules: CONTEXTS, worker: CONTEXTS });
      const world = await buildWorld(app);
      agencyId = world.a.agencyId;
      const rows = await storedRows(app.database.superuserUrl);
      try {
        for (const attackOf of [anotherAgency, anotherUnit]) {
          await probe(app.schema, attackOf(app, world, rows), KNOWLEDGE);
        }
      } finally {
        await rows.close();
      }
      statements = captured.statements().filter(({ role, agencyId: agency }) => role !== 'postgres' && agency !== null);
    } finally {
      captured.stop();
    }
    await fillTables(app.database.superuserUrl, agencyId, [
      ...LEDGERS.map((table) => ({ table, rows: ROWS })),
      ...REGISTERS.map((table) => ({ table, rows: ROWS / 10 })),
    ]);
  }, 600_000);
  afterAll(async () => {
    await app?.stop();
  });

  it(`read no further than the agency's own rows, with ${ROWS} in each ledger`, async () => {
    expect(statements.length).toBeGreaterThan(150);
    expect(statements.filter(({ sql }) => sql.includes('app.reached_units')).length).toBeGreaterThan(20);
    const own = statements.filter(({ sql }) => !Object.values(ACROSS_AGENCIES).some((each) => each.test(sql)));
    expect(await planFaults(urlOf, own)).toEqual([]);
  }, 120_000);

  it('are told from one that reads beyond, and from an index that does not begin with the agency', async () => {
    await withSuperuser(app.database.superuserUrl, async (client) => {
      await client.query(`
        create table planted (agency_id uuid not null, id uuid not null default uuidv7(), word text);
        insert into planted (agency_id, word) select gen_random_uuid(), 'word ' || n from generate_series(1, 20000) n;
        create index planted_word on planted (word);
        select app.protect('planted');
        analyze planted`);
    });
    const planted = (sql: string, ...parameters: unknown[]): CapturedStatement => ({
      sql,
      parameters,
      role: 'app',
      agencyId,
    });
    const faults = await planFaults(urlOf, [
      planted('select count(*) from planted where length(word) = $1', 3),
      planted('select id from planted where word = $1', 'word 7'),
    ]);
    expect(faults).toEqual([
      expect.stringMatching(/^reads all of planted: /),
      expect.stringMatching(/^(walks planted_word|reads planted by a bitmap)/),
    ]);
  });
});
