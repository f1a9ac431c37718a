import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { memberChanged } from '#agencies';
import { fromGlobalId, toGlobalId } from '#platform';
import { recordTraining, rosterChanged } from '#trainees';
import { v7 as uuidv7 } from 'uuid';
import { ComplianceAgency, complianceApi, type ComplianceApi, type Json } from './compliance-agency.js';
import { inAgency, verified, waitingTasks, workStandings, workTask } from './work-standings.js';

const REPORT = `query($first: Int!, $asOf: LocalDate, $status: ComplianceStatus) {
  complianceReport(mandateCode: "US-GA-ANNUAL", first: $first, asOf: $asOf, status: $status) {
    evaluatedAt upToDateAt waiting counts { status members } nodes { memberId status }
  }
}`;
const EXEMPT = `mutation($input: RecordExemptionInput!) { recordExemption(input: $input) { exemption { id } userErrors { code field } } }`;
const ADOPT = `mutation($input: AdoptMandateInput!) { adoptMandate(input: $input) {
  mandate { id } reevaluation { id kind state done total } userErrors { code field } } }`;
const OPERATION = 'query($id: ID!) { operation(id: $id) { state done total result } }';

describe('what is recorded', () => {
  let api: ComplianceApi;
  let agency: ComplianceAgency;
  let admin: string;

  beforeAll(async () => {
    api = await complianceApi();
    agency = await ComplianceAgency.make(api.db, 3);
    admin = await api.token(agency.id, agency.adminId);
    await api.adopt(admin, 'US-GA-ANNUAL');
    await workStandings(api, agency.id);
  });
  afterAll(() => api.close());

  const ask = async (query: string, variables: object = {}): Promise<Json> => {
    const { data, errors } = await api.ask(admin, query, { ...variables });
    expect(errors ?? []).toEqual([]);
    return Object.values(data as object)[0];
  };
  const marked = async (): Promise<string[]> =>
    (
      await inAgency(api, agency.id, (tx) =>
        tx.query<{ id: string }>('select distinct member_id as id from stale_members order by 1'),
      )
    ).map(({ id }) => id);

  it('marks whom it is about, in its own transaction: records, rosters, members and exemptions', async () => {
    const [first, second, third] = agency.officers as [string, string, string];
    const on = { hours: 20, categories: ['CE'], on: '2026-03-02', roster: 'SUBMITTED' as const };
    const at = await agency.presentation([first, second], on);
    await workStandings(api, agency.id);
    const record = { ...at, traineeId: first, completedOn: '2026-03-02', score: 90, sourceId: uuidv7() };
    const lost = agency.write(async (tx, actor) => {
      await recordTraining(tx, actor, record, api.events);
      throw new Error('rolled back');
    });
    await expect(lost).rejects.toThrow('rolled back');
    expect(await marked()).toEqual([]);
    await agency.write(async (tx, actor) => void (await recordTraining(tx, actor, record, api.events)));
    expect(await marked()).toEqual([first]);
    await workStandings(api, agency.id);
    await agency.write((tx, actor) =>
      api.events.publish(tx, actor, rosterChanged, { presentationId: at.presentationId }),
    );
    expect(await marked()).toEqual([first, second].sort());
    await workStandings(api, agency.id);
    await agency.write((tx, actor) => api.events.publish(tx, actor, memberChanged, { memberIds: [third] }));
    expect(await marked()).toEqual([third]);
    await workStandings(api, agency.id);
    const input = {
      memberId: toGlobalId('Member', second),
      mandateCode: 'US-GA-ANNUAL',
      kind: 'WAIVER',
      code: 'MEDICAL',
      validFrom: '2026-01-01',
      validTo: '2026-12-31',
      reason: 'Board letter',
      idempotencyKey: uuidv7(),
    };
    const { exemption, userErrors } = await ask(EXEMPT, { input });
    expect({ userErrors, recorded: exemption !== null }).toEqual({ userErrors: [], recorded: true });
    expect(await marked()).toEqual([second]);
    await workStandings(api, agency.id);
    expect((await verified(api, agency.id)).differences).toEqual([]);
  });

  it('adds one task, however often one transaction marks', async () => {
    await agency.write(async (tx, actor) => {
      for (const id of agency.officers) await api.events.publish(tx, actor, memberChanged, { memberIds: [id] });
    });
    expect(await waitingTasks(api, agency.id)).toHaveLength(1);
    await workStandings(api, agency.id);
    expect(await marked()).toEqual([]);
  });

  it('is in the next report at once, and in what is stored a moment later', async () => {
    const officer = agency.officers[2]!;
    const all = ['CE', 'FIREARMS_REQUAL', 'USE_OF_DEADLY_FORCE', 'DE_ESCALATION', 'COMMUNITY_POLICING'];
    const course = { hours: 24, categories: all, on: '2026-03-02', roster: 'APPROVED' } as const;
    await agency.earn(officer, await agency.presentation([officer], course), '2026-03-02');
    const compliant = { first: 10, asOf: '2026-11-23', status: 'COMPLIANT' };
    const before = await ask(REPORT, compliant);
    expect(before.nodes).toEqual([{ memberId: toGlobalId('Member', officer), status: 'COMPLIANT' }]);
    expect({ waiting: before.waiting, upToDateAt: before.upToDateAt }).toEqual({
      waiting: 0,
      upToDateAt: before.evaluatedAt,
    });
    await workStandings(api, agency.id);
    const after = await ask(REPORT, compliant);
    expect({ ...after, evaluatedAt: 0, upToDateAt: 0 }).toEqual({ ...before, evaluatedAt: 0, upToDateAt: 0 });
    // Before the mandate was tracked nothing is stored, and it is judged as ever.
    const early = await ask(REPORT, { first: 10, asOf: '2025-06-30' });
    expect(early.counts.reduce((sum: number, each: Json) => sum + each.members, 0)).toBe(5);
  });

  it('of a new policy for everybody is an operation that tells how far it is, after what concerns single members', async () => {
    await agency.addOfficers(230);
    await workStandings(api, agency.id);
    const policy = { warnDays: 5, graceDays: 0, trackedFrom: '2026-01-01' };
    const input = { code: 'US-GA-ANNUAL', version: '1.0.0', policy, idempotencyKey: uuidv7() };
    const { reevaluation } = await ask(ADOPT, { input });
    expect(reevaluation).toMatchObject({ kind: 'REEVALUATION', state: 'RUNNING', done: 0, total: 235 });
    expect((await ask(ADOPT, { input })).reevaluation).toEqual(reevaluation);
    const behind = await ask(REPORT, { first: 1, asOf: '2026-11-23' });
    expect(behind.waiting).toBe(235);
    expect(behind.upToDateAt < behind.evaluatedAt).toBe(true);
    expect(behind.counts.reduce((sum: number, each: Json) => sum + each.members, 0)).toBe(235);

    const [bulk] = await waitingTasks(api, agency.id);
    await workTask(api, agency.id, bulk!);
    expect(await ask(OPERATION, { id: reevaluation.id })).toMatchObject({ state: 'RUNNING', done: 20, total: 235 });
    const officer = agency.officers.at(-1)!;
    await agency.write((tx, actor) => api.events.publish(tx, actor, memberChanged, { memberIds: [officer] }));
    const single = (await waitingTasks(api, agency.id)).find((task) => task.name === 'evaluate-standings');
    await workTask(api, agency.id, single!);
    const [stored] = await inAgency(api, agency.id, (tx) =>
      tx.query<{ id: string }>(
        'select distinct adoption_id as id from status_intervals where member_id = $1 and superseded_at is null',
        [officer],
      ),
    );
    const { mandate } = await ask(ADOPT, { input });
    expect(stored!.id).toBe(fromGlobalId('Mandate', mandate.id, 'id'));
    await workStandings(api, agency.id);
    const ended = await ask(OPERATION, { id: reevaluation.id });
    expect(ended).toMatchObject({ state: 'DONE', done: 235, total: 235, result: '{"members":235}' });
    expect(await verified(api, agency.id)).toMatchObject({ waiting: 0, differences: [] });
    const { reevaluation: again } = await ask(ADOPT, { input: { ...input, idempotencyKey: uuidv7() } });
    expect(again).toBeNull();
  });
});
