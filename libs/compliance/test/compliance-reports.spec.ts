import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toGlobalId } from '#platform';
import { ComplianceAgency, complianceApi, type ComplianceApi, type Json } from './compliance-agency.js';
import { statementsOf } from './statements.js';

const REPORT = `query($memberId: ID!, $mandateCode: String!, $asOf: LocalDate) {
  memberCompliance(memberId: $memberId, mandateCode: $mandateCode, asOf: $asOf) {
    status windowFrom windowTo dueOn nextChangeOn nextStatus asOf
    mandate { code verifiedOn }
    nodes { requirementId within needed earned pending unit met short explanation }
    missing { requirementId short unit }
    entries { completedOn hours rosterState countsToward exclusionReason explanation }
    problems { code name }
  }
}`;
const AGENCY_REPORT = `query($mandateCode: String!, $first: Int!, $after: String, $status: ComplianceStatus) {
  complianceReport(mandateCode: $mandateCode, asOf: "2026-11-23", first: $first, after: $after, status: $status) {
    asOf evaluatedAt mandate { title } counts { status members } pageInfo { hasNextPage endCursor }
    nodes { status dueOn member { familyName } missing { requirementId label short } nodes { requirementId } entries { explanation } }
  }
}`;
const GEORGIA = ['CE', 'FIREARMS_REQUAL', 'USE_OF_DEADLY_FORCE', 'DE_ESCALATION', 'COMMUNITY_POLICING'];

