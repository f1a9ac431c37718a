import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { fromGlobalId, toGlobalId } from '#platform';
import { honestAnswer } from './honest-judge.js';
import {
  officialRows,
  regradeAgency,
  signedSession,
  startRegrade,
  workAll,
  workOnce,
  type RegradeAgency,
} from './regrade-agency.js';
import { scoringClient } from './scoring-client.js';
import { judgeCard, LANE, serveJudge, type ServedJudge } from './serve-judge.js';
import { serveScoring, type ServedScoring } from './serve-scoring.js';

describe('a regrade by the agency’s judge', () => {
  let served: ServedScoring;
  let judge: ServedJudge;
  let agency: RegradeAgency;
  let count = 0;
  beforeAll(async () => {
    served = await serveScoring();
    judge = await serveJudge(served);
  });
  beforeEach(async () => {
    agency = await regradeAgency(served);
    judge.say();
    count += 1;
  });
  afterAll(async () => {
    await judge?.close();
    await served?.close();
  });

  const start = async (input: object = {}): Promise<string> => {
    const { regrade, userErrors } = await startRegrade(served, agency.admin, { graderKind: 'JUDGE', ...input });
    expect(userErrors).toEqual([]);
    return fromGlobalId('Regrade', regrade!.id, 'id');
  };
  const work = (how = {}) => workAll(served, judge.tasks, agency, how);
  const items = () =>
    served.rows<{ state: string; failure: string | null; finding: string | null }>(
      agency,
      'select state, failure, finding from regrade_items order by session_id',
    );
  const grades = () =>
    served.rows<{ label: string; model_version_id: string; regrade: boolean }>(
      agency,
      `select label, model_version_id, regrade_id is not null as regrade from grades where grader = 'JUDGE' order by id`,
    );

  it('asks it in the lane of its model, keeps its proposals from standing, and says what would change', async () => {
    const signed = await signedSession(served, agency);
    const modelVersionId = await judge.give(agency, judgeCard(`judge-${count}`));
    const before = await officialRows(served, agency);
    const id = await start({ modelVersionId: toGlobalId('ModelVersion', modelVersionId) });
    await workOnce(served, judge.tasks, agency, { names: ['collect-regrade'] });
    await workOnce(served, judge.tasks, agency, { names: ['hand-out-regrade'] });
    expect(await served.rows(agency, `select lane, priority from tasks where name = 'regrade-session'`)).toEqual([
      { lane: LANE, priority: 80 },
    ]);
    await work();
    expect(await grades()).toEqual([{ label: 'CERTIFYING', model_version_id: modelVersionId, regrade: true }]);
    expect(await items()).toMatchObject([{ state: 'PROPOSED', failure: null }]);
    expect(await officialRows(served, agency)).toBe(before);
    const client = scoringClient(served);
    const standing = await client.one<{ proposal: { grader: string } }>(
      `instructor-0-${agency.agencyId}`,
      'query ($id: ID!) { sessionGrade(sessionId: $id) { proposal { grader } } }',
      { id: toGlobalId('ScenarioSession', signed) },
    );
    expect(standing.proposal.grader).toBe('EMBEDDED');
    // A second regrade by the same judge finds the grade, and asks nothing.
    const asked = judge.server.requests.length;
    await start();
    await work();
    expect(judge.server.requests.length).toBe(asked);
    expect(await grades()).toHaveLength(1);
    expect(id).not.toBe('');
  });

  it('does not keep that judge from judging a new session for itself, where it came before it', async () => {
    await judge.give(agency, judgeCard(`judge-${count}`));
    const uuid = await served.db.run(agency.task(), (tx) => agency.session(tx, { traineeId: agency.trainees[0] }));
    await start();
    await work();
    await served.complete(agency, uuid);
    await judge.judgeAll(agency);
    expect((await grades()).map(({ regrade }) => regrade)).toEqual([true, false]);
  });

  it('goes on without sessions that the judge itself has played or cannot answer about, and says why', async () => {
    const modelVersionId = await judge.give(agency, judgeCard(`judge-${count}`));
    const [played, other] = [agency.trainees[0], agency.trainees[1]];
    const add = (given: Parameters<RegradeAgency['session']>[1]): Promise<string> =>
      served.db.run(agency.task(), (tx) => agency.session(tx, given));
    await add({ traineeId: played, engineKind: 'INFERENCE_SERVER', modelVersionId });
    await add({ traineeId: other });
    judge.say((body) => (honestAnswer(body) === undefined ? undefined : 'I would rather not say.'));
    await start();
    await work();
    expect(await items()).toEqual([
      { state: 'FAILED', failure: 'PLAYED_BY_THE_JUDGE', finding: null },
      { state: 'FAILED', failure: 'NOTHING_USABLE', finding: null },
    ]);
    expect(await grades()).toEqual([]);
    const [{ n } = { n: 0 }] = await served.rows<{ n: number }>(
      agency,
      `select count(*)::int as n from unusable_judgements where raw <> ''`,
    );
    expect(n).toBeGreaterThan(0);
    expect(await served.rows(agency, 'select state, done, failed, total from operations')).toEqual([
      { state: 'DONE', done: 2, failed: 2, total: 2 },
    ]);
  });
});
