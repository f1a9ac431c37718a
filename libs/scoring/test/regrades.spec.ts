import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { toGlobalId } from '#platform';
import {
  instructorOf,
  officialRows,
  regradeAgency,
  signedSession,
  startRegrade,
  workAll,
  workOnce,
  type RegradeAgency,
} from './regrade-agency.js';
import { regradeClient, type OperationView, type Report } from './regrade-client.js';
import { reviewOf, scoringClient } from './scoring-client.js';
import { serveScoring, type ServedScoring } from './serve-scoring.js';

describe('a regrade', () => {
  let served: ServedScoring;
  let agency: RegradeAgency;
  let client: ReturnType<typeof scoringClient>;
  beforeAll(async () => {
    served = await serveScoring();
    client = scoringClient(served);
  });
  beforeEach(async () => {
    agency = await regradeAgency(served);
  });
  afterAll(() => served.close());

  const work = (how = {}) => workAll(served, served.tasks, agency, how);
  const start = async (input: object = {}): Promise<string> => {
    const { regrade, userErrors } = await startRegrade(served, agency.admin, input);
    expect(userErrors).toEqual([]);
    return regrade!.id;
  };
  const strict = () => ({ rubricVersionId: toGlobalId('RubricVersion', agency.strictRubricId) });
  const report = (id: string) => regradeClient(served, agency).report(id);
  const changes = (id: string) => regradeClient(served, agency).changes(id);
  const operation = (id: string) => regradeClient(served, agency).operation(id);
  const sumOf = ({ open, failed, decided, undecided }: Report): number => open + failed + decided + undecided;

  it('under a stricter rubric names the training record that would be lost, and changes nothing that is official', async () => {
    const signed = await signedSession(served, agency);
    await served.graded(agency, { traineeId: agency.trainees[1] });
    const before = await officialRows(served, agency);
    const id = await start(strict());
    await work();
    expect(await officialRows(served, agency)).toBe(before);
    const found = await report(id);
    expect(found).toMatchObject({ total: 2, open: 0, failed: 0, decided: 1, undecided: 1 });
    expect(found.findings).toEqual([{ finding: 'WOULD_FAIL', sessions: 1 }]);
    expect(found.recordEffects).toEqual([{ recordEffect: 'WOULD_BE_LOST', sessions: 1 }]);
    const { nodes } = await changes(id);
    expect(nodes[0]).toMatchObject({
      sessionId: toGlobalId('ScenarioSession', signed),
      comparedWithDecision: true,
      hidden: null,
      recordEffect: 'WOULD_BE_LOST',
      trainingRecordId: expect.any(String),
      comparison: {
        before: { outlook: 'PASS', final: 82.4 },
        after: { outlook: 'FAIL' },
        onlyBefore: ['ASSESS_AND_DECIDE'],
        onlyAfter: [],
      },
    });
    expect(await operation(id)).toMatchObject({ state: 'DONE', done: 2, failed: 0, total: 2, error: null });
    const [audited] = await served.rows<{ details: object }>(
      agency,
      `select details from audit_entries where action = 'regrade.started'`,
    );
    expect(audited?.details).toMatchObject({ grader: 'FEATURES', rubricVersionId: agency.strictRubricId });
  });

  it('never lets its proposals stand, though they are newer, nor moves the queue of reviewers', async () => {
    const { id: sessionId, uuid } = await served.graded(agency, { traineeId: agency.trainees[0] });
    await start(strict());
    await work();
    expect(await served.rows(agency, 'select id from grades where session_id = $1', uuid)).toHaveLength(2);
    const queue = await client.one<{ nodes: object[] }>(
      instructorOf(agency),
      '{ gradingQueue(first: 10) { nodes { sessionId reviewed } } }',
      {},
    );
    expect(queue.nodes).toEqual([{ sessionId, reviewed: false }]);
    await client.submit(instructorOf(agency), reviewOf(sessionId));
    const grading = await client.one<{ proposal: { rubricVersionId: string } }>(
      instructorOf(agency),
      'query ($id: ID!) { sessionGrade(sessionId: $id) { proposal { rubricVersionId } } }',
      { id: sessionId },
    );
    expect(grading.proposal.rubricVersionId).not.toBe(strict().rubricVersionId);
  });

  it('does not keep the proposal of a new session from being made, where it came before it', async () => {
    const uuid = await served.db.run(agency.task(), (tx) => agency.session(tx, { traineeId: agency.trainees[0] }));
    await start();
    await work();
    await served.complete(agency, uuid);
    await served.gradeAll(agency);
    const grades = await served.rows<{ stands: boolean }>(
      agency,
      'select regrade_id is null as stands from grades where session_id = $1 order by id',
      uuid,
    );
    expect(grades.map(({ stands }) => stands)).toEqual([false, true]);
  });

  it('refers to a grade that the same version of the grader has made, instead of making it again', async () => {
    const signed = await signedSession(served, agency);
    const before = await served.rows(agency, 'select id from grades order by id');
    const [first, second] = [await start({ graderKind: 'EMBEDDED' }), await start({ graderKind: 'EMBEDDED' })];
    await work();
    expect(await served.rows(agency, 'select id from grades order by id')).toEqual(before);
    for (const id of [first, second]) expect(await report(id)).toMatchObject({ total: 1, open: 0, decided: 1 });
    const [item] = await served.rows(agency, 'select grade_id as id from regrade_items where session_id = $1', signed);
    expect(item).toEqual(before[0]);
  });

  it('takes the sessions of its filters that had ended when it was started, and never practice', async () => {
    const signed = await signedSession(served, agency, { completedAt: '2026-03-02T15:00:00Z' });
    await served.graded(agency, { traineeId: agency.trainees[1], completedAt: '2026-03-05T15:00:00Z' });
    await served.graded(agency, { traineeId: agency.trainees[1], mode: 'PRACTICE' });
    await served.graded(agency, { traineeId: agency.trainees[1], completedAt: '2999-01-01T00:00:00Z' });
    const taken = async (input: object): Promise<number> => {
      const id = await start(input);
      await work();
      return (await report(id)).total;
    };
    expect(await taken({})).toBe(2);
    expect(await taken({ onlyDecided: true })).toBe(1);
    expect(await taken({ since: '2026-03-03T00:00:00Z' })).toBe(1);
    expect(await taken({ until: '2026-03-02T15:00:00Z' })).toBe(0);
    const unitId = await inUnit(agency.trainees[0]);
    expect(await taken({ orgUnitId: unitId })).toBe(1);
    const [{ id: scenarioVersionId } = { id: '' }] = await served.rows<{ id: string }>(
      agency,
      'select scenario_version_id as id from scenario_sessions where id = $1',
      signed,
    );
    expect(await taken({ scenarioVersionId: toGlobalId('ScenarioVersion', scenarioVersionId) })).toBe(2);
  });
  /** Puts a member into a unit below another. @returns the upper one's global id */
  const inUnit = async (memberId: string): Promise<string> => {
    const [row] = await served.rows<{ id: string }>(
      agency,
      `with upper as (insert into org_units (agency_id, name, kind) values (app.agency_id(), 'Patrol', 'DIVISION') returning id),
         lower as (insert into org_units (agency_id, parent_id, name, kind) select app.agency_id(), id, 'Nights', 'DIVISION' from upper returning id),
         moved as (select id from upper)
       select (select id from upper) as id, (select id from lower) as lower`,
    );
    await served.rows(
      agency,
      `update members set org_unit_id = (select id from org_units where name = 'Nights') where id = $1`,
      memberId,
    );
    return toGlobalId('OrgUnit', row!.id);
  };

  it('is the same regrade for the same key, and tells what is wrong with its input by field', async () => {
    const input = { idempotencyKey: 'again', note: 'A new version.' };
    const first = await startRegrade(served, agency.admin, input);
    expect(await startRegrade(served, agency.admin, input)).toEqual(first);
    const other = await regradeAgency(served);
    const wrong = async (given: object) => (await startRegrade(served, agency.admin, given)).userErrors;
    const missing = await wrong({ rubricVersionId: toGlobalId('RubricVersion', other.adminId) });
    expect(missing).toMatchObject([{ code: 'NOT_FOUND', field: 'input.rubricVersionId' }]);
    expect(await wrong({ rubricVersionId: toGlobalId('RubricVersion', other.strictRubricId) })).toEqual(missing);
    expect(await wrong({ scenarioVersionId: toGlobalId('ScenarioVersion', other.adminId) })).toMatchObject([
      { code: 'NOT_FOUND', field: 'input.scenarioVersionId' },
    ]);
    expect(await wrong({ orgUnitId: toGlobalId('OrgUnit', other.adminId) })).toMatchObject([
      { code: 'NOT_FOUND', field: 'input.orgUnitId' },
    ]);
    expect(await wrong({ since: '2026-03-02T00:00:00Z', until: '2026-03-01T00:00:00Z' })).toMatchObject([
      { code: 'INVALID', field: 'input.until' },
    ]);
    expect(await wrong({ modelVersionId: toGlobalId('ModelVersion', other.adminId) })).toMatchObject([
      { code: 'INVALID', field: 'input.modelVersionId' },
    ]);
    expect(await wrong({ graderKind: 'JUDGE' })).toMatchObject([{ code: 'WRONG_STATE', field: 'input.graderKind' }]);
    expect(await served.rows(agency, 'select id from regrades')).toHaveLength(1);
  });

  it('keeps its sums at every step and moves its progress forwards only', async () => {
    for (const traineeId of [...agency.trainees, agency.instructors[1]]) await served.graded(agency, { traineeId });
    const id = await start(strict());
    const seen: OperationView[] = [await operation(id)];
    for (let step = 0; step < 20; step += 1) {
      if ((await workOnce(served, served.tasks, agency)).length === 0) break;
      seen.push(await operation(id));
      const sums = await report(id);
      expect(sumOf(sums)).toBe(sums.total);
    }
    expect(seen[0]).toMatchObject({ state: 'QUEUED', done: 0, total: null });
    expect(seen.at(-1)).toMatchObject({ state: 'DONE', done: 3, total: 3 });
    seen.slice(1).forEach((now, at) => expect(now.done).toBeGreaterThanOrEqual(seen[at]!.done));
    expect(JSON.parse(seen.at(-1)?.result ?? '')).toEqual({ sessions: 3, compared: 3, failed: 0 });
  });
});