describe('compliance reports', () => {
  let api: ComplianceApi;
  let agency: ComplianceAgency;
  let admin: string;

  beforeAll(async () => {
    api = await complianceApi();
    agency = await ComplianceAgency.make(api.db, 0);
    admin = await api.token(agency.id, agency.adminId);
    for (const code of ['US-GA-ANNUAL', 'US-FL-MR', 'US-TX-UNIT', 'US-OR-MAINT']) await api.adopt(admin, code);
  });
  afterAll(() => api.close());

  const newOfficer = async (): Promise<string> => {
    await agency.addOfficers(1);
    return agency.officers.at(-1) as string;
  };
  const reportOf = async (officer: string, mandateCode: string, asOf: string | null = '2026-11-23'): Promise<Json> => {
    const { data, errors } = await api.ask(admin, REPORT, {
      memberId: toGlobalId('Member', officer),
      mandateCode,
      asOf,
    });
    expect(errors ?? []).toEqual([]);
    return data?.memberCompliance;
  };
  const nodeOf = (report: Json, id: string): Json => report.nodes.find((node: Json) => node.requirementId === id);

  it('follow a Georgia officer from nothing over a planned and a pending class to compliance', async () => {
    const officer = await newOfficer();
    const before = await reportOf(officer, 'US-GA-ANNUAL');
    expect(before).toMatchObject({
      status: 'AT_RISK',
      windowFrom: '2026-01-01',
      windowTo: '2026-12-31',
      dueOn: '2026-12-31',
      nextChangeOn: '2027-01-01',
      nextStatus: 'OVERDUE',
      mandate: { code: 'US-GA-ANNUAL', verifiedOn: null },
      entries: [],
      problems: [],
    });
    expect(before.missing).toEqual(
      GEORGIA.map((requirementId) => ({
        requirementId,
        short: { CE: 20, COMMUNITY_POLICING: 2 }[requirementId] ?? 1,
        unit: 'HOUR',
      })),
    );
    const first = await agency.presentation([officer], {
      hours: 4.5,
      categories: ['CE', 'DE_ESCALATION'],
      on: '2026-10-05',
      roster: 'APPROVED',
    });
    await agency.earn(officer, first, '2026-10-05');
    const after = await reportOf(officer, 'US-GA-ANNUAL');
    expect(nodeOf(after, 'DE_ESCALATION')).toEqual({
      requirementId: 'DE_ESCALATION',
      within: 'CE',
      needed: 1,
      earned: 4.5,
      pending: 0,
      unit: 'HOUR',
      met: true,
      short: 0,
      explanation: 'De-escalation: 4.5 of 1 hours',
    });
    expect(nodeOf(after, 'CE')).toMatchObject({ earned: 4.5, short: 15.5, met: false });
    expect(after.entries).toEqual([
      {
        completedOn: '2026-10-05',
        hours: 4.5,
        rosterState: 'APPROVED',
        countsToward: expect.arrayContaining(['CE', 'DE_ESCALATION']),
        exclusionReason: null,
        explanation: expect.stringMatching(/^Counts toward .*De-escalation/),
      },
    ]);
    const rest = await agency.presentation([officer], {
      hours: 15.5,
      categories: GEORGIA.filter((id) => id !== 'DE_ESCALATION'),
      on: '2026-12-01',
      roster: 'SUBMITTED',
    });
    expect(await reportOf(officer, 'US-GA-ANNUAL')).toMatchObject({ status: 'DUE_SOON' });
    await agency.earn(officer, rest, '2026-12-01');
    const pending = await reportOf(officer, 'US-GA-ANNUAL', '2026-12-02');
    expect(pending.status).toBe('PENDING_VERIFICATION');
    expect(nodeOf(pending, 'CE')).toMatchObject({ earned: 4.5, pending: 15.5, met: false, short: 15.5 });
    await agency.write(async (tx) => {
      await tx.query(`update presentations set roster_state = 'APPROVED' where agency_id = $1 and id = $2`, [
        tx.agencyId,
        rest.presentationId,
      ]);
    });
    expect(await reportOf(officer, 'US-GA-ANNUAL', '2026-12-02')).toMatchObject({ status: 'COMPLIANT', missing: [] });
  });

  it('say why a training record does not count', async () => {
    const officer = await newOfficer();
    const course = { hours: 4, categories: ['CE'] };
    for (const [on, roster] of [
      ['2025-11-02', 'APPROVED'],
      ['2026-03-02', 'REJECTED'],
      ['2026-04-02', 'DRAFT'],
    ] as const) {
      await agency.earn(officer, await agency.presentation([officer], { ...course, on, roster }), on);
    }
    const unrelated = await agency.presentation([officer], {
      hours: 4,
      categories: ['ELECTIVE'],
      on: '2026-05-04',
      roster: 'APPROVED',
    });
    await agency.earn(officer, unrelated, '2026-05-04');
    const { entries } = await reportOf(officer, 'US-GA-ANNUAL');
    expect(entries.map((entry: Json) => [entry.completedOn, entry.exclusionReason, entry.countsToward])).toEqual([
      ['2025-11-02', 'OUTSIDE_WINDOW', []],
      ['2026-03-02', 'ROSTER_REJECTED', []],
      ['2026-04-02', 'ROSTER_NOT_SUBMITTED', []],
      ['2026-05-04', 'NO_MATCHING_REQUIREMENT', []],
    ]);
    expect(entries[1].explanation).toBe('The roster was rejected.');
  });

  it('change for a Florida officer with each course, and count a course by the topics it lists', async () => {
    const officer = await newOfficer();
    expect(await reportOf(officer, 'US-FL-MR')).toMatchObject({ status: 'ON_TRACK', dueOn: '2028-06-30' });
    for (const [courseCode, categories] of [
      ['DE-101', ['CE', 'DE_ESCALATION']],
      ['USE_OF_FORCE', ['CE', 'SCENARIO_FIREARMS', 'PHYSIOLOGICAL_RESPONSE', 'LESS_LETHAL', 'AGENCY_POLICY', 'LEGAL']],
    ] as const) {
      const at = await agency.presentation([officer], {
        hours: 8,
        categories: [...categories],
        on: '2026-09-07',
        roster: 'APPROVED',
        courseCode,
      });
      await agency.earn(officer, at, '2026-09-07');
    }
    const after = await reportOf(officer, 'US-FL-MR');
    expect(after).toMatchObject({ status: 'ON_TRACK', dueOn: '2028-06-30', nextStatus: 'AT_RISK' });
    expect(nodeOf(after, 'CE')).toMatchObject({ earned: 16, short: 24 });
    expect(nodeOf(after, 'USE_OF_FORCE')).toMatchObject({ earned: 1, met: true });
    expect(after.missing.map((each: Json) => each.requirementId)).toEqual([
      'CE',
      'HUMAN_DIVERSITY',
      'OFFICER_HEALTH_WELLNESS',
    ]);
  });

  it('count for a Texas unit only what was assessed', async () => {
    const officer = await newOfficer();
    const before = await reportOf(officer, 'US-TX-UNIT');
    expect(before).toMatchObject({ status: 'ON_TRACK', windowFrom: '2025-09-01', windowTo: '2027-08-31' });
    for (const [on, score] of [
      ['2026-10-05', 91],
      ['2026-10-06', null],
    ] as const) {
      const at = await agency.presentation([officer], { hours: 8, categories: ['CE'], on, roster: 'APPROVED' });
      await agency.earn(officer, at, on, score);
    }
    const after = await reportOf(officer, 'US-TX-UNIT');
    expect(nodeOf(after, 'CE')).toMatchObject({ needed: 40, earned: 8, short: 32 });
    expect(after.entries.map((entry: Json) => entry.exclusionReason)).toEqual([null, 'NO_ASSESSMENT']);
  });

  it('judge today, where the agency is, when no day is given; and say what is missing to judge', async () => {
    const officer = await newOfficer();
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' });
    const days = [today.format(new Date())];
    const { asOf } = await reportOf(officer, 'US-GA-ANNUAL', null);
    days.push(today.format(new Date()));
    expect(days).toContain(asOf);
    await agency.write(async (tx) => {
      await tx.query('delete from member_facts where agency_id = $1 and member_id = $2 and fact = $3', [
        tx.agencyId,
        officer,
        'certifiedOn',
      ]);
    });
    expect(await reportOf(officer, 'US-FL-MR')).toMatchObject({
      status: 'AT_RISK',
      problems: [{ code: 'FACT_MISSING', name: 'certifiedOn' }],
    });
  });

  it('list the agency by name with counts, in as many statements for fifty members as for one', async () => {
    const small = await ComplianceAgency.make(api.db, 1);
    const token = await api.token(small.id, small.adminId);
    await api.adopt(token, 'US-GA-ANNUAL');
    const pageOf = async (variables: object): Promise<Json> => {
      const { data, errors } = await api.ask(token, AGENCY_REPORT, { mandateCode: 'US-GA-ANNUAL', ...variables });
      expect(errors ?? []).toEqual([]);
      return data?.complianceReport;
    };
    const one = await statementsOf(() => pageOf({ first: 100 }));
    await small.addOfficers(49);
    const [done, ...others] = small.officers as [string, ...string[]];
    const all = await small.presentation([done], {
      hours: 20,
      categories: GEORGIA,
      on: '2026-06-01',
      roster: 'APPROVED',
    });
    await small.earn(done, all, '2026-06-01');
    const fifty = await statementsOf(() => pageOf({ first: 100 }));
    expect(one.statements.length).toBeGreaterThan(5);
    expect(fifty.statements).toEqual(one.statements);
    expect(fifty.result).toMatchObject({
      asOf: '2026-11-23',
      mandate: { title: 'Georgia annual in-service training' },
    });
    expect(fifty.result.nodes).toHaveLength(52);
    expect(fifty.result.counts).toEqual([
      { status: 'AT_RISK', members: others.length },
      { status: 'COMPLIANT', members: 1 },
      { status: 'NOT_APPLICABLE', members: 2 },
    ]);
    const names: string[] = [];
    let after: string | null = null;
    do {
      const page: Json = await pageOf({ first: 20, after, status: 'AT_RISK' });
      expect(page.counts).toEqual(fifty.result.counts);
      names.push(...page.nodes.map((node: Json) => node.member.familyName as string));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(names).toEqual(others.map((_, index) => `Officer ${String(index + 2).padStart(3, '0')}`));
  });
});
