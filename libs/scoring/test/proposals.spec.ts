import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { buildSchema, toGlobalId, undescribed } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { ScoringModule } from '../src/index.js';
import { reviewOf, scoringClient } from './scoring-client.js';
import { scoringAgency, type ScoringAgency } from './scoring-agency.js';
import { serveScoring, type ServedScoring } from './serve-scoring.js';

describe('a proposal', () => {
  let served: ServedScoring;
  let agency: ScoringAgency;
  let other: ScoringAgency;
  let client: ReturnType<typeof scoringClient>;
  beforeAll(async () => {
    served = await serveScoring();
    client = scoringClient(served);
  });
  beforeEach(async () => {
    agency = await scoringAgency(served.db);
    other = await scoringAgency(served.db);
    agency.instructors.forEach((id, at) => served.tokens.set(`instructor-${at}`, () => agency.as(id)));
    agency.trainees.forEach((id, at) => served.tokens.set(`trainee-${at}`, () => agency.as(id)));
    served.tokens.set('other-instructor', () => other.as(other.instructors[0]));
    served.tokens.set('learning-system', () => agency.learningSystem());
  });
  afterAll(() => served.close());

  it('is described in every type, field and argument', async () => {
    expect(undescribed(await buildSchema([ScoringModule]))).toEqual([]);
  });

  it('is made once, however often its task is repeated and by how many workers', async () => {
    const { uuid } = await served.graded(agency, { traineeId: agency.trainees[0] });
    for (let time = 0; time < 3; time++) await served.complete(agency, uuid);
    await served.gradeAll(agency);
    const grades = await served.rows<{ label: string; digest: string }>(
      agency,
      'select label, grader, digest from grades where session_id = $1',
      uuid,
    );
    expect(grades).toEqual([
      { label: 'FORMATIVE', grader: 'EMBEDDED', digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
    expect(await served.rows(agency, `select id from tasks where name = 'grade-session'`)).toEqual([]);
  });

  it('stays hidden from each reviewer until their own review is in', async () => {
    const { id } = await served.graded(agency, { traineeId: agency.trainees[0] });
    const [grade] = await served.rows<{ id: string }>(agency, 'select id from grades');
    const node = (token: string) =>
      client.one(token, 'query ($id: ID!) { node(id: $id) { ... on Grade { label } } }', {
        id: toGlobalId('Grade', grade?.id ?? ''),
      });
    expect(await client.grade('instructor-0', id)).toMatchObject({
      state: 'PROPOSED',
      proposal: null,
      proposalHidden: 'UNTIL_OWN_REVIEW',
    });
    expect(await node('instructor-0')).toBeNull();
    const { sessionGrade } = await client.submit('instructor-0', reviewOf(id));
    expect(sessionGrade).toMatchObject({ proposal: { label: 'FORMATIVE' }, proposalHidden: null });
    expect(sessionGrade?.reviews[0]?.comparison.levels).toHaveLength(8);
    expect(await node('instructor-0')).toEqual({ label: 'FORMATIVE' });
    expect(await client.grade('instructor-1', id)).toMatchObject({ proposal: null, reviews: [] });
    expect(await node('instructor-1')).toBeNull();
    const again = await client.submit('instructor-0', reviewOf(id, 5));
    expect(again.userErrors[0]?.code).toBe('WRONG_STATE');
  });

  it('is answered by a review that names every field at fault', async () => {
    const { id, uuid } = await served.graded(agency, { traineeId: agency.trainees[0] });
    const review = reviewOf(id);
    review.levels[2]!.evidence = [{ turn: 3, quote: 'i hear you' }];
    review.levels[3]!.level = 6;
    review.levels.pop();
    const { userErrors, sessionGrade } = await client.submit('instructor-0', review);
    expect(sessionGrade).toBeNull();
    expect(userErrors.map(({ field }) => field)).toEqual([
      'input.levels',
      'input.levels[2].evidence[0].quote',
      'input.levels[3].level',
    ]);
    expect(await served.rows(agency, 'select id from reviews where session_id = $1', uuid)).toEqual([]);
  });

  it('is never reviewed by the one who played', async () => {
    const { id } = await served.graded(agency, { traineeId: agency.instructors[1] });
    expect((await client.submit('instructor-1', reviewOf(id))).userErrors[0]?.code).toBe('NOT_ALLOWED');
    expect(await client.grade('instructor-1', id)).toMatchObject({ proposal: null, proposalHidden: 'OWN_SESSION' });
    const queue = (token: string) =>
      client.one<{ nodes: object[] }>(token, '{ gradingQueue(first: 10) { nodes { sessionId reviewed } } }', {});
    expect((await queue('instructor-1')).nodes).toEqual([]);
    expect((await queue('instructor-0')).nodes).toEqual([{ sessionId: id, reviewed: false }]);
    await client.submit('instructor-0', reviewOf(id));
    await client.sign('instructor-0', { sessionId: id, reason: 'Agreed.' });
    expect((await queue('instructor-0')).nodes).toEqual([]);
  });

  it('waits in the queue behind more pressing ones, page by page, though one is decided between the pages', async () => {
    const waiting: string[] = [];
    for (const completedAt of [
      '2026-03-02T15:00:00Z',
      '2026-03-02T16:00:00Z',
      '2026-03-01T15:00:00Z',
      '2026-03-03T15:00:00Z',
    ]) {
      waiting.push((await served.graded(agency, { traineeId: agency.trainees[0], completedAt })).id);
    }
    const oldestFirst = [2, 0, 1, 3].map((at) => waiting[at]);
    const page = (after: string | null) =>
      client.one<{ nodes: { sessionId: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } }>(
        'instructor-0',
        'query ($after: String) { gradingQueue(first: 2, after: $after) { nodes { sessionId } pageInfo { endCursor hasNextPage } } }',
        { after },
      );
    const first = await page(null);
    expect(first.pageInfo.hasNextPage).toBe(true);
    await client.invalidate('instructor-1', { sessionId: first.nodes[1]?.sessionId, reason: 'The player looped.' });
    const second = await page(first.pageInfo.endCursor);
    expect(second.pageInfo.hasNextPage).toBe(false);
    expect([...first.nodes, ...second.nodes].map(({ sessionId }) => sessionId)).toEqual(oldestFirst);
  });

  it('of practice is the trainee’s own to read, and nobody’s to review or sign', async () => {
    const { id } = await served.graded(agency, { traineeId: agency.trainees[0], mode: 'PRACTICE' });
    const debrief = (token: string) =>
      client.one(token, 'query ($id: ID!) { practiceDebrief(sessionId: $id) { label levels { competency } } }', { id });
    expect(await debrief('trainee-0')).toMatchObject({ label: 'FORMATIVE' });
    for (const token of ['trainee-1', 'instructor-0', 'other-instructor']) expect(await debrief(token)).toBeNull();
    expect(await client.grade('instructor-0', id)).toBeNull();
    for (const { userErrors } of [
      await client.submit('instructor-0', reviewOf(id)),
      await client.sign('instructor-0', { sessionId: id }),
      await client.invalidate('instructor-0', { sessionId: id, reason: 'No.' }),
    ]) {
      expect(userErrors).toEqual([
        { code: 'NOT_FOUND', field: 'input.sessionId', message: 'no such scenario session' },
      ]);
    }
  });

  it('shows the trainee the signed score and its evidence, after the decision', async () => {
    const { id } = await served.graded(agency, { traineeId: agency.trainees[0] });
    const own = () =>
      client.one(
        'trainee-0',
        'query ($id: ID!) { sessionGrade(sessionId: $id) { state decision { final levels { evidence { quote } } } } }',
        { id },
      );
    expect(await own()).toEqual({ state: 'PROPOSED', decision: null });
    const refused = await served.ask(
      'trainee-0',
      'query ($id: ID!) { sessionGrade(sessionId: $id) { proposal { label } } }',
      { id },
    );
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', scope: 'grade:read' });
    await client.submit('instructor-0', reviewOf(id));
    expect(await own()).toEqual({ state: 'PROPOSED', decision: null });
    await client.sign('instructor-0', { sessionId: id, reason: 'Agreed.' });
    expect(await own()).toMatchObject({ state: 'CHANGED', decision: { final: 82.4 } });
    expect((await client.scores('trainee-0')).nodes).toHaveLength(1);
  });

  it('gives a learning system the signed score and nothing else', async () => {
    const { id } = await served.graded(agency, { traineeId: agency.trainees[0] });
    await client.submit('instructor-0', reviewOf(id));
    expect((await client.scores('learning-system')).nodes).toEqual([]);
    await client.sign('instructor-0', { sessionId: id, reason: 'Agreed.' });
    expect((await client.scores('learning-system')).nodes).toEqual([
      expect.objectContaining({ sessionId: id, final: 82.4, passed: true, scenarioTitle: 'A traffic stop' }),
    ]);
    for (const [query, scope] of [
      ['query ($id: ID!) { sessionGrade(sessionId: $id) { state } }', 'session:read'],
      ['query ($id: ID!) { practiceDebrief(sessionId: $id) { label } }', 'session:read'],
      ['{ gradingQueue(first: 1) { nodes { sessionId } } }', 'grade:review'],
    ]) {
      expect((await served.ask('learning-system', query as string, { id })).errors?.[0]?.extensions).toMatchObject({
        code: 'FORBIDDEN',
        scope,
      });
    }
  });

  it('answers another trainee and another agency like one that does not exist', async () => {
    const { id } = await served.graded(agency, { traineeId: agency.trainees[0] });
    await client.submit('instructor-0', reviewOf(id));
    await client.sign('instructor-0', { sessionId: id, reason: 'Agreed.' });
    const [decision] = await served.rows<{ id: string }>(agency, 'select id from grade_decisions');
    const missing = toGlobalId('ScenarioSession', uuidv7());
    const asked = (token: string, sessionId: string, scoreId: string) =>
      Promise.all([
        served.ask(token, 'query ($id: ID!) { sessionGrade(sessionId: $id) { state } }', { id: sessionId }),
        served.ask(token, 'query ($id: ID!) { practiceDebrief(sessionId: $id) { label } }', { id: sessionId }),
        served.ask(token, 'query ($id: ID!) { node(id: $id) { id } }', { id: toGlobalId('SignedScore', scoreId) }),
        served.ask(token, '{ signedScores(first: 5) { nodes { id } } }'),
      ]);
    for (const token of ['trainee-1', 'other-instructor']) {
      const foreign = await asked(token, id, decision?.id ?? '');
      expect(foreign).toEqual(await asked(token, missing, uuidv7()));
      expect(JSON.stringify(foreign)).not.toContain('CHANGED');
    }
    const changes = async (sessionId: string) => [
      await client.submit('other-instructor', reviewOf(sessionId)),
      await client.sign('other-instructor', { sessionId }),
      await client.invalidate('other-instructor', { sessionId, reason: 'No.' }),
    ];
    expect(await changes(id)).toEqual(await changes(missing));
  });
});
