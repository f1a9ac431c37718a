import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { toGlobalId } from '#platform';
import { askedOfJudge, honestAnswer, quoteOf } from './honest-judge.js';
import { judgeCard, serveJudge, type ServedJudge } from './serve-judge.js';
import { reviewOf, scoringClient } from './scoring-client.js';
import { scoringAgency, type NewSession, type ScoringAgency } from './scoring-agency.js';
import { serveScoring, type ServedScoring } from './serve-scoring.js';

interface UnusableRow {
  question: string | null;
  problem: string;
  raw: string;
}

const UNUSABLE =
  'query ($id: ID!) { unusableJudgements(sessionId: $id) { question sample problem rawOutput modelVersionId } }';

describe('a judge that is not to be believed', () => {
  let served: ServedScoring;
  let judge: ServedJudge;
  let agency: ScoringAgency;
  let other: ScoringAgency;
  let client: ReturnType<typeof scoringClient>;
  let judgeId: string;
  let count = 0;
  beforeAll(async () => {
    served = await serveScoring();
    // Longer than a busy machine pauses, and only one test waits to its end.
    judge = await serveJudge(served, { betweenMs: 4_000 });
    client = scoringClient(served);
  });
  beforeEach(async () => {
    agency = await scoringAgency(served.db);
    other = await scoringAgency(served.db);
    agency.instructors.forEach((id, at) => served.tokens.set(`instructor-${at}`, () => agency.as(id)));
    served.tokens.set('trainee', () => agency.as(agency.trainees[0]));
    served.tokens.set('other-instructor', () => other.as(other.instructors[0]));
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
  const graders = async (uuid: string): Promise<string> =>
    (await served.rows<{ grader: string }>(agency, 'select grader from grades where session_id = $1 order by id', uuid))
      .map(({ grader }) => grader)
      .join(' ');
  const unusable = (uuid: string): Promise<UnusableRow[]> =>
    served.rows(
      agency,
      'select question, problem, raw from unusable_judgements where session_id = $1 order by id',
      uuid,
    );
  const notJudged = async (): Promise<object[]> =>
    (
      await served.rows<{ details: object }>(
        agency,
        `select details from audit_entries where action = 'grade.not-judged'`,
      )
    ).map(({ details }) => details);
  const tasks = () => served.rows(agency, `select id from tasks where name = 'judge-session'`);

  it.each([
    ['prose', () => '"The officer did very well."', 'NOT_OF_THE_SCHEMA'],
    ['JSON of another form', () => '{"score": 100, "pass": true}', 'NOT_OF_THE_SCHEMA'],
    [
      'a turn of somebody who cannot be quoted',
      (body: Parameters<typeof honestAnswer>[0]) => honestAnswer(body)?.replace(/"turn":\d+/, '"turn":999'),
      'NOT_OF_THE_SCHEMA',
    ],
    [
      'quotes that nobody said',
      (body: Parameters<typeof honestAnswer>[0]) =>
        JSON.stringify({
          evidence: [{ ...quoteOf(askedOfJudge(body)!, 0), quote: 'I will always be there for you.' }],
          ...{ reason: 'Kind.', answer: honestLevel(body) },
        }),
      'NOT_A_QUOTE',
    ],
  ])('gets no grade for %s: a person decides, with what it said', async (_what, say, problem) => {
    const uuid = await completed();
    judge.say((body) => (askedOfJudge(body)?.kind === 'FAIL' ? '{}' : say(body)));
    expect(await judge.judgeAll(agency)).toEqual([{ status: 'fulfilled', value: undefined }]);
    expect(await graders(uuid)).toBe('EMBEDDED');
    const rows = await unusable(uuid);
    // At most three of one question, at most two for each of the sixteen in all; the rest was not asked.
    expect(rows.filter(({ problem: one }) => one === problem).length).toBeGreaterThanOrEqual(24);
    expect(rows.filter(({ raw }) => raw !== '')).toHaveLength(32);
    expect(rows.at(-1)).toEqual({ question: null, problem: 'NOTHING_USABLE', raw: '' });
    expect(await notJudged()).toEqual([expect.objectContaining({ problem: 'NOTHING_USABLE' })]);
    expect(await tasks()).toEqual([]);
  });

  it.each(['no-json', 'truncated-json', 'close-mid-stream', 'ten-megabytes-of-tokens'] as const)(
    'is asked once more after %s, and what came of it is kept',
    async (mode) => {
      const uuid = await completed();
      judge.server.setMode(mode, 1);
      expect(await judge.judgeAll(agency)).toEqual([{ status: 'fulfilled', value: undefined }]);
      expect(await graders(uuid)).toBe('EMBEDDED JUDGE');
      const [row, ...rest] = await unusable(uuid);
      expect(rest).toEqual([]);
      expect(row).toMatchObject({ question: 'SAFETY_TIME_DISTANCE', problem: 'NO_ANSWER' });
      expect(Buffer.byteLength(row?.raw ?? '')).toBeLessThanOrEqual(8_192);
      if (mode !== 'truncated-json') expect(row?.raw).not.toBe('');
    },
  );

  it('that hangs is waited for, and its silence is an answer at last', async () => {
    const uuid = await completed();
    judge.server.setMode('hang-after-first-token', 1);
    const [first] = await judge.judgeAll(agency);
    expect(first).toMatchObject({ status: 'rejected', reason: { code: 'TIMED_OUT' } });
    expect([await graders(uuid), (await tasks()).length]).toEqual(['EMBEDDED', 1]);
    judge.server.setMode('hang-after-first-token', 1);
    expect(await judge.judgeAll(agency, { attempt: 3 })).toEqual([{ status: 'fulfilled', value: undefined }]);
    expect(await graders(uuid)).toBe('EMBEDDED JUDGE');
    expect(await unusable(uuid)).toMatchObject([{ problem: 'NO_ANSWER' }]);
  }, 120_000);

  it('comes back to its task later where its engine can take no more, and what it said till then is kept', async () => {
    const uuid = await completed();
    judge.say(() => {
      judge.server.setMode('unavailable');
      return '"Well done."';
    });
    const [result] = await judge.judgeAll(agency);
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'UNAVAILABLE' } });
    expect([await graders(uuid), (await tasks()).length]).toEqual(['EMBEDDED', 1]);
    expect(await unusable(uuid)).toMatchObject([{ problem: 'NOT_OF_THE_SCHEMA', raw: '"Well done."' }]);
    judge.server.setMode('normal');
    judge.say();
    expect(await judge.judgeAll(agency)).toEqual([{ status: 'fulfilled', value: undefined }]);
    expect(await graders(uuid)).toBe('EMBEDDED JUDGE');
  }, 120_000);

  it('never judges what its own weights have played, under whatever name and with whatever adapter', async () => {
    const player = judgeCard(`player-${count}`, {
      ...{ weights: `judge-${count}`, promptTemplate: 'persona-1', baseLicence: 'Apache-2.0', adapterName: 'voice' },
      digests: { ...judgeCard(`judge-${count}`).digests, adapter: 'e'.repeat(64) },
    });
    const modelVersionId = await judge.registered(player);
    const uuid = await completed({ engineKind: 'INFERENCE_SERVER', modelVersionId });
    const before = judge.server.requests.length;
    expect(await judge.judgeAll(agency)).toEqual([{ status: 'fulfilled', value: undefined }]);
    expect(judge.server.requests.length).toBe(before);
    expect(await graders(uuid)).toBe('EMBEDDED');
    expect(await unusable(uuid)).toEqual([{ question: null, problem: 'PLAYED_BY_THE_JUDGE', raw: '' }]);
    expect(await notJudged()).toEqual([expect.objectContaining({ problem: 'PLAYED_BY_THE_JUDGE' })]);
  });

  it('judges what another model has played, and nothing of which only a device says what played', async () => {
    const modelVersionId = await judge.registered(judgeCard(`player-${count}`, { promptTemplate: 'persona-1' }));
    const live = await completed({ engineKind: 'INFERENCE_SERVER', modelVersionId });
    const edge = await completed({ engineKind: 'IN_PROCESS', origin: 'EDGE' });
    await judge.judgeAll(agency);
    expect([await graders(live), await graders(edge)]).toEqual(['EMBEDDED JUDGE', 'EMBEDDED']);
    expect(await unusable(edge)).toMatchObject([{ problem: 'PLAYER_UNKNOWN' }]);
  });

  it('shows what it said to a reviewer with their own review in, and to nobody else', async () => {
    const uuid = await completed();
    const id = toGlobalId('ScenarioSession', uuid);
    judge.server.setMode('no-json', 1);
    await judge.judgeAll(agency);
    const shown = (token: string, of = id) => served.ask(token, UNUSABLE, { id: of });
    const none = { unusableJudgements: [] };
    expect((await shown('instructor-0')).data).toEqual(none);
    await client.submit('instructor-0', reviewOf(id));
    expect((await shown('instructor-0')).data).toEqual({
      unusableJudgements: [
        {
          ...{ question: 'SAFETY_TIME_DISTANCE', sample: 0, problem: 'NO_ANSWER', rawOutput: expect.any(String) },
          modelVersionId: toGlobalId('ModelVersion', judgeId),
        },
      ],
    });
    expect((await shown('instructor-1')).data).toEqual(none);
    expect((await shown('trainee')).errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    expect(await shown('other-instructor')).toEqual(
      await shown('other-instructor', toGlobalId('ScenarioSession', judgeId)),
    );
    const { sessionGrade } = await client.one<{ sessionGrade: object }>(
      'instructor-0',
      'query ($id: ID!) { g: sessionGrade(sessionId: $id) { sessionGrade: proposal { grader featureVersion judge { model promptDigest seed } } } }',
      { id },
    );
    expect(sessionGrade).toMatchObject({
      ...{ grader: 'JUDGE', featureVersion: expect.any(String) },
      judge: { model: `judge-${count} 1.0.0`, promptDigest: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  });

  it('is asked by no agency that it was not given to, or that it was taken from', async () => {
    const { uuid } = await served.graded(other, { traineeId: other.trainees[0] });
    expect(await served.rows(other, `select id from tasks where name = 'judge-session'`)).toEqual([]);
    expect(uuid).not.toBe('');
    const next = await judge.give(agency, judgeCard(`next-${count}`));
    await completed();
    const queued = await served.rows<{ to: string }>(
      agency,
      `select payload ->> 'modelVersionId' as to from tasks where name = 'judge-session'`,
    );
    expect(queued).toEqual([{ to: next }]);
  });
});

const honestLevel = (body: Parameters<typeof honestAnswer>[0]): unknown =>
  (JSON.parse(honestAnswer(body) ?? '{}') as { answer?: unknown }).answer;
