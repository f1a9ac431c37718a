import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toGlobalId } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { standingsOn } from '../src/index.js';
import { ComplianceAgency, complianceApi, type ComplianceApi, type Json } from './compliance-agency.js';
import { inAgency, verified, workerOf, workStandings } from './work-standings.js';

const FIELDS = 'id memberId trainingRecordId purpose reason releasedAt releaseReason';
const ALLOCATE = `mutation($input: AllocateRecordInput!) { allocateRecord(input: $input) {
  allocation { ${FIELDS} } userErrors { code field message } } }`;
const RELEASE = `mutation($input: ReleaseAllocationInput!) { releaseAllocation(input: $input) {
  allocation { ${FIELDS} } userErrors { code field message } } }`;
const LIST = `query($memberId: ID) { allocations(memberId: $memberId, first: 50) { nodes { ${FIELDS} } } }`;
const REPORT = `query($memberId: ID!, $mandateCode: String!) {
  memberCompliance(memberId: $memberId, mandateCode: $mandateCode, asOf: "2026-11-23") {
    status entries { exclusionReason } } }`;
const RECORDS = 'query($traineeId: ID) { trainingRecords(first: 50, traineeId: $traineeId) { nodes { id } } }';
const CORRECT = `mutation($input: CorrectTrainingRecordInput!) { correctTrainingRecord(input: $input) {
  trainingRecord { id } userErrors { code field message } } }`;
const NODE = 'query($id: ID!) { node(id: $id) { id } }';

/** Of what Florida asks for, the courses; they are no continuing education of its. */
const COURSES: Readonly<Record<string, string[]>> = {
  HUMAN_DIVERSITY: ['HUMAN_DIVERSITY'],
  USE_OF_FORCE: ['SCENARIO_FIREARMS', 'PHYSIOLOGICAL_RESPONSE', 'LESS_LETHAL', 'AGENCY_POLICY', 'LEGAL'],
  OFFICER_HEALTH_WELLNESS: ['OFFICER_HEALTH_WELLNESS'],
};
/** The hours that are left, and everything that Georgia asks for. */
const CLASS = {
  hours: 40,
  categories: ['CE', 'FIREARMS_REQUAL', 'USE_OF_DEADLY_FORCE', 'DE_ESCALATION', 'COMMUNITY_POLICING'],
  on: '2026-03-02',
  roster: 'APPROVED' as const,
};

