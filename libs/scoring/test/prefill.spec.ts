import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { toGlobalId } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { ratedSession, sixTenths, type RatedSession } from './rated-sessions.js';
import { scoringAgency, type ScoringAgency } from './scoring-agency.js';
import { reviewOf, scoringClient, type GradeView, type UserErrors } from './scoring-client.js';
import { serveScoring, type ServedScoring } from './serve-scoring.js';

type Opened = UserErrors & { sessionGrade: GradeView | null };

describe('a proposal before a review', () => {
  let served: ServedScoring;
  let agency: ScoringAgency;
  let other: ScoringAgency;
  let client: ReturnType<typeof scoringClient>;
  beforeAll(async () => {
    served = await serveScoring();
    client = scoringClient(served);
  });
  beforeEach(async () => {
    [agency, other] = [await scoringAgency(served.db), await scoringAgency(served.db)];
    agency.instructors.forEach((id, at) => served.tokens.set(`instructor-${at}`, () => agency.as(id)));
    served.tokens.set('trainee', () => agency.as(agency.trainees[0]));
    served.tokens.set('other', () => other.as(other.instructors[0]));
  });
  afterAll(() => served.close());

  const rate = async (sessions: readonly RatedSession[]): Promise<string[]> =>
    served.db.run(agency.task(), async (tx) => {
      const ids: string[] = [];
      for (const one of sessions) ids.push(await ratedSession(tx, agency, one));
      return ids;
    });
  /** A session that waits for a review, with a proposal of this grader's version. */
  const waiting = async (version: string, given: Partial<RatedSession> = {}): Promise<string> => {
    const [uuid] = await rate([{ graders: { [version]: { level: 4 } }, ...given }]);
    return toGlobalId('ScenarioSession', uuid!);
  };
  const open = (token: string, sessionId: string) =>
    client.one<Opened>(
      token,
      `mutation ($input: PrefillReviewInput!) { prefillReview(input: $input) {
         sessionGrade { state proposal { id label } proposalHidden } userErrors { code field message } } }`,
      { input: { sessionId } },
    );
  const stored = (sql: string) => served.rows<Record<string, unknown>>(agency, sql);

  it('is opened from exactly the threshold on: not one session earlier, not one disagreement later', async () => {
    const sessions = sixTenths('judge-1');
    await rate(sessions.slice(0, 49));
    const id = await waiting('judge-1');
    const early = await open('instructor-0', id);
    expect(early).toMatchObject({
      sessionGrade: null,
      userErrors: [{ code: 'NOT_ALLOWED', field: 'input.sessionId' }],
    });
    expect(await stored('select id from prefills')).toEqual([]);
    expect(await client.grade('instructor-0', id)).toMatchObject({
      proposal: null,
      proposalHidden: 'UNTIL_OWN_REVIEW',
    });
    await rate(sessions.slice(49));
    expect(await open('instructor-0', id)).toMatchObject({
      userErrors: [],
      sessionGrade: { proposal: { label: 'CERTIFYING' }, proposalHidden: null },
    });
    // Another version of the grader has shown nothing, nor has this one after one more disagreement.
    expect((await open('instructor-0', await waiting('judge-2'))).userErrors[0]?.code).toBe('NOT_ALLOWED');
    await rate([{ graders: { 'judge-1': { level: 4 } }, reviews: [{ level: 2, band: 'CONTAINMENT' }] }]);
    expect((await open('instructor-0', await waiting('judge-1'))).userErrors[0]?.code).toBe('NOT_ALLOWED');
  });

  it('is shown to who opened it and to nobody else, marks the review, and that review is no evidence', async () => {
    await rate(sixTenths('judge-1'));
    const id = await waiting('judge-1');
    await open('instructor-0', id);
    expect((await open('instructor-0', id)).userErrors).toEqual([]);
    expect(await stored('select id from prefills')).toHaveLength(1);
    expect(await stored(`select principal_id from audit_entries where action = 'grade.prefilled'`)).toEqual([
      { principal_id: agency.instructors[0] },
    ]);
    const [grade] = await stored('select grade_id from prefills');
    const node = (token: string) =>
      client.one(token, 'query ($id: ID!) { node(id: $id) { ... on Grade { label } } }', {
        id: toGlobalId('Grade', String(grade?.grade_id)),
      });
    expect(await client.grade('instructor-0', id)).toMatchObject({ proposalHidden: null });
    expect(await node('instructor-0')).toEqual({ label: 'CERTIFYING' });
    expect(await client.grade('instructor-1', id)).toMatchObject({ proposal: null });
    expect(await node('instructor-1')).toBeNull();
    const { userErrors } = await client.submit('instructor-0', reviewOf(id));
    expect(userErrors).toEqual([]);
    await client.sign('instructor-0', { sessionId: id, reason: 'Agreed.' });
    expect(await stored('select grade_id from reviews where prefilled_grade_id = grade_id')).toHaveLength(1);
    const evidence = await client.one<{ graders: { sessions: number }[] }>(
      'instructor-0',
      '{ calibration { graders { sessions } } }',
      {},
    );
    expect(evidence.graders).toEqual([{ sessions: 50 }]);
  });

  it('is never opened when it is formative, whatever the agreement', async () => {
    await rate(
      sixTenths('FORMATIVE-1').map((one) => ({
        ...one,
        reviews: [Object.values(one.graders)[0]!] as RatedSession['reviews'],
      })),
    );
    const id = await waiting('FORMATIVE-1');
    expect((await open('instructor-0', id)).userErrors).toEqual([
      { code: 'NOT_ALLOWED', field: 'input.sessionId', message: 'a formative proposal is never shown before a review' },
    ]);
    const { graders } = await client.one<{ graders: { mayPrefill: boolean; parts: { shortfall: null }[] }[] }>(
      'instructor-0',
      '{ calibration { graders { mayPrefill parts { shortfall } } } }',
      {},
    );
    expect(graders[0]?.mayPrefill).toBe(false);
    expect(graders[0]?.parts.every(({ shortfall }) => shortfall === null)).toBe(true);
  });

  it('stays hidden from a second reviewer, from who played, and once the session is decided', async () => {
    await rate(sixTenths('judge-1'));
    const second = await waiting('judge-1');
    await client.submit('instructor-0', reviewOf(second));
    expect((await open('instructor-1', second)).userErrors[0]?.message).toContain('second review');
    // With their own review in, the first has nothing left to open.
    expect((await open('instructor-0', second)).userErrors).toEqual([]);
    const own = await waiting('judge-1', { traineeId: agency.instructors[1] });
    expect((await open('instructor-1', own)).userErrors[0]?.message).toContain('of their own');
    await client.invalidate('instructor-0', { sessionId: own, reason: 'The fire alarm went off.' });
    expect((await open('instructor-0', own)).userErrors[0]?.code).toBe('WRONG_STATE');
    expect(await stored('select id from prefills')).toEqual([]);
  });

  it('of another agency, of practice and of nothing are answered alike', async () => {
    await rate(sixTenths('judge-1'));
    const foreign = await open('other', await waiting('judge-1'));
    const missing = await open('other', toGlobalId('ScenarioSession', uuidv7()));
    expect(foreign).toEqual(missing);
    expect(foreign.userErrors[0]?.code).toBe('NOT_FOUND');
    expect(await open('instructor-0', await waiting('judge-1', { mode: 'PRACTICE' }))).toEqual(missing);
    const refused = await served.ask(
      'trainee',
      `mutation ($input: PrefillReviewInput!) { prefillReview(input: $input) { userErrors { code } } }`,
      { input: { sessionId: 'x' } },
    );
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', scope: 'grade:review' });
  });

  it('opened while the review is being submitted is opened before it, and then marks it, or not at all', async () => {
    await rate(sixTenths('judge-1'));
    for (let round = 0; round < 6; round += 1) {
      const id = await waiting('judge-1');
      await Promise.all([open('instructor-0', id), client.submit('instructor-0', reviewOf(id))]);
    }
    const pairs = await stored(
      `select r.prefilled_grade_id is not null as marked, p.id is not null as opened
       from reviews r left join prefills p on p.session_id = r.session_id and p.reviewer_id = r.reviewer_id
       join grades g on g.id = r.grade_id where g.grader_version = 'judge-1' and r.score <> '{}'`,
    );
    expect(pairs).toHaveLength(6);
    for (const { marked, opened } of pairs) expect(marked).toBe(opened);
  });
});
