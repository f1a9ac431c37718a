import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '../src/evaluation/local-date.js';
import { ComplianceAgency, complianceApi, type ComplianceApi, type Json } from './compliance-agency.js';
import { StoredStandings } from './stored-standings.js';

const TODAY = `{
  complianceDashboard { freshness { asOf } mandates { counts { status members } } }
  memberStatuses(first: 5) { freshness { asOf } nodes { status dueOn nextChangeOn } }
  expiring(first: 5, withinDays: 1) { nodes { turnsOn turnsInto } }
}`;
const GEORGIA = 'US-GA-ANNUAL';
/** The last two are more than a day apart: it is never the same day in both. */
const ZONES = ['Pacific/Auckland', 'America/Anchorage', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'];

const todayIn = (timeZone: string): string => new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date());

describe('today, where the agency is', () => {
  let api: ComplianceApi;

  beforeAll(async () => {
    api = await complianceApi();
  });
  afterAll(() => api.close());

  /** Answers of an officer whose deadline is that day, there. */
  const deadlineOn = async (day: string, zone: string): Promise<Json> => {
    const agency = await ComplianceAgency.make(api.db, 1, zone);
    const standings = await StoredStandings.of(api, agency, GEORGIA);
    const overdueFrom = addDays(day, 1);
    await standings.store(agency.officers[0] as string, GEORGIA, [
      { from: addDays(day, -30), to: overdueFrom, status: 'AT_RISK', dueOn: day },
      { from: overdueFrom, to: null, status: 'OVERDUE', dueOn: day },
    ]);
    return (await api.ask(await api.token(agency.id, agency.adminId), TODAY)).data;
  };

  it.each(ZONES)('is still in time for a deadline today in %s, and no longer for one of yesterday', async (zone) => {
    for (;;) {
      const today = todayIn(zone);
      const due = await deadlineOn(today, zone);
      const missed = await deadlineOn(addDays(today, -1), zone);
      // Midnight may have passed there meanwhile.
      if (todayIn(zone) !== today) continue;
      expect(due.complianceDashboard).toEqual({
        freshness: { asOf: today },
        mandates: [{ counts: [{ status: 'AT_RISK', members: 1 }] }],
      });
      expect(due.memberStatuses.nodes).toEqual([{ status: 'AT_RISK', dueOn: today, nextChangeOn: addDays(today, 1) }]);
      expect(due.expiring.nodes).toEqual([{ turnsOn: addDays(today, 1), turnsInto: 'OVERDUE' }]);
      expect(missed.complianceDashboard.mandates).toEqual([{ counts: [{ status: 'OVERDUE', members: 1 }] }]);
      expect(missed.expiring.nodes).toEqual([]);
      return;
    }
  });

  it('differs between two agencies at one instant', async () => {
    const dayIn = async (zone: string): Promise<string> =>
      (await deadlineOn('2026-01-31', zone)).memberStatuses.freshness.asOf as string;
    const [east, west] = [await dayIn('Pacific/Kiritimati'), await dayIn('Pacific/Pago_Pago')];
    expect(east > west).toBe(true);
  });
});
