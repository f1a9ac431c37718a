import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { toGlobalId } from '#platform';
import { localDateOf } from '../src/index.js';
import { ComplianceAgency, complianceApi, type Answer, type ComplianceApi, type Json } from './compliance-agency.js';
import { workStandings } from './work-standings.js';

const FORECAST = `query($input: ForecastInput!, $first: Int!, $after: String) { forecast(input: $input, first: $first, after: $after) {
  until totals { worse better other unchanged } warnings pageInfo { hasNextPage endCursor }
  counts { mandateCode day before { status members } after { status members } }
  nodes { memberId familyName mandateCode verdict differsFrom statusBefore statusAfter overdueFromBefore overdueFromAfter lastBefore lastAfter
    explanation } } }`;
const GEORGIA = 'US-GA-ANNUAL';
const ALL = ['CE', 'FIREARMS_REQUAL', 'USE_OF_DEADLY_FORCE', 'DE_ESCALATION', 'COMMUNITY_POLICING'];

describe('a forecast', () => {
  // Whatever day it is: the window ends with the year, and a class on its last day is ahead on every day of it.
  const year = Number(localDateOf(new Date(), 'America/New_York').slice(0, 4));
  const lastDay = `${year}-12-31`;
  const lapse = `${year + 1}-01-01`;
  const until = `${year + 1}-01-15`;
  let api: ComplianceApi;
  let agency: ComplianceAgency;
  let admin: string;
  let planned: { presentationId: string; courseVersionId: string };
  let small: { presentationId: string; courseVersionId: string };

  beforeAll(async () => {
    api = await complianceApi();
  });
  afterAll(() => api.close());

  beforeEach(async () => {
    agency = await ComplianceAgency.make(api.db, 3);
    admin = await api.token(agency.id, agency.adminId);
    await api.adopt(admin, GEORGIA, { policy: { warnDays: 30, graceDays: 0, trackedFrom: `${year}-01-01` } });
    planned = await agency.presentation([officer(0), officer(1)], {
      on: lastDay,
      hours: 20,
      categories: ALL,
      roster: 'DRAFT',
    });
    small = await agency.presentation([], { on: lastDay, hours: 1, categories: ['DE_ESCALATION'], roster: 'DRAFT' });
    await workStandings(api, agency.id);
  }, 60_000);

  const officer = (index: number): string => agency.officers[index] as string;
  const members = (...indexes: number[]): string[] => indexes.map((index) => toGlobalId('Member', officer(index)));
  const id = ({ presentationId }: { presentationId: string }): string => toGlobalId('Presentation', presentationId);
  const ask = (changes: object[], rest: object = {}, token = admin): Promise<Answer> =>
    api.ask(token, FORECAST, { input: { changes, until, ...rest }, first: 100 });
  const forecast = async (...changes: object[]): Promise<Json> => {
    const { data, errors } = await ask(changes);
    expect(errors).toBeUndefined();
    return data.forecast;
  };
  const onLastDay = ({ counts }: Json): Json => counts.find((each: Json) => each.day === until);
  const written = async (): Promise<Json> => {
    let rows: Json;
    await agency.write(async (tx) => {
      [rows] = await tx.query(
        `select (select count(*) from status_intervals) as statuses, (select count(*) from roster_entries) as rosters,
           (select count(*) from member_facts) as facts, (select count(*) from adopted_mandates) as adoptions,
           (select count(*) from stale_members) as marks`,
      );
    });
    return rows;
  };

  it('takes planned classes as held: who is in none of them lapses', async () => {
    const found = await forecast();
    expect(found).toMatchObject({ until, totals: { worse: 0, better: 0, other: 0, unchanged: 2 }, nodes: [] });
    const statuses = Object.fromEntries(onLastDay(found).before.map((each: Json) => [each.status, each.members]));
    expect(statuses).toMatchObject({ ON_TRACK: 2, OVERDUE: 1 });
    expect(onLastDay(found).after).toEqual(onLastDay(found).before);
  });

  it('tells who lapses, and when, if a class is called off; and writes nothing', async () => {
    const before = await written();
    const found = await forecast({ cancelPresentation: { presentationId: id(planned) } });
    expect(found.totals).toEqual({ worse: 2, better: 0, other: 0, unchanged: 0 });
    expect(found.nodes.map((each: Json) => each.familyName)).toEqual(['Officer 001', 'Officer 002']);
    expect(found.nodes[0]).toMatchObject({
      verdict: 'WORSE',
      overdueFromBefore: null,
      overdueFromAfter: lapse,
      lastAfter: 'OVERDUE',
      explanation: expect.stringMatching(`^Overdue from ${lapse}: missing 20 hours of `),
    });
    expect(onLastDay(found).after).toContainEqual({ status: 'OVERDUE', members: 3 });
    expect(await written()).toEqual(before);
  });

  it('moves officers between classes, and a class past its deadline', async () => {
    const joined = await forecast({ moveEnrolments: { traineeIds: members(2), toPresentationId: id(planned) } });
    expect(joined.nodes).toEqual([
      expect.objectContaining({ memberId: members(2)[0], verdict: 'BETTER', overdueFromBefore: lapse }),
    ]);
    const swapped = await forecast({
      moveEnrolments: { traineeIds: members(0), fromPresentationId: id(planned), toPresentationId: id(small) },
    });
    expect(swapped.nodes).toEqual([
      expect.objectContaining({
        memberId: members(0)[0],
        verdict: 'WORSE',
        explanation: expect.not.stringContaining('De-escalation'),
      }),
    ]);
    const late = await forecast({ movePresentation: { presentationId: id(planned), endsOn: lapse } });
    expect(late.totals).toMatchObject({ worse: 2 });
  });

  it('adds a class that nobody has planned', async () => {
    const courseVersionId = toGlobalId('CourseVersion', planned.courseVersionId);
    const found = await forecast({ addPresentation: { courseVersionId, endsOn: lastDay, traineeIds: members(1, 2) } });
    expect(found.nodes).toEqual([expect.objectContaining({ memberId: members(2)[0], verdict: 'BETTER' })]);
  });

  it('tries a policy, and facts that change', async () => {
    const policy = { warnDays: 30, graceDays: 60, trackedFrom: `${year}-01-01` };
    const graced = await forecast({ adoptMandate: { code: GEORGIA, version: '1.0.0', policy } });
    expect(graced.nodes.filter((each: Json) => each.verdict === 'BETTER')).toEqual([
      expect.objectContaining({ memberId: members(2)[0], lastAfter: 'IN_GRACE' }),
    ]);
    const left = await forecast({
      changeFact: { memberIds: members(2), fact: 'licence', value: null, validFrom: `${year}-01-01` },
    });
    expect(left.nodes).toEqual([
      expect.objectContaining({ memberId: members(2)[0], verdict: 'BETTER', lastAfter: 'NOT_APPLICABLE' }),
    ]);
  });

  it('comes to what is stored once the change is made', async () => {
    const change = { fact: 'licence', value: null, validFrom: `${year}-01-01` };
    const found = await forecast({ changeFact: { memberIds: members(2), ...change } });
    await api.ask(
      admin,
      'mutation($input: SetMemberFactInput!) { setMemberFact(input: $input) { userErrors { code } } }',
      {
        input: { memberId: members(2)[0], ...change },
      },
    );
    await workStandings(api, agency.id);
    expect(onLastDay(await forecast()).before).toEqual(onLastDay(found).after);
  });

  it('gives the same members in pages as at once', async () => {
    const changes = [{ cancelPresentation: { presentationId: id(planned) } }];
    const page = async (after: string | null): Promise<Json> =>
      (await api.ask(admin, FORECAST, { input: { changes, until }, first: 1, after })).data.forecast;
    const first = await page(null);
    const second = await page(first.pageInfo.endCursor);
    expect([first, second].map(({ nodes, pageInfo }) => [nodes[0].familyName, pageInfo.hasNextPage])).toEqual([
      ['Officer 001', true],
      ['Officer 002', false],
    ]);
  });

  it('names the field of what is wrong, and tells nothing of what the caller may not see', async () => {
    const refused = async (change: object, rest: object = {}): Promise<Json> =>
      (await ask([change], rest)).errors?.map(({ extensions }: Json) =>
        extensions.fields.map(({ field }: Json) => field),
      );
    const nobody = toGlobalId('Presentation', officer(0));
    const cancelled = { cancelPresentation: { presentationId: id(planned) } };
    expect(await refused({ cancelPresentation: { presentationId: nobody } })).toEqual([
      ['input.changes[0].cancelPresentation.presentationId'],
    ]);
    expect(await refused({})).toEqual([['input.changes[0]']]);
    expect(await refused(cancelled, { until: '2099-01-01' })).toEqual([['input.until']]);
    const added = { courseVersionId: toGlobalId('CourseVersion', planned.courseVersionId), traineeIds: [] };
    expect(await refused({ addPresentation: { ...added, endsOn: '2020-02-29' } })).toEqual([
      ['input.changes[0].addPresentation.endsOn'],
    ]);
    const trainee = await api.token(agency.id, officer(0));
    expect((await ask([], {}, trainee)).errors?.[0].extensions.code).toBe('FORBIDDEN');
  });
});
