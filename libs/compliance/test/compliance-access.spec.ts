import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toGlobalId } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { ComplianceAgency, complianceApi, type Answer, type ComplianceApi, type Json } from './compliance-agency.js';

const REPORT = `query($memberId: ID!, $mandateCode: String!, $asOf: LocalDate) {
  memberCompliance(memberId: $memberId, mandateCode: $mandateCode, asOf: $asOf) { status } }`;
const MANDATES = `query($first: Int!, $after: String) { mandates(first: $first, after: $after) { pageInfo { hasNextPage endCursor } nodes {
  id code version authority citations verifiedOn confidence { about mark meaning } policy { warnDays trackedFrom } } } }`;
const NODE = 'query($id: ID!) { node(id: $id) { id } }';
const EXEMPT = `mutation($input: RecordExemptionInput!) { recordExemption(input: $input) {
  exemption { id memberId kind code validFrom validTo } userErrors { code field } } }`;
const AUDIT = '{ auditTrail(first: 50) { nodes { action } } }';

describe('compliance, by who asks and who writes', () => {
  let api: ComplianceApi;
  let agency: ComplianceAgency;
  let other: ComplianceAgency;
  let admin: string;
  let otherAdmin: string;
  let trainee: string;

  beforeAll(async () => {
    api = await complianceApi();
    agency = await ComplianceAgency.make(api.db, 2);
    other = await ComplianceAgency.make(api.db, 1);
    admin = await api.token(agency.id, agency.adminId);
    otherAdmin = await api.token(other.id, other.adminId);
    trainee = await api.token(agency.id, officer(0));
    await api.adopt(admin, 'US-GA-ANNUAL');
    await api.adopt(otherAdmin, 'US-GA-ANNUAL');
  });
  afterAll(() => api.close());

  const officer = (index: number): string => agency.officers[index] as string;
  const ask = (token: string, memberId: string, more: object = {}): Promise<Answer> =>
    api.ask(token, REPORT, { memberId: toGlobalId('Member', memberId), mandateCode: 'US-GA-ANNUAL', ...more });
  const refusalOf = ({ errors }: Answer): string | undefined => errors?.[0]?.extensions.code;
  const exempt = async (token: string, changes: object): Promise<Json> => {
    const input = {
      memberId: toGlobalId('Member', officer(1)),
      mandateCode: 'US-GA-ANNUAL',
      kind: 'EXEMPTION',
      code: 'BASIC_COMPLETED_THIS_YEAR',
      validFrom: '2026-05-02',
      validTo: '2026-05-02',
      reason: 'Completed basic on that day.',
      idempotencyKey: uuidv7(),
      ...changes,
    };
    const { data, errors } = await api.ask(token, EXEMPT, { input });
    return data?.recordExemption ?? errors;
  };

  it('answer a trainee about themselves only, and another agency not at all', async () => {
    expect(await ask(trainee, officer(0))).toMatchObject({
      data: { memberCompliance: { status: expect.any(String) } },
    });
    const nothing = { data: { memberCompliance: null } };
    expect(await ask(trainee, officer(1))).toMatchObject(nothing);
    expect(await ask(trainee, agency.adminId)).toMatchObject(nothing);
    expect(await ask(trainee, uuidv7())).toMatchObject(nothing);
    expect(await ask(otherAdmin, officer(0))).toMatchObject(nothing);
    expect(await ask(otherAdmin, uuidv7())).toMatchObject(nothing);
    const agencyReport = '{ complianceReport(mandateCode: "US-GA-ANNUAL", first: 5) { counts { members } } }';
    expect(refusalOf(await api.ask(trainee, agencyReport))).toBe('FORBIDDEN');
    expect((await api.ask(otherAdmin, agencyReport)).data.complianceReport.counts).toEqual([
      { members: 1 },
      { members: 2 },
    ]);
  });

  it('answer nothing about a mandate that was not adopted, and name a wrong argument', async () => {
    expect(await ask(admin, officer(0), { mandateCode: 'US-FL-MR' })).toMatchObject({
      data: { memberCompliance: null },
    });
    const wrong: [object, string][] = [
      [{ memberId: 'nonsense' }, 'memberId'],
      [{ memberId: toGlobalId('Agency', agency.id) }, 'memberId'],
      [{ asOf: '0206-01-01' }, 'asOf'],
      [{ asOf: '2026-02-30' }, 'asOf'],
      [{ mandateCode: 'x'.repeat(101) }, 'mandateCode'],
    ];
    for (const [variables, field] of wrong) {
      const answer = await ask(admin, officer(0), variables);
      expect([refusalOf(answer), answer.errors?.[0]?.message]).toEqual(['BAD_INPUT', expect.stringContaining(field)]);
    }
  });

  it('list what was adopted, with sources, how sure each figure is, and the latest policy', async () => {
    const first = await api.adopt(admin, 'US-TX-UNIT');
    const key = { idempotencyKey: uuidv7() };
    expect((await api.adopt(admin, 'US-TX-UNIT', key)).mandate.id).toBe(first.mandate.id);
    const policy = { warnDays: 90, graceDays: 0, trackedFrom: '2026-01-01' };
    const second = await api.adopt(admin, 'US-TX-UNIT', { policy });
    expect(second.mandate.id).not.toBe(first.mandate.id);
    expect((await api.adopt(admin, 'US-TX-UNIT', key)).mandate.id).toBe(first.mandate.id);
    expect((await api.adopt(admin, 'US-TX-UNIT', { ...key, policy })).userErrors[0].code).toBe('KEY_REUSED');

    const { data } = await api.ask(admin, MANDATES, { first: 1 });
    const { endCursor } = data.mandates.pageInfo;
    const rest = (await api.ask(admin, MANDATES, { first: 9, after: endCursor })).data.mandates;
    expect(data.mandates.nodes.map((node: Json) => node.code)).toEqual(['US-GA-ANNUAL']);
    expect(rest.nodes).toEqual([
      expect.objectContaining({
        id: second.mandate.id,
        authority: 'TCOLE',
        citations: ['37 TAC 218.3(b)', '37 TAC 218.1'],
        verifiedOn: null,
        policy: { warnDays: 90, trackedFrom: '2026-01-01' },
      }),
    ]);
    expect(rest.nodes[0].confidence[2]).toEqual({
      about: 'legUpdateCode',
      mark: 'M',
      meaning: expect.stringContaining('general knowledge'),
    });
    expect((await api.ask(admin, NODE, { id: first.mandate.id })).data.node).toEqual({ id: first.mandate.id });
    expect((await api.ask(otherAdmin, NODE, { id: first.mandate.id })).data.node).toBeNull();
    const trail = (await api.ask(admin, AUDIT)).data.auditTrail.nodes.map((entry: Json) => entry.action);
    expect(trail.filter((action: string) => action === 'mandate.adopted')).toHaveLength(3);
  });

  it('refuse what cannot be adopted, naming the field', async () => {
    const policy = { warnDays: 60, graceDays: 0, trackedFrom: '2026-01-01' };
    const refusals: [string, object, string, string][] = [
      ['US-XX', {}, 'NOT_FOUND', 'input.code'],
      ['US-GA-ANNUAL', { version: '9.0.0' }, 'NOT_FOUND', 'input.code'],
      ['US-GA-ANNUAL', { policy: { ...policy, anchor: '2026-01-01' } }, 'INVALID', 'input.policy.anchor'],
      ['US-GA-ANNUAL', { policy: { ...policy, trackedFrom: '0206-01-01' } }, 'INVALID', 'input.policy.trackedFrom'],
      ['US-WA-LETCSA', {}, 'INVALID', 'input.policy.anchor'],
      ['US-IL-3Y', {}, 'INVALID', 'input.policy.cohorts'],
    ];
    for (const [code, changes, error, field] of refusals) {
      const { userErrors } = await api.adopt(admin, code, changes);
      expect(userErrors).toEqual([{ code: error, field, message: expect.any(String) }]);
    }
    const [problem] = await api.adopt(admin, 'US-GA-ANNUAL', { policy: { ...policy, warnDays: -1 } });
    expect([problem.extensions.code, problem.message]).toEqual(['BAD_INPUT', expect.stringContaining('warnDays')]);
    expect((await api.adopt(trainee, 'US-GA-ANNUAL'))[0].extensions.code).toBe('FORBIDDEN');
  });

  it('follow a recorded exemption or waiver at once, and refuse what the mandate does not know', async () => {
    const statusOf = async (asOf: string): Promise<string> =>
      (await ask(admin, officer(1), { asOf })).data.memberCompliance.status as string;
    expect(await statusOf('2026-11-23')).toBe('AT_RISK');
    const refusals: [object, string, string][] = [
      [{ code: 'HOLIDAY' }, 'INVALID', 'input.code'],
      [{ kind: 'WAIVER', code: 'HOLIDAY' }, 'INVALID', 'input.code'],
      [{ validTo: '2026-05-01' }, 'INVALID', 'input.validTo'],
      [{ reason: '   ' }, 'INVALID', 'input.reason'],
      [{ mandateCode: 'US-WA-LETCSA' }, 'NOT_FOUND', 'input.mandateCode'],
      [{ memberId: toGlobalId('Member', other.officers[0] as string) }, 'NOT_FOUND', 'input.memberId'],
      [{ memberId: toGlobalId('Member', uuidv7()) }, 'NOT_FOUND', 'input.memberId'],
      [{ memberId: 'nonsense' }, 'INVALID_ID', 'input.memberId'],
    ];
    for (const [changes, code, field] of refusals) {
      expect(await exempt(admin, changes)).toEqual({ exemption: null, userErrors: [{ code, field }] });
    }
    expect((await exempt(trainee, {}))[0].extensions.code).toBe('FORBIDDEN');
    expect(await statusOf('2026-11-23')).toBe('AT_RISK');

    const key = { idempotencyKey: uuidv7() };
    const { exemption } = await exempt(admin, key);
    expect(exemption).toMatchObject({ kind: 'EXEMPTION', validFrom: '2026-05-02', validTo: '2026-05-02' });
    expect((await exempt(admin, key)).exemption.id).toBe(exemption.id);
    expect(await statusOf('2026-11-23')).toBe('EXEMPT');
    expect((await api.ask(otherAdmin, NODE, { id: exemption.id })).data.node).toBeNull();
    expect((await api.ask(trainee, NODE, { id: exemption.id })).data.node).toBeNull();

    await exempt(admin, { kind: 'WAIVER', code: 'MEDICAL', validFrom: '2027-03-01', validTo: '2027-06-30' });
    expect(await statusOf('2027-02-28')).not.toBe('WAIVED');
    expect(await statusOf('2027-03-01')).toBe('WAIVED');
    expect(await statusOf('2027-06-30')).toBe('WAIVED');
    expect(await statusOf('2027-07-01')).not.toBe('WAIVED');
  });
});