describe('a training record that is used for something else', () => {
  let api: ComplianceApi;
  let agency: ComplianceAgency;
  let other: ComplianceAgency;
  let admin: string;
  let otherAdmin: string;
  let used = 0;

  beforeAll(async () => {
    api = await complianceApi();
    agency = await ComplianceAgency.make(api.db, 6);
    other = await ComplianceAgency.make(api.db, 1);
    admin = await api.token(agency.id, agency.adminId);
    otherAdmin = await api.token(other.id, other.adminId);
    for (const code of ['US-GA-ANNUAL', 'US-FL-MR']) await api.adopt(admin, code);
  });
  afterAll(() => api.close());

  /** An officer of their own for the test, or a member, trained in everything; the last record is told. */
  const trained = async (member?: string): Promise<{ officer: string; recordId: string }> => {
    const officer = member ?? (agency.officers[used++] as string);
    for (const [courseCode, categories] of Object.entries(COURSES)) {
      const course = { ...CLASS, hours: 1, categories, courseCode, on: '2026-03-01' };
      await agency.earn(officer, await agency.presentation([officer], course), course.on);
    }
    await agency.earn(officer, await agency.presentation([officer], CLASS), CLASS.on);
    const { data } = await api.ask(admin, RECORDS, { traineeId: toGlobalId('Member', officer) });
    return { officer, recordId: data.trainingRecords.nodes.at(-1).id };
  };
  const allocate = async (trainingRecordId: string, changes: object = {}, token = admin): Promise<Json> => {
    const input = {
      trainingRecordId,
      purpose: 'SALARY_INCENTIVE',
      reason: 'Paid since May',
      idempotencyKey: uuidv7(),
      ...changes,
    };
    const { data, errors } = await api.ask(token, ALLOCATE, { input });
    return data?.allocateRecord ?? errors;
  };
  const release = async (allocationId: string, reason = 'Pay was declined', token = admin): Promise<Json> => {
    const { data, errors } = await api.ask(token, RELEASE, { input: { allocationId, reason } });
    return data?.releaseAllocation ?? errors;
  };
  const correct = async (recordId: string, hours: number): Promise<string> => {
    const input = { idempotencyKey: uuidv7(), recordId, hours, completedOn: CLASS.on, reason: 'Left early' };
    const { trainingRecord, userErrors } = (await api.ask(admin, CORRECT, { input })).data.correctTrainingRecord;
    expect(userErrors).toEqual([]);
    return trainingRecord.id;
  };
  const list = async (token: string, officer: string | null): Promise<Json[]> =>
    (await api.ask(token, LIST, { memberId: officer && toGlobalId('Member', officer) })).data.allocations.nodes;
  /** How the officer stands, judged and stored, with the reason for which the last entry does not count. */
  const stands = async (officer: string, mandateCode: string): Promise<[string, string | null]> => {
    await workStandings(api, agency.id);
    const memberId = toGlobalId('Member', officer);
    const { status, entries } = (await api.ask(admin, REPORT, { memberId, mandateCode })).data.memberCompliance;
    const [stored] = await inAgency(api, agency.id, (tx) =>
      standingsOn(tx, workerOf(agency.id).reach('compliance:read'), {
        mandateCode,
        asOf: '2026-11-23',
        memberIds: [officer],
      }),
    );
    expect(stored!.status).toBe(status);
    return [status, entries.at(-1).exclusionReason];
  };
  const written = (): Promise<Json> =>
    inAgency(api, agency.id, (tx) =>
      tx.query(
        `select (select count(*) from allocations) as made, (select count(*) from allocation_releases) as released,
           (select count(*) from audit_entries where action like 'allocation.%') as audited, (select count(*) from stale_members) as marked`,
      ),
    );

  it('counts no longer where the mandate is exclusive with it, until it is released, and elsewhere as before', async () => {
    const { officer, recordId } = await trained();
    expect(await stands(officer, 'US-FL-MR')).toEqual(['COMPLIANT', null]);
    const { allocation } = await allocate(recordId);
    expect(allocation).toEqual({
      id: allocation.id,
      memberId: toGlobalId('Member', officer),
      trainingRecordId: recordId,
      purpose: 'SALARY_INCENTIVE',
      reason: 'Paid since May',
      releasedAt: null,
      releaseReason: null,
    });
    expect(await stands(officer, 'US-FL-MR')).toEqual(['ON_TRACK', 'ALLOCATED_ELSEWHERE']);
    expect(await stands(officer, 'US-GA-ANNUAL')).toEqual(['COMPLIANT', null]);
    expect((await verified(api, agency.id)).differences).toEqual([]);
    expect((await release(allocation.id)).allocation).toMatchObject({ releaseReason: 'Pay was declined' });
    expect(await stands(officer, 'US-FL-MR')).toEqual(['COMPLIANT', null]);
    expect((await verified(api, agency.id)).differences).toEqual([]);
    // Another use is none of Florida's business.
    expect((await allocate(recordId, { purpose: 'COLLEGE_TRANSFER' })).userErrors).toEqual([]);
    expect(await stands(officer, 'US-FL-MR')).toEqual(['COMPLIANT', null]);
  });

  it('stays so when it is corrected, over a correction of its correction', async () => {
    const { officer, recordId } = await trained();
    const { allocation } = await allocate(recordId);
    const once = await correct(recordId, 41);
    expect(await stands(officer, 'US-FL-MR')).toEqual(['ON_TRACK', 'ALLOCATED_ELSEWHERE']);
    const twice = await correct(once, 42);
    expect(await stands(officer, 'US-FL-MR')).toEqual(['ON_TRACK', 'ALLOCATED_ELSEWHERE']);
    expect((await allocate(twice)).userErrors).toMatchObject([{ code: 'TAKEN', field: 'input.purpose' }]);
    expect((await allocate(once, { purpose: 'OTHER' })).userErrors).toMatchObject([
      { code: 'WRONG_STATE', field: 'input.trainingRecordId' },
    ]);
    expect((await verified(api, agency.id)).differences).toEqual([]);
    await release(allocation.id);
    expect(await stands(officer, 'US-FL-MR')).toEqual(['COMPLIANT', null]);
    const none = await correct(twice, 0);
    expect((await allocate(none)).userErrors).toMatchObject([{ code: 'WRONG_STATE', field: 'input.trainingRecordId' }]);
  });

  it('is refused by the field that is wrong, with nothing written', async () => {
    const { recordId } = await trained();
    await workStandings(api, agency.id);
    const before = await written();
    const refusals: [string, object, string, string][] = [
      [recordId, { purpose: 'salary incentive' }, 'INVALID', 'input.purpose'],
      [recordId, { reason: '  ' }, 'INVALID', 'input.reason'],
      [toGlobalId('Member', agency.adminId), {}, 'INVALID_ID', 'input.trainingRecordId'],
      [toGlobalId('TrainingRecord', uuidv7()), {}, 'NOT_FOUND', 'input.trainingRecordId'],
    ];
    for (const [id, changes, code, field] of refusals) {
      const { allocation, userErrors } = await allocate(id, changes);
      expect({ allocation, userErrors }).toEqual({
        allocation: null,
        userErrors: [{ code, field, message: expect.any(String) }],
      });
    }
    expect(await allocate(recordId, {}, otherAdmin)).toEqual(
      await allocate(toGlobalId('TrainingRecord', uuidv7()), {}, otherAdmin),
    );
    expect(await written()).toEqual(before);
  });

  it('never is the actor’s own, neither to allocate nor to release', async () => {
    const { recordId } = await trained(agency.adminId);
    expect((await allocate(recordId)).userErrors).toMatchObject([
      { code: 'NOT_ALLOWED', field: 'input.trainingRecordId' },
    ]);
    const deputyId = agency.officers[used++] as string;
    await agency.write(async (tx) => {
      await tx.query(`insert into role_assignments (agency_id, principal_id, role) values ($1, $2, 'AGENCY_ADMIN')`, [
        tx.agencyId,
        deputyId,
      ]);
    });
    const deputy = await api.token(agency.id, deputyId);
    const { allocation } = await allocate(recordId, {}, deputy);
    const before = await written();
    expect((await release(allocation.id)).userErrors).toMatchObject([
      { code: 'NOT_ALLOWED', field: 'input.allocationId' },
    ]);
    expect(await written()).toEqual(before);
  });

  it('is allocated once to a purpose, however often it is asked and by how many at once, and released once', async () => {
    const { officer, recordId } = await trained();
    const key = { idempotencyKey: uuidv7() };
    const { allocation } = await allocate(recordId, key);
    expect((await allocate(recordId, key)).allocation).toEqual(allocation);
    expect((await allocate(recordId, { ...key, reason: 'Another' })).userErrors[0].code).toBe('KEY_REUSED');
    const released = await Promise.all([release(allocation.id), release(allocation.id)]);
    expect(released.map(({ userErrors }) => userErrors)).toEqual([[], []]);
    expect((await release(allocation.id, 'Another')).userErrors[0].code).toBe('WRONG_STATE');
    const two = await Promise.all([allocate(recordId), allocate(recordId)]);
    expect(two.map(({ userErrors }) => userErrors[0]?.code ?? 'DONE').sort()).toEqual(['DONE', 'TAKEN']);
    expect((await list(admin, officer)).map(({ releasedAt }) => releasedAt === null)).toEqual([false, true]);
    const trail = await inAgency(api, agency.id, (tx) =>
      tx.query(
        `select action from audit_entries where entity_type = 'Allocation' and details ->> 'memberId' = '${officer}' order by id`,
      ),
    );
    expect(trail).toEqual(['allocation.made', 'allocation.released', 'allocation.made'].map((action) => ({ action })));
  });

  it('is shown to who may see the member', async () => {
    const [officer, another] = agency.officers as [string, string];
    const mine = await api.token(agency.id, officer);
    const own = await list(admin, officer);
    expect(own).toHaveLength(2);
    expect(await list(mine, null)).toEqual(own);
    expect(await list(mine, another)).toEqual([]);
    expect(await list(otherAdmin, null)).toEqual([]);
    expect((await api.ask(mine, NODE, { id: own[0].id })).data.node).toEqual({ id: own[0].id });
    expect((await api.ask(otherAdmin, NODE, { id: own[0].id })).data.node).toBeNull();
    expect((await allocate(own[0].trainingRecordId, {}, mine))[0].extensions.code).toBe('FORBIDDEN');
    expect(await release(own[0].id, 'x', otherAdmin)).toEqual(
      await release(toGlobalId('Allocation', uuidv7()), 'x', otherAdmin),
    );
  });
});
