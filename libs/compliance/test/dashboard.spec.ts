import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toGlobalId } from '#platform';
import { ComplianceAgency, complianceApi, type ComplianceApi, type Json } from './compliance-agency.js';
import { statementsOf } from './statements.js';
import { StoredStandings, type StoredInterval } from './stored-standings.js';

const DASHBOARD = `query($mandateCodes: [String!], $orgUnitId: ID, $cohortId: ID, $role: MemberRole, $asOf: LocalDate, $knownAt: DateTime) {
  complianceDashboard(mandateCodes: $mandateCodes, orgUnitId: $orgUnitId, cohortId: $cohortId, role: $role, asOf: $asOf, knownAt: $knownAt) {
    freshness { asOf knownAt upToDateAt waiting }
    mandates {
      mandate { code version verifiedOn caution } members counts { status members }
      orgUnits { orgUnitId parentId name counts { status members } }
      trend { on counts { status members } }
      ahead { from to turns { status members } }
    }
  }
}`;
const GEORGIA = 'US-GA-ANNUAL';
const FLORIDA = 'US-FL-MR';

const counted = (counts: Json): Record<string, number> =>
  Object.fromEntries(counts.map((count: Json) => [count.status, count.members]));

/** On track until a warning day, at risk until the end of the year, then overdue for good. */
const lapsing = (warnFrom: string): StoredInterval[] => [
  { from: '2023-01-01', to: warnFrom, status: 'ON_TRACK', dueOn: '2024-12-31' },
  { from: warnFrom, to: '2025-01-01', status: 'AT_RISK', dueOn: '2024-12-31' },
  { from: '2025-01-01', to: null, status: 'OVERDUE', dueOn: '2024-12-31' },
];

