import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { CORE_RUBRIC } from '../src/core-rubric.fixture.js';
import { levelTrends, signingStatistics, type LevelTrend, type TrendQuestion } from '../src/index.js';
import { ratedSession, type RatedSession } from './rated-sessions.js';
import { scoringAgency, type ScoringAgency } from './scoring-agency.js';
import { serveScoring, type ServedScoring } from './serve-scoring.js';

const [COMPETENCY] = CORE_RUBRIC.competencies.map(({ code }) => code);
const PROPOSED = { judge: { level: 3 } };

describe('statistics of what was signed', () => {
  let served: ServedScoring;
  let agency: ScoringAgency;

  beforeAll(async () => {
    served = await serveScoring();
    agency = await scoringAgency(served.db);
  });
  afterAll(() => served.close());

  const add = (rated: RatedSession): Promise<string> =>
    served.db.run(agency.task(), (tx) => ratedSession(tx, agency, rated));
  const signed = (trainee: 0 | 1, level: number, completedAt: string, more: Partial<RatedSession> = {}) =>
    add({ graders: PROPOSED, reviews: [{ level }], traineeId: agency.trainees[trainee], completedAt, ...more });
  const trends = (asked: Partial<TrendQuestion>, principalId = agency.instructors[0]): Promise<LevelTrend[]> => {
    const actor = agency.as(principalId);
    const question: TrendQuestion = {
      ...{ competency: COMPETENCY!, cohortId: null, orgUnitId: null, from: '2026-01-01', to: '2026-12-31' },
      ...{ by: 'MONTH', perCohort: false, timezone: 'America/New_York', ...asked },
    };
    return served.db.run(actor, (tx) => levelTrends(tx, actor.reach('score:read'), question, 100));
  };
  const brief = (rows: LevelTrend[]) =>
    rows.map(({ periodFrom, trainees, levels }) => [periodFrom, trainees, levels.n, levels.median]);

  it('count official levels by the local month and ISO week, without practice and what was invalidated', async () => {
    // Half an hour before and after the end of February in New York.
    await signed(0, 2, '2026-03-01T04:30:00Z');
    await signed(1, 4, '2026-03-01T05:30:00Z');
    // The last half hour of the Sunday on which clocks go forward.
    await signed(0, 3, '2026-03-09T03:30:00Z');
    await signed(0, 0, '2026-03-10T12:00:00Z', { mode: 'PRACTICE' });
    await signed(0, 0, '2026-03-10T12:00:00Z', { decision: 'INVALIDATED' });
    const [february, march] = await trends({});
    expect(february).toMatchObject({ competency: COMPETENCY, periodFrom: '2026-02-01', cohortId: null, trainees: 1 });
    expect(march).toEqual({
      ...{ competency: COMPETENCY, periodFrom: '2026-03-01', cohortId: null, trainees: 2 },
      levels: { n: 2, mean: 3.5, lowerQuartile: 3.25, median: 3.5, upperQuartile: 3.75 },
    });
    expect(brief(await trends({ by: 'WEEK' }))).toEqual([
      ['2026-02-23', 2, 2, 3],
      ['2026-03-02', 1, 1, 3],
    ]);
    expect(await trends({ competency: null })).toHaveLength(2 * CORE_RUBRIC.competencies.length);
    expect(brief(await trends({ from: '2026-03-01', to: '2026-03-07' }))).toEqual([['2026-03-01', 1, 1, 4]]);
    expect(brief(await trends({ from: '2026-02-28', to: '2026-02-28' }))).toEqual([['2026-02-01', 1, 1, 2]]);
    // A trainee holds the scope for themself.
    expect(brief(await trends({}, agency.trainees[1]))).toEqual([['2026-03-01', 1, 1, 4]]);
  });

  it('are told apart by cohort, and one in two cohorts counts in both', async () => {
    const [both, one] = [uuidv7(), uuidv7()];
    await served.db.run(agency.task(), async (tx) => {
      for (const [id, trainees] of [
        [both, agency.trainees],
        [one, [agency.trainees[0]]],
      ] as const) {
        await tx.query('insert into cohorts (agency_id, id, name) values ($1, $2, $3)', [tx.agencyId, id, id]);
        await tx.query(
          'insert into enrolments (agency_id, cohort_id, trainee_id) select $1, $2, t from unnest($3::uuid[]) t',
          [...[tx.agencyId, id, trainees]],
        );
      }
    });
    const march = { from: '2026-03-01' };
    const apart = await trends({ ...march, perCohort: true });
    expect(new Map(apart.map((row) => [row.cohortId, row.levels.n]))).toEqual(
      new Map([
        [both, 2],
        [one, 1],
      ]),
    );
    expect(brief(await trends({ ...march, cohortId: one }))).toEqual([['2026-03-01', 1, 1, 3]]);
    expect(brief(await trends({ ...march, cohortId: both }))).toEqual([['2026-03-01', 2, 2, 3.5]]);
    expect(await trends({ ...march, cohortId: uuidv7() })).toEqual([]);
    expect(await trends({ ...march, orgUnitId: uuidv7() })).toEqual([]);
  });

  it('are those of the decision on an appeal where there was one', async () => {
    const sessionId = await signed(1, 1, '2026-05-04T12:00:00Z');
    expect(brief(await trends({ from: '2026-05-01' }))).toEqual([['2026-05-01', 1, 1, 1]]);
    const levels = CORE_RUBRIC.competencies.map(({ code }) => ({ competency: code, level: 5, evidence: [] }));
    const content = JSON.stringify({ levels, outcome: { band: 'RESOLUTION' }, criticalFails: [], penalties: [] });
    const [reviewId, appealId] = [uuidv7(), uuidv7()];
    // What an appeal brings about, without its people: only that its decision is the later one matters here.
    await served.force(
      `set session_replication_role = replica;
       insert into reviews (agency_id, id, session_id, grade_id, reviewer_id, content, score, final, passed)
       select agency_id, '${reviewId}', session_id, grade_id, '${agency.instructors[1]}', '${content}', '{}', 90, true
       from grade_decisions where session_id = '${sessionId}';
       insert into grade_decisions (agency_id, session_id, grade_id, review_id, decision, reason, final, passed, decided_by, round, appeal_id)
       select agency_id, session_id, grade_id, '${reviewId}', 'CHANGED', 'An appeal', 90, true, '${agency.instructors[1]}', 1, '${appealId}'
       from grade_decisions where session_id = '${sessionId}'`,
    );
    expect(brief(await trends({ from: '2026-05-01' }))).toEqual([['2026-05-01', 1, 1, 5]]);
  });

  it('say how one person signed, on the local days on which they did, and leave appeals to who decided them', async () => {
    const of = async (from: string, to: string) => {
      const actor = agency.as(agency.instructors[0]);
      const within = { from, to, timezone: 'America/New_York' };
      const found = await served.db.run(actor, (tx) =>
        signingStatistics(tx, actor.reach('grade:read'), agency.instructors, within),
      );
      expect(found.has(agency.instructors[1])).toBe(false);
      return found.get(agency.instructors[0]);
    };
    await signed(0, 2, '2026-07-01T00:00:00Z', { decidedAt: '2026-07-02T03:30:00Z' });
    await signed(1, 2, '2026-07-01T00:00:00Z', { decidedAt: '2026-07-02T04:30:00Z' });
    expect(await of('2026-07-01', '2026-07-02')).toEqual({
      ...{ decided: 2, changed: 0, invalidated: 0, passed: 0, trainees: 2 },
      scores: { n: 2, mean: 50, lowerQuartile: 50, median: 50, upperQuartile: 50 },
      hoursToSign: { n: 2, mean: 28, lowerQuartile: 27.75, median: 28, upperQuartile: 28.25 },
    });
    expect(await of('2026-07-01', '2026-07-01')).toMatchObject({ decided: 1, hoursToSign: { median: 27.5 } });
    expect(await of('2026-07-02', '2026-07-02')).toMatchObject({ decided: 1, hoursToSign: { median: 28.5 } });
    expect(await of('2026-08-01', '2026-08-31')).toBeUndefined();
  });
});
