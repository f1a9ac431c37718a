import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ComplianceAgency, complianceApi, type Answer, type ComplianceApi, type Json } from './compliance-agency.js';
import { short, StoredStandings } from './stored-standings.js';

const EXPIRING = `query($first: Int!, $after: String, $withinDays: Int!, $asOf: LocalDate, $into: [ComplianceStatus!], $mandateCodes: [String!]) {
  expiring(first: $first, after: $after, withinDays: $withinDays, asOf: $asOf, into: $into, mandateCodes: $mandateCodes) {
    freshness { asOf } pageInfo { hasNextPage endCursor }
    nodes { familyName mandate { code } status turnsOn turnsInto dueOn missing { requirementId short } }
  }
}`;
const GEORGIA = 'US-GA-ANNUAL';
const TEXAS = 'US-TX-UNIT';

describe('the list of who is about to lapse', () => {
  let api: ComplianceApi;
  let agency: ComplianceAgency;
  let admin: string;

  beforeAll(async () => {
    api = await complianceApi();
    agency = await ComplianceAgency.make(api.db, 3);
    const standings = await StoredStandings.of(api, agency, GEORGIA, TEXAS);
    admin = await api.token(agency.id, agency.adminId);
    const [first, second, third] = agency.officers as [string, string, string];
    await standings.store(first, GEORGIA, [
      { from: '2026-01-01', to: '2027-01-01', status: 'COMPLIANT' },
      // A new window: nothing is due yet.
      { from: '2027-01-01', to: '2027-03-02', status: 'ON_TRACK', dueOn: '2027-12-31' },
      { from: '2027-03-02', to: '2027-03-30', status: 'DUE_SOON', dueOn: '2027-03-31' },
      { from: '2027-03-30', to: '2027-04-01', status: 'DUE_SOON', dueOn: '2027-03-31', missing: [short('CE', 1)] },
      { from: '2027-04-01', to: null, status: 'OVERDUE', dueOn: '2027-03-31', missing: [short('CE', 2)] },
    ]);
    await standings.store(second, GEORGIA, [
      { from: '2026-01-01', to: '2026-12-02', status: 'AT_RISK' },
      // Better, and then worse again.
      { from: '2026-12-02', to: '2026-12-30', status: 'COMPLIANT' },
      { from: '2026-12-30', to: null, status: 'LAPSED' },
    ]);
    await standings.store(third, TEXAS, [
      { from: '2026-01-01', to: '2026-12-30', status: 'OVERDUE' },
      { from: '2026-12-30', to: null, status: 'LAPSED' },
    ]);
  });
  afterAll(() => api.close());

  const ask = (variables: object): Promise<Answer> =>
    api.ask(admin, EXPIRING, { first: 100, withinDays: 400, asOf: '2026-11-23', ...variables });
  const found = async (variables: object): Promise<Json> => {
    const { data, errors } = await ask(variables);
    expect(errors ?? []).toEqual([]);
    return data.expiring;
  };
  const brief = (nodes: Json): string[][] =>
    nodes.map((node: Json) => [node.turnsOn, node.familyName, node.status, node.turnsInto]);

  it('holds every change for the worse, the earliest first, and none for the better or into a new window', async () => {
    const { nodes } = await found({});
    expect(brief(nodes)).toEqual([
      ['2026-12-30', 'Officer 002', 'COMPLIANT', 'LAPSED'],
      ['2026-12-30', 'Officer 003', 'OVERDUE', 'LAPSED'],
      ['2027-03-02', 'Officer 001', 'ON_TRACK', 'DUE_SOON'],
      ['2027-04-01', 'Officer 001', 'DUE_SOON', 'OVERDUE'],
    ]);
    expect(nodes.at(-1)).toMatchObject({ dueOn: '2027-03-31', missing: [{ requirementId: 'CE', short: 2 }] });
  });

  it('reaches to the last of the days, and begins after the day itself', async () => {
    expect(brief((await found({ withinDays: 36 })).nodes)).toEqual([]);
    expect((await found({ withinDays: 37 })).nodes).toHaveLength(2);
    expect((await found({ asOf: '2026-12-29', withinDays: 1 })).nodes).toHaveLength(2);
    expect((await found({ asOf: '2026-12-30', withinDays: 1 })).nodes).toEqual([]);
  });

  it('keeps to mandates and to what it turns into, and comes in pages that fit together', async () => {
    expect(brief((await found({ mandateCodes: [TEXAS] })).nodes)).toEqual([
      ['2026-12-30', 'Officer 003', 'OVERDUE', 'LAPSED'],
    ]);
    expect(brief((await found({ into: ['OVERDUE', 'LAPSED'] })).nodes)).toHaveLength(3);
    const pieces: string[][] = [];
    for (let after: string | null = null, more = true; more;) {
      const page: Json = await found({ first: 1, after });
      pieces.push(...brief(page.nodes));
      after = page.pageInfo.endCursor;
      more = page.pageInfo.hasNextPage;
    }
    expect(pieces).toEqual(brief((await found({})).nodes));
  });

  it('names a wrong argument', async () => {
    const made = Buffer.from(JSON.stringify(['2026-13-01', 'a', 'b', agency.adminId, GEORGIA])).toString('base64url');
    for (const [variables, field] of [
      [{ withinDays: 0 }, 'withinDays'],
      [{ withinDays: 401 }, 'withinDays'],
      [{ after: made }, 'after'],
    ] as [object, string][]) {
      const { errors } = await ask(variables);
      expect([errors?.[0]?.extensions.code, errors?.[0]?.message]).toEqual([
        'BAD_INPUT',
        expect.stringContaining(field),
      ]);
    }
  });
});