describe('the dashboard', () => {
  let api: ComplianceApi;
  let agency: ComplianceAgency;
  let standings: StoredStandings;
  let admin: string;
  const units: Record<string, string> = {};

  beforeAll(async () => {
    api = await complianceApi();
    agency = await ComplianceAgency.make(api.db, 6);
    standings = await StoredStandings.of(api, agency, GEORGIA, FLORIDA);
    admin = await api.token(agency.id, agency.adminId);
    await standings.store(officer(0), GEORGIA, [{ from: '2023-01-01', to: null, status: 'COMPLIANT' }]);
    await standings.store(officer(1), GEORGIA, lapsing('2024-11-01'));
    await standings.store(officer(2), GEORGIA, lapsing('2024-11-01'));
    await standings.store(officer(3), GEORGIA, lapsing('2024-02-29'));
    // Two answers with one status: what is missing changed in between, and nobody turned.
    await standings.store(officer(4), GEORGIA, [
      { from: '2024-02-01', to: '2024-11-30', status: 'DUE_SOON' },
      { from: '2024-11-30', to: '2024-12-02', status: 'DUE_SOON' },
      { from: '2024-12-02', to: null, status: 'COMPLIANT' },
    ]);
    await standings.store(officer(5), GEORGIA, [{ from: '2023-01-01', to: null, status: 'COMPLIANT' }]);
    await standings.store(officer(0), FLORIDA, [{ from: '2024-06-30', to: '2024-07-01', status: 'WAIVED' }]);
    units.patrol = await standings.unit('Patrol', null, [officer(0)]);
    units.nights = await standings.unit('Nights', units.patrol, [officer(1), officer(2)]);
    units.lateNights = await standings.unit('Late nights', units.nights, [officer(3)]);
    units.academy = await standings.unit('Academy', null, [officer(4)]);
    await standings.cohort('Autumn', [officer(3), officer(4)]);
  });
  afterAll(() => api.close());

  const officer = (index: number): string => agency.officers[index] as string;
  const ask = async (variables: object, token = admin): Promise<Json> => {
    const { data, errors } = await api.ask(token, DASHBOARD, { ...variables });
    expect(errors ?? []).toEqual([]);
    return data.complianceDashboard;
  };
  const georgia = async (variables: object, token = admin): Promise<Json> => {
    const { mandates } = await ask({ mandateCodes: [GEORGIA], ...variables }, token);
    return mandates[0];
  };

  it('counts the day that is asked about, each org unit with all below it, and says what nobody verified', async () => {
    const found = await georgia({ asOf: '2024-11-15' });
    expect(found.mandate).toMatchObject({
      code: GEORGIA,
      version: '1.0.0',
      verifiedOn: null,
      caution: expect.any(String),
    });
    expect(found.members).toBe(6);
    expect(counted(found.counts)).toEqual({ AT_RISK: 3, DUE_SOON: 1, COMPLIANT: 2 });
    expect(found.orgUnits.map((unit: Json) => [unit.name, unit.parentId, counted(unit.counts)])).toEqual([
      ['Academy', null, { DUE_SOON: 1 }],
      ['Patrol', null, { AT_RISK: 3, COMPLIANT: 1 }],
    ]);
    const patrol = toGlobalId('OrgUnit', units.patrol!);
    const below = await georgia({ asOf: '2024-11-15', orgUnitId: patrol });
    expect(counted(below.counts)).toEqual({ AT_RISK: 3, COMPLIANT: 1 });
    expect(below.orgUnits.map((unit: Json) => [unit.name, unit.parentId, counted(unit.counts)])).toEqual([
      ['Nights', patrol, { AT_RISK: 3 }],
    ]);
  });

  it('turns on the very day: the first of an interval is in it, and the day on which it ends is not', async () => {
    const on = async (asOf: string): Promise<object> => counted((await georgia({ asOf })).counts);
    expect(await on('2024-02-28')).toEqual({ DUE_SOON: 1, ON_TRACK: 3, COMPLIANT: 2 });
    expect(await on('2024-02-29')).toEqual({ AT_RISK: 1, DUE_SOON: 1, ON_TRACK: 2, COMPLIANT: 2 });
    expect(await on('2024-12-31')).toEqual({ AT_RISK: 3, COMPLIANT: 3 });
    expect(await on('2025-01-01')).toEqual({ OVERDUE: 3, COMPLIANT: 3 });
  });

  it('goes back over twelve month ends, 29 February and the day itself among them', async () => {
    const { trend } = await georgia({ asOf: '2024-12-31' });
    expect(trend.map((day: Json) => day.on)).toEqual([
      ...['2024-01-31', '2024-02-29', '2024-03-31', '2024-04-30', '2024-05-31', '2024-06-30'],
      ...['2024-07-31', '2024-08-31', '2024-09-30', '2024-10-31', '2024-11-30', '2024-12-31'],
    ]);
    const onDay = (on: string): object => counted(trend.find((day: Json) => day.on === on).counts);
    expect(onDay('2024-01-31')).toEqual({ ON_TRACK: 3, COMPLIANT: 2 });
    expect(onDay('2024-02-29')).toEqual({ AT_RISK: 1, DUE_SOON: 1, ON_TRACK: 2, COMPLIANT: 2 });
    expect(onDay('2024-10-31')).toEqual({ AT_RISK: 1, DUE_SOON: 1, ON_TRACK: 2, COMPLIANT: 2 });
    expect(onDay('2024-11-30')).toEqual({ AT_RISK: 3, DUE_SOON: 1, COMPLIANT: 2 });
    expect(onDay('2024-12-31')).toEqual({ AT_RISK: 3, COMPLIANT: 3 });
    for (const { on, counts } of trend) expect(counts).toEqual((await georgia({ asOf: on })).counts);
  });

  it('looks ninety days ahead by ISO week, and counts nobody whose status stays', async () => {
    const { ahead } = await georgia({ asOf: '2024-10-31' });
    expect(ahead.map((week: Json) => [week.from, week.to, counted(week.turns)])).toEqual([
      ['2024-10-28', '2024-11-03', { AT_RISK: 2 }],
      ['2024-12-02', '2024-12-08', { COMPLIANT: 1 }],
      ['2024-12-30', '2025-01-05', { OVERDUE: 3 }],
    ]);
    const later = await georgia({ asOf: '2024-11-01' });
    expect(later.ahead.map((week: Json) => week.from)).toEqual(['2024-12-02', '2024-12-30']);
    // 2025-01-01 is the ninetieth day after the third of October, and the ninety-first after the second.
    expect((await georgia({ asOf: '2024-10-03' })).ahead.at(-1).from).toBe('2024-12-30');
    expect((await georgia({ asOf: '2024-10-02' })).ahead.at(-1).from).toBe('2024-12-02');
  });

  it('answers of several mandates at once in as many statements as of one', async () => {
    const one = await statementsOf(() => ask({ asOf: '2024-06-30', mandateCodes: [GEORGIA] }));
    const all = await statementsOf(() => ask({ asOf: '2024-06-30' }));
    expect(all.result.mandates.map((each: Json) => [each.mandate.code, each.members])).toEqual([
      [FLORIDA, 1],
      [GEORGIA, 6],
    ]);
    expect(all.statements).toHaveLength(one.statements.length);
    expect(one.statements.filter((sql) => sql.includes('status_intervals'))).toHaveLength(3);
  });

  it('keeps to a cohort, a role and who is in service', async () => {
    const cohort = async (id: string): Promise<number> =>
      (await georgia({ asOf: '2024-11-15', cohortId: toGlobalId('Cohort', id) })).members;
    const spring = await standings.cohort('Spring', [officer(1)]);
    expect(await cohort(spring)).toBe(1);
    expect((await georgia({ asOf: '2024-11-15', role: 'INSTRUCTOR' })).members).toBe(0);
    expect((await georgia({ asOf: '2024-11-15', role: 'TRAINEE' })).members).toBe(6);
    const leave = (state: string): Promise<void> =>
      agency.write(async (tx) => {
        await tx.query('update members set state = $3 where agency_id = $1 and id = $2', [
          tx.agencyId,
          officer(5),
          state,
        ]);
      });
    await leave('LEFT');
    expect((await georgia({ asOf: '2024-11-15' })).members).toBe(5);
    await leave('ACTIVE');
  });

  it('shows what was known at an earlier instant, and how fresh the answer is', async () => {
    const late = await ComplianceAgency.make(api.db, 2);
    const lateStandings = await StoredStandings.of(api, late, GEORGIA);
    const token = await api.token(late.id, late.adminId);
    const [first, second] = late.officers as [string, string];
    // Instants are compared, and no clock: these come after the adoption, whenever the test runs.
    const known = { recordedAt: '2090-11-01T00:00:00Z', supersededAt: '2090-11-20T12:00:00Z' };
    await lateStandings.store(first, GEORGIA, [{ from: '2024-01-01', to: null, status: 'AT_RISK' }], known);
    const since = { recordedAt: '2090-11-20T12:00:00Z' };
    await lateStandings.store(first, GEORGIA, [{ from: '2024-01-01', to: null, status: 'COMPLIANT' }], since);
    const at = async (knownAt: string | null): Promise<object[]> =>
      (await ask({ asOf: '2024-11-15', knownAt }, token)).mandates.map((each: Json) => counted(each.counts));
    expect(await at(null)).toEqual([{ COMPLIANT: 1 }]);
    expect(await at('2090-11-20T12:00:00Z')).toEqual([{ COMPLIANT: 1 }]);
    expect(await at('2090-11-20T11:59:59.999Z')).toEqual([{ AT_RISK: 1 }]);
    expect(await at('2090-11-01T00:00:00Z')).toEqual([{ AT_RISK: 1 }]);
    expect(await at('2090-10-31T23:59:59.999Z')).toEqual([{}]);
    // Nothing was adopted then.
    expect(await at('2020-01-01T00:00:00Z')).toEqual([]);
    const fresh = (await ask({}, token)).freshness;
    expect(fresh).toMatchObject({ waiting: 0, knownAt: null });
    await lateStandings.mark(second, '2025-03-01T10:00:00Z');
    await lateStandings.mark(second, '2025-04-01T10:00:00Z');
    expect((await ask({}, token)).freshness).toMatchObject({ waiting: 1, upToDateAt: '2025-03-01T10:00:00.000Z' });
    expect((await ask({ knownAt: '2025-02-01T00:00:00Z' }, token)).freshness).toMatchObject({
      knownAt: '2025-02-01T00:00:00.000Z',
      upToDateAt: '2025-02-01T00:00:00.000Z',
    });
  });
});
