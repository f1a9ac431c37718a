import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { modelVersionById } from '#slm';
import { until } from '#testing';
import { readSessionToGrade } from '../src/grading/session-to-grade.js';
import { reproduceGrade, type ProposedGrade } from '../src/index.js';
import { honestAnswer } from './honest-judge.js';
import { judgeCard, serveJudge, type ServedJudge } from './serve-judge.js';
import { scoringAgency, type NewSession, type ScoringAgency } from './scoring-agency.js';
import { serveScoring, type ServedScoring } from './serve-scoring.js';

interface GradeRow {
  grader: string;
  graderVersion: string;
  label: string;
  digest: string;
  model_version_id: string | null;
  proposal: ProposedGrade;
}

interface UnusableRow {
  question: string | null;
  sample: number;
  problem: string;
  raw: string;
}

const DONE = { status: 'fulfilled', value: undefined };

describe('a judge', () => {
  let served: ServedScoring;
  let judge: ServedJudge;
  let agency: ScoringAgency;
  let judgeId: string;
  let count = 0;
  beforeAll(async () => {
    served = await serveScoring();
    judge = await serveJudge(served);
  });
  beforeEach(async () => {
    agency = await scoringAgency(served.db);
    judgeId = await judge.give(agency, judgeCard(`judge-${(count += 1)}`));
    judge.say();
    judge.server.setMode('normal');
  });
  afterAll(async () => {
    await judge?.close();
    await served?.close();
  });

  const completed = async (given: Partial<NewSession> = {}): Promise<string> =>
    (await served.graded(agency, { traineeId: agency.trainees[0], ...given })).uuid;
  const judged = (uuid: string): Promise<GradeRow[]> =>
    served.rows<GradeRow>(
      agency,
      `select grader, grader_version as "graderVersion", label, digest, model_version_id, proposal from grades
       where session_id = $1 and grader = 'JUDGE'`,
      uuid,
    );
  const unusable = (uuid: string): Promise<UnusableRow[]> =>
    served.rows<UnusableRow>(
      agency,
      'select question, sample, problem, raw from unusable_judgements where session_id = $1 order by id',
      uuid,
    );
  const waiting = (): Promise<object[]> =>
    served.rows(agency, `select lane, priority from tasks where name = 'judge-session'`);
  const asked = async (work: () => Promise<unknown>): Promise<number> => {
    const before = judge.server.requests.length;
    await work();
    return judge.server.requests.length - before;
  };

  it('proposes a grade from exact quotes, asked once for each part in three samples, and says by what', async () => {
    const uuid = await completed();
    expect(await waiting()).toEqual([{ lane: 'judging', priority: 50 }]);
    const requests = await asked(async () => expect(await judge.judgeAll(agency)).toEqual([DONE]));
    expect(requests).toBe((8 + 1 + 7) * 3);
    const [grade] = await judged(uuid);
    expect(grade).toMatchObject({ label: 'CERTIFYING', model_version_id: judgeId });
    expect(grade?.proposal.levels.map(({ level }) => level)).toEqual(Array.from({ length: 8 }, () => 4));
    expect(grade?.proposal.outcome.band).toBe('RESOLUTION');
    expect(grade?.proposal.judge).toMatchObject({
      ...{ modelVersionId: judgeId, promptTemplate: 'judge-1', samples: 3, engines: ['judge-server'], notAsked: [] },
    });
    expect(await unusable(uuid)).toEqual([]);
    expect(await waiting()).toEqual([]);
    const audited = await served.rows<{ details: object }>(
      agency,
      `select details from audit_entries where action = 'grade.proposed' and details ->> 'grader' = 'JUDGE'`,
    );
    expect(audited).toMatchObject([{ details: { sessionId: uuid, label: 'CERTIFYING', digest: grade?.digest } }]);
  });

  it('is asked by whichever worker serves its lane, once a session is completed', async () => {
    const uuid = await served.db.run(agency.task(), (tx) => agency.session(tx, { traineeId: agency.trainees[0] }));
    await served.complete(agency, uuid);
    const stop = await judge.work();
    try {
      await until('the grade of the judge', async () => ((await judged(uuid)).length > 0 ? true : null), 30_000);
    } finally {
      await stop();
    }
    expect(await served.rows(agency, 'select name from tasks')).toEqual([]);
    expect(await served.rows(agency, 'select label from grades where session_id = $1 order by label', uuid)).toEqual([
      { label: 'CERTIFYING' },
      { label: 'FORMATIVE' },
    ]);
  });

  it('never works on two requests of a session at once, so that no officer waits for a grading', async () => {
    const uuid = await completed();
    await judge.judgeAll(agency);
    expect(judge.server.mostAtOnce().byUser[uuid]).toBe(1);
  });

  it('judges practice too, of which the agency’s audit trail tells nothing', async () => {
    const uuid = await completed({ mode: 'PRACTICE' });
    await judge.judgeAll(agency);
    expect(await judged(uuid)).toHaveLength(1);
    expect(await served.rows(agency, `select id from audit_entries where action like 'grade.%'`)).toEqual([]);
  });

  it('makes the same grade again by its provenance, to the last letter', async () => {
    const uuid = await completed();
    await judge.judgeAll(agency);
    const [grade] = await judged(uuid);
    const graded = await served.db.run(agency.task(), (tx) => readSessionToGrade(tx, uuid));
    const ref = await served.db.run(agency.task(), (tx) => modelVersionById(tx, judgeId));
    const again = () => reproduceGrade(judge.fleet.model(ref), graded!, grade!, new AbortController().signal);
    expect(await again()).toEqual({ same: true, digest: grade?.digest, otherwise: null });
    judge.say((body) => honestAnswer(body)?.replace('takes up', 'ignores'));
    expect(await again()).toMatchObject({ same: false, otherwise: null });
    const other = { ...grade!, graderVersion: `${grade?.graderVersion}x` };
    expect(await reproduceGrade(judge.fleet.model(ref), graded!, other, new AbortController().signal)).toMatchObject({
      ...{ same: false, digest: null },
    });
  });

  it('makes one grade, whichever worker is first and whatever is repeated', async () => {
    const uuid = await completed();
    const both = await judge.judgeAll(agency, { times: 2 });
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [first] = await judged(uuid);
    await served.complete(agency, uuid);
    expect(await asked(async () => expect(await judge.judgeAll(agency)).toEqual([DONE]))).toBe(0);
    expect(await judged(uuid)).toEqual([first]);
  });

  it('that is stopped in the middle stores nothing, asks the same when it is begun anew, and makes one grade', async () => {
    const uuid = await completed();
    const seen = () =>
      judge.server.requests.filter(({ body }) => body.user === uuid).map(({ body }) => [body.messages, body.seed]);
    const dying = new AbortController();
    judge.say((body) => {
      if (seen().length === 20) dying.abort(new Error('killed'));
      return honestAnswer(body);
    });
    const [killed] = await judge.judgeAll(agency, { signal: dying.signal });
    expect(killed?.status).toBe('rejected');
    expect([await judged(uuid), await unusable(uuid), (await waiting()).length]).toEqual([[], [], 1]);
    const before = seen();
    judge.say();
    expect(await judge.judgeAll(agency)).toEqual([DONE]);
    expect(before).toHaveLength(20);
    expect(seen().slice(20, 40)).toEqual(before);
    expect(await judged(uuid)).toHaveLength(1);
  });
});
