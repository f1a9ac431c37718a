import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toGlobalId, type TenantTx } from '#platform';
import { standingsOn, type StandingsQuestion, type StoredStanding } from '../src/index.js';
import { ComplianceAgency, complianceApi, type ComplianceApi, type Json } from './compliance-agency.js';
import { inAgency, verified, waitingTasks, workerOf, workStandings } from './work-standings.js';

const CODES = ['US-GA-ANNUAL', 'US-FL-MR', 'US-TX-UNIT', 'US-OR-MAINT', 'CA-ON-87-24'];
const REPORT = `query($memberId: ID!, $mandateCode: String!, $asOf: LocalDate) {
  memberCompliance(memberId: $memberId, mandateCode: $mandateCode, asOf: $asOf) { status dueOn missing { requirementId label short unit } }
}`;
const ALL_OF_GEORGIA = ['CE', 'FIREARMS_REQUAL', 'USE_OF_DEADLY_FORCE', 'DE_ESCALATION', 'COMMUNITY_POLICING'];

describe('the statuses that are stored', () => {
  let api: ComplianceApi;
  let agency: ComplianceAgency;
  let admin: string;

  beforeAll(async () => {
    api = await complianceApi();
    agency = await ComplianceAgency.make(api.db, 3);
    admin = await api.token(agency.id, agency.adminId);
    for (const code of CODES) await api.adopt(admin, code);
    await workStandings(api, agency.id);
  });
  afterAll(() => api.close());

  const on = (asked: Partial<StandingsQuestion>): Promise<StoredStanding[]> =>
    inAgency(api, agency.id, (tx) =>
      standingsOn(tx, workerOf(agency.id).reach('compliance:read'), {
        mandateCode: 'US-GA-ANNUAL',
        asOf: '2026-11-23',
        ...asked,
      }),
    );
  const ofOfficer = async (officer: string, asked: Partial<StandingsQuestion> = {}): Promise<StoredStanding> =>
    (await on({ memberIds: [officer], ...asked }))[0]!;
  const trained = async (officer: string, date = '2026-03-02', hours = 24): Promise<void> => {
    const course = { hours, categories: ALL_OF_GEORGIA, on: date, roster: 'APPROVED' } as const;
    await agency.earn(officer, await agency.presentation([officer], course), date);
  };
  const rows = <Row>(sql: string): Promise<Row[]> => inAgency(api, agency.id, (tx: TenantTx) => tx.query<Row>(sql));

  it('say on every day what evaluating that day says, of every mandate', async () => {
    const [officer] = agency.officers as [string];
    await trained(officer, '2026-03-02', 8);
    await workStandings(api, agency.id);
    for (const mandateCode of CODES) {
      for (const asOf of [
        '2026-01-01',
        '2026-03-01',
        '2026-03-02',
        '2026-12-31',
        '2027-01-01',
        '2028-02-29',
        '2031-06-30',
      ]) {
        const memberId = toGlobalId('Member', officer);
        const { data } = await api.ask(admin, REPORT, { memberId, mandateCode, asOf });
        const { status, dueOn, missing } = data!.memberCompliance;
        const stored = await ofOfficer(officer, { mandateCode, asOf });
        expect({
          mandateCode,
          asOf,
          status: stored.status,
          dueOn: stored.dueOn,
          missing: stored.missing.map(({ nodeId, ...part }) => ({ requirementId: nodeId, ...part })),
        }).toEqual({ mandateCode, asOf, status, dueOn, missing });
      }
    }
    expect((await verified(api, agency.id)).differences).toEqual([]);
  });

  it('have every member in service once on a day, and nobody of another agency', async () => {
    const ids = [agency.adminId, agency.instructorId, ...agency.officers].sort();
    expect((await on({})).map((each) => each.memberId).sort()).toEqual(ids);
    const other = await ComplianceAgency.make(api.db, 1);
    await api.adopt(await api.token(other.id, other.adminId), 'US-GA-ANNUAL');
    await workStandings(api, other.id);
    expect((await on({})).map((each) => each.memberId).sort()).toEqual(ids);
    expect(await on({ memberIds: other.officers })).toEqual([]);
  });

  it('are still known as they were before something was recorded', async () => {
    const officer = agency.officers[1]!;
    const before = await ofOfficer(officer);
    expect(before.status).toBe('AT_RISK');
    const [{ now }] = (await rows<{ now: Date }>('select clock_timestamp() as now')) as [{ now: Date }];
    await trained(officer);
    expect(await ofOfficer(officer)).toEqual(before);
    await workStandings(api, agency.id);
    expect(await ofOfficer(officer)).toMatchObject({ status: 'COMPLIANT', dueOn: '2026-12-31', missing: [] });
    expect(await ofOfficer(officer, { knownAt: now })).toEqual(before);
    expect(await on({ knownAt: new Date('2020-01-01') })).toEqual([]);
    // Whenever it is asked, each member has one answer.
    const instants = await rows<{ at: string }>('select distinct recorded_at::text as at from status_intervals');
    for (const { at } of instants) {
      const known = await rows<{ n: number }>(
        `select count(*)::int as n from status_intervals where mandate_code = 'US-GA-ANNUAL' and valid_from <= '2026-11-23'
           and (valid_to is null or valid_to > '2026-11-23') and recorded_at <= '${at}' and (superseded_at is null or superseded_at > '${at}')
         group by member_id having count(*) > 1`,
      );
      expect(known).toEqual([]);
    }
  });

  it('write nothing when what was recorded changes nothing', async () => {
    const count = () => rows('select count(*)::int as n, max(recorded_at)::text as last from status_intervals');
    const before = await count();
    await agency.write((tx) =>
      tx
        .query(
          'insert into stale_members (agency_id, member_id, bulk) select $1, id, true from members where agency_id = $1',
          [tx.agencyId],
        )
        .then(() => undefined),
    );
    await agency.write((tx) =>
      tx
        .query(
          `insert into tasks (agency_id, name, payload, priority) values ($1, 'evaluate-standings-in-bulk', '{"operationId": null}', 90)`,
          [tx.agencyId],
        )
        .then(() => undefined),
    );
    expect(await workStandings(api, agency.id)).toBeGreaterThan(0);
    expect(await count()).toEqual(before);
    expect(await waitingTasks(api, agency.id)).toEqual([]);
  });

  it('are superseded once and changed in nothing else', async () => {
    const change = (set: string, where = 'true') =>
      agency.write((tx) =>
        tx
          .query(`update status_intervals set ${set} where agency_id = $1 and ${where}`, [tx.agencyId])
          .then(() => undefined),
      );
    await expect(change(`status = 'COMPLIANT'`)).rejects.toThrow(/permission denied/);
    await expect(change(`superseded_at = null`, 'superseded_at is not null')).rejects.toThrow(/superseded once/);
    await expect(change(`superseded_at = now()`, 'superseded_at is not null')).rejects.toThrow(/superseded once/);
    await expect(
      agency.write((tx) =>
        tx.query('delete from status_intervals where agency_id = $1', [tx.agencyId]).then(() => undefined),
      ),
    ).rejects.toThrow(/permission denied/);
  });

  it('follow a policy that another adoption brings, under whose id they are then stored', async () => {
    const officer = agency.officers[2]!;
    const before = await ofOfficer(officer);
    expect(before.status).toBe('AT_RISK');
    const { mandate } = (await api.adopt(admin, 'US-GA-ANNUAL', {
      policy: { warnDays: 5, graceDays: 0, trackedFrom: '2026-01-01' },
    })) as Json;
    await workStandings(api, agency.id);
    const after = await ofOfficer(officer);
    expect(after.status).toBe('ON_TRACK');
    expect(toGlobalId('Mandate', after.adoptionId)).toBe(mandate.id);
    expect((await verified(api, agency.id)).differences).toEqual([]);
  });
});
