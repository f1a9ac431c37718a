import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toGlobalId } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { ComplianceAgency, complianceApi, type ComplianceApi, type Json } from './compliance-agency.js';

const REPORT = `query($memberId: ID!) {
  memberCompliance(memberId: $memberId, mandateCode: "US-GA-ANNUAL", asOf: "2026-11-23") {
    nodes { requirementId earned pending }
    entries { hours rosterState countsToward exclusionReason explanation }
  }
}`;
const RECORDS = 'query($traineeId: ID) { trainingRecords(first: 10, traineeId: $traineeId) { nodes { id } } }';
const CORRECT = `mutation($input: CorrectTrainingRecordInput!) { correctTrainingRecord(input: $input) {
  trainingRecord { id } userErrors { code field message } } }`;

describe('a training record corrected through the API', () => {
  let api: ComplianceApi;
  let agency: ComplianceAgency;
  let admin: string;
  let memberId: string;

  beforeAll(async () => {
    api = await complianceApi();
    agency = await ComplianceAgency.make(api.db, 1);
    admin = await api.token(agency.id, agency.adminId);
    await api.adopt(admin, 'US-GA-ANNUAL');
    memberId = toGlobalId('Member', agency.officers[0] as string);
  });
  afterAll(() => api.close());

  const ask = async (query: string, variables: Record<string, unknown>): Promise<Json> => {
    const { data, errors } = await api.ask(admin, query, variables);
    expect(errors ?? []).toEqual([]);
    return Object.values(data as object)[0];
  };
  const earned = async (): Promise<Json> => {
    const { nodes, entries } = await ask(REPORT, { memberId });
    const { earned: hours } = nodes.find(({ requirementId }: Json) => requirementId === 'CE');
    return {
      hours,
      entries: entries.map(({ exclusionReason, countsToward }: Json) => exclusionReason ?? countsToward),
    };
  };
  const correct = async (recordId: string, hours: number): Promise<string> => {
    const input = { idempotencyKey: uuidv7(), recordId, hours, completedOn: '2026-03-02', reason: 'Left at noon' };
    const { trainingRecord, userErrors } = await ask(CORRECT, { input });
    expect(userErrors).toEqual([]);
    return trainingRecord.id;
  };

  it('counts with its new hours only, on the roster of its class, and not at all once corrected to none', async () => {
    const [officer] = agency.officers as [string];
    const course = { hours: 4.5, categories: ['CE'], on: '2026-03-02', roster: 'APPROVED' } as const;
    await agency.earn(officer, await agency.presentation([officer], { ...course, categories: ['CE'] }), '2026-03-02');
    const [wrong] = (await ask(RECORDS, { traineeId: memberId })).nodes;
    expect(await earned()).toEqual({ hours: 4.5, entries: [['CE']] });
    const correction = await correct(wrong.id, 2);
    expect(await earned()).toEqual({ hours: 2, entries: ['CORRECTED', ['CE']] });
    await correct(correction, 0);
    const { hours, entries } = await earned();
    expect(hours).toBe(0);
    expect(entries.slice(0, 2)).toEqual(['CORRECTED', 'CORRECTED']);
    expect(entries.flat()).not.toContain('CE');
  });
});
