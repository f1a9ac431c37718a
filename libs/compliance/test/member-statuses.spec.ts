import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toGlobalId } from '#platform';
import { ComplianceAgency, complianceApi, type Answer, type ComplianceApi, type Json } from './compliance-agency.js';
import { statementsOf } from './statements.js';
import { short, StoredStandings } from './stored-standings.js';

const STATUSES = `query($first: Int!, $after: String, $mandateCodes: [String!], $statuses: [ComplianceStatus!], $orderBy: MemberStatusOrder,
    $asOf: LocalDate, $orgUnitId: ID, $cohortId: ID) {
  memberStatuses(first: $first, after: $after, mandateCodes: $mandateCodes, statuses: $statuses, orderBy: $orderBy, asOf: $asOf,
      orgUnitId: $orgUnitId, cohortId: $cohortId) {
    freshness { asOf waiting } pageInfo { hasNextPage endCursor }
    nodes { memberId familyName mandate { code caution } status since dueOn nextChangeOn nextStatus missing { requirementId label short unit } }
  }
}`;
const GEORGIA = 'US-GA-ANNUAL';
const TEXAS = 'US-TX-UNIT';

describe('the statuses of members', () => {
  let api: ComplianceApi;
  let agency: ComplianceAgency;
  let standings: StoredStandings;
  let admin: string;

  beforeAll(async () => {
    api = await complianceApi();
    agency = await ComplianceAgency.make(api.db, 5);
    standings = await StoredStandings.of(api, agency, GEORGIA, TEXAS);
    admin = await api.token(agency.id, agency.adminId);
    await standings.store(officer(0), GEORGIA, [
      { from: '2026-01-01', to: '2026-03-01', status: 'COMPLIANT', dueOn: '2026-12-31' },
      { from: '2026-03-01', to: '2026-06-01', status: 'AT_RISK', dueOn: '2026-06-30', missing: [short('CE', 20)] },
      { from: '2026-06-01', to: '2026-07-01', status: 'AT_RISK', dueOn: '2026-06-30', missing: [short('CE', 4)] },
      { from: '2026-07-01', to: null, status: 'OVERDUE', dueOn: '2026-06-30', missing: [short('CE', 4)] },
    ]);
    for (const index of [1, 2, 3, 4]) {
      await standings.store(officer(index), GEORGIA, [{ from: '2026-01-01', to: null, status: 'COMPLIANT' }]);
    }
    await standings.store(officer(1), TEXAS, [
      { from: '2026-01-01', to: null, status: 'ON_TRACK', dueOn: '2027-08-31' },
    ]);
    await standings.store(officer(2), TEXAS, [{ from: '2026-01-01', to: null, status: 'OVERDUE' }]);
  });
  afterAll(() => api.close());

  const officer = (index: number): string => agency.officers[index] as string;
  const ask = (variables: object, token = admin): Promise<Answer> =>
    api.ask(token, STATUSES, { first: 100, asOf: '2026-06-15', ...variables });
  const page = async (variables: object, token = admin): Promise<Json> => {
    const { data, errors } = await ask(variables, token);
    expect(errors ?? []).toEqual([]);
    return data.memberStatuses;
  };
  const named = (nodes: Json): string[] => nodes.map((node: Json) => `${node.familyName} ${node.mandate.code}`);

  it('say since when, until when, and what is missing on the day', async () => {
    const [first] = (await page({})).nodes;
    expect(first).toEqual({
      memberId: toGlobalId('Member', officer(0)),
      familyName: 'Officer 001',
      mandate: { code: GEORGIA, caution: expect.stringContaining('Nobody has checked') },
      status: 'AT_RISK',
      // Since March, though what is missing changed in June.
      since: '2026-03-01',
      dueOn: '2026-06-30',
      nextChangeOn: '2026-07-01',
      nextStatus: 'OVERDUE',
      missing: [{ requirementId: 'CE', label: 'CE', short: 4, unit: 'HOUR' }],
    });
    const before = (await page({ asOf: '2026-03-01' })).nodes[0];
    expect(before).toMatchObject({ since: '2026-03-01', nextChangeOn: '2026-07-01', missing: [{ short: 20 }] });
    const known = (await page({ asOf: '2026-02-28' })).nodes[0];
    expect(known).toMatchObject({ status: 'COMPLIANT', since: '2026-01-01', nextChangeOn: '2026-03-01', missing: [] });
    expect((await page({ asOf: '2026-07-01' })).nodes[0]).toMatchObject({ status: 'OVERDUE', nextChangeOn: null });
    expect((await page({ asOf: '2025-12-31' })).nodes).toEqual([]);
  });

  it.each(['NAME', 'DUE'])('come in pages that fit together, by %s', async (orderBy) => {
    const whole = named((await page({ orderBy })).nodes);
    expect(whole).toHaveLength(7);
    const pieces: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { nodes, pageInfo }: Json = await page({ orderBy, first: 2, after });
      pieces.push(...named(nodes));
      after = pageInfo.endCursor;
      more = pageInfo.hasNextPage;
    }
    expect(pieces).toEqual(whole);
    if (orderBy === 'NAME') expect(whole).toEqual([...whole].sort());
    else {
      // Due at once, then by deadline, then what has none.
      const first = ['Officer 003 US-TX-UNIT', 'Officer 001 US-GA-ANNUAL', 'Officer 002 US-TX-UNIT'];
      expect(whole.slice(0, 3)).toEqual(first);
    }
  });

  it('skip and repeat nobody when somebody before the page comes or goes meanwhile', async () => {
    const { pageInfo } = await page({ first: 3 });
    const rest = named((await page({ first: 100, after: pageInfo.endCursor })).nodes);
    const state = (to: string): Promise<void> =>
      agency.write(async (tx) => {
        await tx.query('update members set state = $3 where agency_id = $1 and id = $2', [tx.agencyId, officer(0), to]);
      });
    await state('LEFT');
    expect(named((await page({ after: pageInfo.endCursor })).nodes)).toEqual(rest);
    await state('ACTIVE');
  });

  it('keep to mandates, statuses, an org unit and a cohort', async () => {
    expect(named((await page({ mandateCodes: [TEXAS] })).nodes)).toEqual([
      'Officer 002 US-TX-UNIT',
      'Officer 003 US-TX-UNIT',
    ]);
    expect(named((await page({ statuses: ['AT_RISK', 'OVERDUE'] })).nodes)).toEqual([
      'Officer 001 US-GA-ANNUAL',
      'Officer 003 US-TX-UNIT',
    ]);
    const cohortId = toGlobalId('Cohort', await standings.cohort('Autumn', [officer(3)]));
    expect(named((await page({ cohortId })).nodes)).toEqual(['Officer 004 US-GA-ANNUAL']);
    const west = await standings.unit('West', null, [officer(3)]);
    await standings.unit('Far west', west, [officer(4)]);
    const orgUnitId = toGlobalId('OrgUnit', west);
    expect(named((await page({ orgUnitId })).nodes)).toEqual(['Officer 004 US-GA-ANNUAL', 'Officer 005 US-GA-ANNUAL']);
  });

  it('are read in as many statements however many they are', async () => {
    const one = await statementsOf(() => page({ first: 1 }));
    const all = await statementsOf(() => page({ first: 100 }));
    expect(all.statements).toHaveLength(one.statements.length);
    expect(all.statements.filter((sql) => sql.includes('status_intervals'))).toHaveLength(1);
  });

  it('are shown to a trainee of themselves, to an instructor of a unit of those in it, and to nobody of another agency', async () => {
    const trainee = await api.token(agency.id, officer(1));
    expect(named((await page({}, trainee)).nodes)).toEqual(['Officer 002 US-GA-ANNUAL', 'Officer 002 US-TX-UNIT']);
    await standings.unit('East', null, [agency.instructorId, officer(2)]);
    await agency.write(async (tx) => {
      await tx.query(`update role_assignments set reach = 'UNIT' where agency_id = $1 and principal_id = $2`, [
        tx.agencyId,
        agency.instructorId,
      ]);
    });
    const instructor = await api.token(agency.id, agency.instructorId);
    expect(named((await page({}, instructor)).nodes)).toEqual(['Officer 003 US-GA-ANNUAL', 'Officer 003 US-TX-UNIT']);
    const counts = `{ complianceDashboard(asOf: "2026-06-15") { mandates { mandate { code } members } } }`;
    expect((await api.ask(instructor, counts)).data.complianceDashboard.mandates).toEqual([
      { mandate: { code: GEORGIA }, members: 1 },
      { mandate: { code: TEXAS }, members: 1 },
    ]);
    expect((await api.ask(trainee, counts)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const other = await ComplianceAgency.make(api.db, 0);
    const otherAdmin = await api.token(other.id, other.adminId);
    expect((await page({}, otherAdmin)).nodes).toEqual([]);
  });

  it('name a wrong argument', async () => {
    const cursorOf = (...keys: unknown[]): string => Buffer.from(JSON.stringify(keys)).toString('base64url');
    const wrong: [object, string][] = [
      [{ first: 101 }, 'first'],
      [{ after: 'nonsense' }, 'after'],
      [{ after: cursorOf('Officer', 'Ada', officer(0)) }, 'after'],
      [{ orderBy: 'DUE', after: cursorOf('0000-01-01', 'Officer', 'Ada', officer(0), GEORGIA) }, 'after'],
      [{ orderBy: 'DUE', after: cursorOf('2026-02-30', 'Officer', 'Ada', officer(0), GEORGIA) }, 'after'],
      [{ asOf: '0206-01-01' }, 'asOf'],
      [{ mandateCodes: Array.from({ length: 21 }, () => GEORGIA) }, 'mandateCodes'],
      [{ orgUnitId: 'nonsense' }, 'orgUnitId'],
      [{ cohortId: toGlobalId('Member', officer(0)) }, 'cohortId'],
    ];
    for (const [variables, field] of wrong) {
      const { errors } = await ask(variables);
      expect([errors?.[0]?.extensions.code, errors?.[0]?.message]).toEqual([
        'BAD_INPUT',
        expect.stringContaining(field),
      ]);
    }
  });
});
