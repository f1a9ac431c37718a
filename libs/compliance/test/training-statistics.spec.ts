import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toGlobalId } from '#platform';
import { ComplianceAgency, complianceApi, type ComplianceApi, type Json } from './compliance-agency.js';

const TRAINING = `training { presentations trainees rostered recorded hours scores { n mean lowerQuartile median upperQuartile } }`;
const STATISTICS = `query($from: LocalDate!, $to: LocalDate, $first: Int!, $after: String) {
  instructorStatistics(from: $from, to: $to, first: 5) { nodes { memberId familyName ${TRAINING} signing { decided } } }
  courseStatistics(from: $from, to: $to, first: $first, after: $after) { pageInfo { hasNextPage endCursor } nodes { code ${TRAINING} } }
}`;
const TRENDS = `query($from: LocalDate!, $to: LocalDate) { scoringTrends(from: $from, to: $to, by: MONTH) { from to hidden trends { competency } } }`;

describe('statistics of what was taught', () => {
  let api: ComplianceApi;
  let agency: ComplianceAgency;
  let admin: string;
  let course: { presentationId: string; courseVersionId: string };

  beforeAll(async () => {
    api = await complianceApi();
    agency = await ComplianceAgency.make(api.db, 6);
    admin = await api.token(agency.id, agency.adminId);
    const given = { hours: 4.5, categories: ['DE_ESCALATION'], on: '2026-02-28' } as const;
    course = await agency.presentation(agency.officers, {
      ...given,
      categories: ['DE_ESCALATION'],
      roster: 'APPROVED',
    });
    for (const [index, score] of [60, 70, 80, 90, 100].entries()) {
      await agency.earn(agency.officers[index] as string, course, '2026-02-28', score);
    }
    await agency.presentation(agency.officers, { ...given, categories: ['CE'], roster: 'REJECTED' });
  });
  afterAll(() => api.close());

  const ask = async (variables: object, query = STATISTICS): Promise<Json> =>
    api.ask(admin, query, { from: '2026-02-01', first: 100, ...variables });
  const taught = async (variables: object): Promise<Json> => {
    const { data, errors } = await ask(variables);
    expect(errors ?? []).toEqual([]);
    const [instructor] = data.instructorStatistics.nodes;
    const courses = data.courseStatistics.nodes.filter((node: Json) => node.training !== null);
    expect(data.instructorStatistics.nodes).toHaveLength(1);
    expect(instructor).toMatchObject({ memberId: toGlobalId('Member', agency.instructorId), signing: null });
    // One instructor taught the one course: what is said of either is the same.
    expect(courses.map((node: Json) => node.training)).toEqual(
      instructor.training === null ? [] : [instructor.training],
    );
    return instructor.training;
  };

  it('count places, hours and scores of classes that were held, on the days asked about', async () => {
    expect(await taught({})).toEqual({
      ...{ presentations: 1, trainees: 6, rostered: 6, recorded: 5, hours: 22.5 },
      scores: { n: 5, mean: 80, lowerQuartile: 70, median: 80, upperQuartile: 90 },
    });
    expect(await taught({ from: '2026-02-28', to: '2026-02-28' })).not.toBeNull();
    expect(await taught({ to: '2026-02-27' })).toBeNull();
    expect(await taught({ from: '2026-03-01' })).toBeNull();
  });

  it('list courses in pages by their code', async () => {
    const first = (await ask({ first: 1 })).data.courseStatistics;
    const rest = (await ask({ first: 1, after: first.pageInfo.endCursor })).data.courseStatistics;
    expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
    expect(first.nodes[0].code < rest.nodes[0].code).toBe(true);
  });

  it('show no scores of fewer than five trainees, and count what a correction took away no more', async () => {
    await agency.write(async (tx) => {
      await tx.query(
        `insert into training_records (agency_id, trainee_id, course_version_id, presentation_id, hours, categories, course_code, delivery,
           provider, completed_on, score, source, source_id, corrects_id, reason, recorded_by)
         select agency_id, trainee_id, course_version_id, presentation_id, 0, categories, course_code, delivery, provider, completed_on, score,
           'CORRECTION', id, id, 'Was not there', recorded_by
         from training_records where agency_id = $1 and trainee_id = $2`,
        [tx.agencyId, agency.officers[0]],
      );
    });
    expect(await taught({})).toEqual({
      ...{ presentations: 1, trainees: 6, rostered: 6, recorded: 4, hours: 18 },
      scores: null,
    });
  });

  it('answer of no trend where nothing is signed, and name a wrong day', async () => {
    const { data } = await ask({ to: '2026-03-31' }, TRENDS);
    expect(data.scoringTrends).toEqual({ from: '2026-02-01', to: '2026-03-31', hidden: 0, trends: [] });
    for (const variables of [
      { from: '2026-04-01', to: '2026-03-31' },
      { from: '2200-01-01' },
      { from: '2010-01-01' },
    ]) {
      const { errors } = await ask(variables, TRENDS);
      expect([errors?.[0]?.extensions.code, errors?.[0]?.message]).toEqual([
        'BAD_INPUT',
        expect.stringContaining('from'),
      ]);
    }
    const trainee = await api.token(agency.id, agency.officers[0] as string);
    const refused = await api.ask(trainee, TRENDS, { from: '2026-02-01' });
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', scope: 'score:read' });
  });
});
