import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toGlobalId } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { ComplianceAgency, complianceApi, type Answer, type ComplianceApi } from './compliance-agency.js';

const REPORT = `query($memberId: ID!, $mandateCode: String!, $asOf: LocalDate) {
  memberCompliance(memberId: $memberId, mandateCode: $mandateCode, asOf: $asOf) {
    status explanation windowFrom windowTo dueOn nextChangeOn nextStatus asOf
    mandate { code version verifiedOn }
    nodes { requirementId parentId needed earned pending unit met short explanation }
    missing { requirementId short unit }
    entries { courseCode completedOn hours rosterState countsToward exclusionReason explanation }
    problems { code name }
  }
}`;
const ADOPT = `mutation($input: AdoptMandateInput!) { adoptMandate(input: $input) {
  mandate { id code version policy { warnDays anchor } } userErrors { code field message } } }`;
const EXEMPT = `mutation($input: RecordExemptionInput!) { recordExemption(input: $input) {
  exemption { id kind code validFrom validTo } userErrors { code field } } }`;

const POLICY = { warnDays: 60, graceDays: 0, trackedFrom: '2025-01-01' };

describe('compliance', () => {
  let api: ComplianceApi;
  let agency: ComplianceAgency;
  let other: ComplianceAgency;
  let admin: string;
  let otherAdmin: string;

  beforeAll(async () => {
    api = await complianceApi();
    agency = await ComplianceAgency.make(api.db, 4);
    other = await ComplianceAgency.make(api.db, 1);
    admin = await api.token(agency.id, agency.adminId);
    otherAdmin = await api.token(other.id, other.adminId);
    for (const code of ['US-GA-ANNUAL', 'US-FL-MR', 'US-TX-UNIT']) {
      const { data } = await api.ask(admin, ADOPT, { input: adoption(code) });
      expect(data?.adoptMandate).toMatchObject({ mandate: { code, version: '1.0.0' }, userErrors: [] });
    }
  });
  afterAll(() => api.close());

  const adoption = (code: string, changes: object = {}) => ({
    code,
    version: '1.0.0',
    policy: POLICY,
    idempotencyKey: uuidv7(),
    ...changes,
  });
  const report = async (token: string, member: string, mandateCode: string, asOf: string | null = '2026-11-23') => {
    const { data, errors } = await api.ask(token, REPORT, {
      memberId: toGlobalId('Member', member),
      mandateCode,
      asOf,
    });
    expect(errors ?? []).toEqual([]);
    return data?.memberCompliance as Answer['data'];
  };

  it('prints', async () => {
    const [officer] = agency.officers as [string];
    for (const code of ['US-GA-ANNUAL', 'US-FL-MR', 'US-TX-UNIT']) {
      console.log(JSON.stringify(await report(admin, officer, code), null, 1));
    }
    expect(await report(otherAdmin, officer, 'US-GA-ANNUAL')).toBeNull();
  });
});
