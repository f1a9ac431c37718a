import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toGlobalId } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { standingsOn } from '../src/index.js';
import { ComplianceAgency, complianceApi, type ComplianceApi, type Json } from './compliance-agency.js';
import { inAgency, verified, workerOf, workStandings } from './work-standings.js';

const CODE = 'US-GA-ANNUAL';
const FIELDS = 'id memberId mandateCode code on recordedOn reason endedOn endReason endedAt';
const RECORD = `mutation($input: RecordConsequenceInput!) { recordConsequence(input: $input) {
  consequence { ${FIELDS} } userErrors { code field message } } }`;
const END = `mutation($input: EndConsequenceInput!) { endConsequence(input: $input) {
  consequence { ${FIELDS} } userErrors { code field message } } }`;
const LIST = `query($memberId: ID, $first: Int = 50, $after: String) { consequences(memberId: $memberId, first: $first, after: $after) {
  pageInfo { hasNextPage endCursor } nodes { ${FIELDS} } } }`;
const STATUS = `query($memberId: ID!, $asOf: LocalDate) {
  memberCompliance(memberId: $memberId, mandateCode: "${CODE}", asOf: $asOf) { status windowFrom dueOn } }`;
const NODE = 'query($id: ID!) { node(id: $id) { id } }';

describe('a consequence for a missed window', () => {
  let api: ComplianceApi;
  let agency: ComplianceAgency;
  let other: ComplianceAgency;
  let admin: string;
  let otherAdmin: string;
  const next = (() => {
    let used = 0;
    return (): string => agency.officers[used++] as string;
  })();

  beforeAll(async () => {
    api = await complianceApi();
    agency = await ComplianceAgency.make(api.db, 8);
    other = await ComplianceAgency.make(api.db, 1);
    admin = await api.token(agency.id, agency.adminId);
    otherAdmin = await api.token(other.id, other.adminId);
    // Judged since 2025, in which nobody was trained.
    const policy = { warnDays: 60, graceDays: 0, trackedFrom: '2025-01-01' };
    for (const token of [admin, otherAdmin]) await api.adopt(token, CODE, { policy });
    await api.adopt(admin, 'US-TX-UNIT', { policy });
    await agency.write(async (tx) => {
      await tx.query(
        `insert into member_facts (agency_id, member_id, fact, value, valid_from) values ($1, $2, 'licence', 'GA_PEACE_OFFICER', '2024-01-01')`,
        [tx.agencyId, agency.adminId],
      );
    });
  });
  afterAll(() => api.close());

  const entered = (officer: string, changes: object = {}): Json => ({
    memberId: toGlobalId('Member', officer),
    mandateCode: CODE,
    on: '2025-06-01',
    recordedOn: '2026-02-01',
    reason: 'Order 7 of the council',
    idempotencyKey: uuidv7(),
    ...changes,
  });
  const record = async (officer: string, changes: object = {}, token = admin): Promise<Json> => {
    const { data, errors } = await api.ask(token, RECORD, { input: entered(officer, changes) });
    return data?.recordConsequence ?? errors;
  };
  const end = async (consequenceId: string, changes: object = {}, token = admin): Promise<Json> => {
    const input = { consequenceId, endedOn: '2026-03-01', reason: 'Trained at last', ...changes };
    const { data, errors } = await api.ask(token, END, { input });
    return data?.endConsequence ?? errors;
  };
  const list = async (token: string, officer: string | null): Promise<Json[]> =>
    (await api.ask(token, LIST, { memberId: officer && toGlobalId('Member', officer) })).data.consequences.nodes;
  const statusOn = async (officer: string, asOf: string): Promise<string> =>
    (await api.ask(admin, STATUS, { memberId: toGlobalId('Member', officer), asOf })).data.memberCompliance.status;
  const storedOn = (officer: string, asOf: string): Promise<string | undefined> =>
    inAgency(api, agency.id, async (tx) => {
      const reach = workerOf(agency.id).reach('compliance:read');
      const [found] = await standingsOn(tx, reach, { mandateCode: CODE, asOf, memberIds: [officer] });
      return found?.status;
    });
  /** The status on each day, as it is judged and as it is stored. */
  const days = async (officer: string, ...asOf: string[]): Promise<string[]> => {
    await workStandings(api, agency.id);
    const judged = await Promise.all(asOf.map((day) => statusOn(officer, day)));
    expect(await Promise.all(asOf.map((day) => storedOn(officer, day)))).toEqual(judged);
    return judged;
  };
  const written = (): Promise<Json> =>
    inAgency(api, agency.id, (tx) =>
      tx.query(
        `select (select count(*) from consequences) as recorded, (select count(*) from consequence_ends) as ended,
           (select count(*) from audit_entries where action like 'consequence.%') as audited, (select count(*) from stale_members) as marked`,
      ),
    );

  it('makes the member LAPSED from its first day until they are reinstated, and the next window is judged then', async () => {
    const officer = next();
    const around = ['2026-01-31', '2026-02-01', '2026-02-28', '2026-03-01', '2026-10-31', '2026-11-01', '2027-01-01'];
    expect(await days(officer, ...around)).toEqual(Array(7).fill('OVERDUE'));

    const { consequence } = await record(officer);
    expect(consequence).toEqual({
      id: consequence.id,
      memberId: toGlobalId('Member', officer),
      mandateCode: CODE,
      code: 'LOSS_OF_ARREST_POWERS',
      on: '2025-06-01',
      recordedOn: '2026-02-01',
      reason: 'Order 7 of the council',
      endedOn: null,
      endReason: null,
      endedAt: null,
    });
    expect(await days(officer, ...around)).toEqual(['OVERDUE', ...Array(6).fill('LAPSED')]);

    expect((await end(consequence.id)).consequence).toMatchObject({
      endedOn: '2026-03-01',
      endReason: 'Trained at last',
    });
    const reinstated = ['OVERDUE', 'LAPSED', 'LAPSED', 'ON_TRACK', 'ON_TRACK', 'AT_RISK', 'OVERDUE'];
    expect(await days(officer, ...around)).toEqual(reinstated);
    expect((await verified(api, agency.id)).differences).toEqual([]);
  });

  it('is taken back by an end on the day it began: the missed window is open as if nothing had been recorded', async () => {
    const officer = next();
    const { consequence } = await record(officer);
    expect((await end(consequence.id, { endedOn: '2026-02-01' })).userErrors).toEqual([]);
    const open = await days(officer, '2026-01-31', '2026-02-01', '2026-03-01');
    expect(open).toEqual(['OVERDUE', 'OVERDUE', 'OVERDUE']);
    expect((await verified(api, agency.id)).differences).toEqual([]);
    expect((await record(officer)).userErrors).toEqual([]);
  });

  it('is refused by the field that is wrong, with nothing written', async () => {
    const officer = next();
    await workStandings(api, agency.id);
    const before = await written();
    const refusals: [object, string, string][] = [
      [{ code: 'CERTIFICATE_INACTIVE' }, 'INVALID', 'input.code'],
      [{ mandateCode: 'US-TX-UNIT' }, 'INVALID', 'input.code'],
      [{ mandateCode: 'US-FL-MR' }, 'NOT_FOUND', 'input.mandateCode'],
      [{ on: '0205-06-01' }, 'INVALID', 'input.on'],
      [{ on: '2026-02-02' }, 'INVALID', 'input.on'],
      // The window of 2026 is still open.
      [{ on: '2026-01-31' }, 'INVALID', 'input.on'],
      [{ on: '2025-06-01', recordedOn: '2025-12-31' }, 'INVALID', 'input.on'],
      [{ recordedOn: '2097-01-01' }, 'INVALID', 'input.recordedOn'],
      [{ reason: '  ' }, 'INVALID', 'input.reason'],
      [{ memberId: 'nonsense' }, 'INVALID_ID', 'input.memberId'],
    ];
    for (const [changes, code, field] of refusals) {
      const { consequence, userErrors } = await record(officer, changes);
      expect({ changes, consequence, userErrors }).toEqual({
        changes,
        consequence: null,
        userErrors: [{ code, field, message: expect.any(String) }],
      });
    }
    const foreign = await record(other.officers[0] as string);
    expect(foreign.userErrors).toMatchObject([{ code: 'NOT_FOUND', field: 'input.memberId' }]);
    expect(foreign).toEqual(await record(uuidv7()));
    expect(await written()).toEqual(before);
    // On the first day after the window it can be.
    expect((await record(officer, { on: '2025-12-31', recordedOn: '2026-01-01' })).userErrors).toEqual([]);
  });

  it('of a mandate that names none needs a code', async () => {
    const officer = agency.officers[0] as string;
    const texas = { mandateCode: 'US-TX-UNIT', code: 'SUSPENDED' };
    // The unit of Texas that holds this day ends in August 2027, as does what is to be done once.
    const open = await record(officer, { ...texas, on: '2025-09-01', recordedOn: '2026-10-01' });
    expect(open.userErrors).toMatchObject([{ code: 'INVALID', field: 'input.on' }]);
    const before = await record(officer, { ...texas, on: '2025-08-31' });
    expect(before.consequence).toMatchObject({ code: 'SUSPENDED', mandateCode: 'US-TX-UNIT' });
    expect(await statusOn(officer, '2026-10-31')).toBe('ON_TRACK');
  });

  it('never is the actor’s own, neither to record nor to end', async () => {
    const refused = await record(agency.adminId);
    expect(refused.userErrors).toMatchObject([{ code: 'NOT_ALLOWED', field: 'input.memberId' }]);
    const deputyId = next();
    await agency.write(async (tx) => {
      await tx.query(`insert into role_assignments (agency_id, principal_id, role) values ($1, $2, 'AGENCY_ADMIN')`, [
        tx.agencyId,
        deputyId,
      ]);
    });
    const deputy = await api.token(agency.id, deputyId);
    const { consequence } = await record(agency.adminId, {}, deputy);
    const before = await written();
    expect((await end(consequence.id)).userErrors).toMatchObject([
      { code: 'NOT_ALLOWED', field: 'input.consequenceId' },
    ]);
    expect(await written()).toEqual(before);
    expect((await end(consequence.id, {}, deputy)).userErrors).toEqual([]);
  });

  it('is recorded once for a window, however often it is asked and by how many at once, and ends once', async () => {
    const officer = next();
    const key = { idempotencyKey: uuidv7() };
    const { consequence } = await record(officer, key);
    expect((await record(officer, key)).consequence).toEqual(consequence);
    expect((await record(officer, { ...key, reason: 'Another' })).userErrors[0].code).toBe('KEY_REUSED');
    const again = await record(officer, { on: '2025-12-31', recordedOn: '2026-04-01' });
    expect(again.userErrors).toMatchObject([{ code: 'TAKEN', field: 'input.on' }]);

    const ends = await Promise.all(['2026-03-01', '2026-03-02'].map((endedOn) => end(consequence.id, { endedOn })));
    const [won] = ends.filter(({ userErrors }) => userErrors.length === 0);
    expect(ends.filter(({ userErrors }) => userErrors[0]?.code === 'WRONG_STATE')).toHaveLength(1);
    const { endedOn } = won.consequence;
    expect(await end(consequence.id, { endedOn })).toEqual(won);
    expect((await end(consequence.id, { endedOn, reason: 'Another' })).userErrors[0].code).toBe('WRONG_STATE');

    const two = await Promise.all([record(officer), record(officer)]);
    expect(two.map(({ userErrors }) => userErrors[0]?.code ?? 'DONE').sort()).toEqual(['DONE', 'TAKEN']);
    expect((await list(admin, officer)).map((each) => each.endedOn)).toEqual([endedOn, null]);
    const trail = await inAgency(api, agency.id, (tx) =>
      tx.query(
        `select action from audit_entries where entity_type = 'Consequence' and details ->> 'memberId' = '${officer}' order by id`,
      ),
    );
    expect(trail).toEqual(
      ['consequence.recorded', 'consequence.ended', 'consequence.recorded'].map((action) => ({ action })),
    );
  });

  it('ends on no day before it began, after today or in another agency', async () => {
    const { consequence } = await record(next());
    const refusals: [object, string][] = [
      [{ endedOn: '2026-01-31' }, 'input.endedOn'],
      [{ endedOn: '2097-01-01' }, 'input.endedOn'],
      [{ reason: ' ' }, 'input.reason'],
    ];
    for (const [changes, field] of refusals)
      expect((await end(consequence.id, changes)).userErrors).toMatchObject([{ code: 'INVALID', field }]);
    const foreign = await end(consequence.id, {}, otherAdmin);
    expect(foreign).toEqual(await end(toGlobalId('Consequence', uuidv7()), {}, otherAdmin));
    expect(foreign.userErrors).toMatchObject([{ code: 'NOT_FOUND', field: 'input.consequenceId' }]);
    expect((await list(admin, null)).find(({ id }) => id === consequence.id)).toMatchObject({ endedOn: null });
  });

  it('is shown to who may see the member, page by page', async () => {
    const [first] = await list(admin, agency.officers[0] as string);
    const mine = await api.token(agency.id, agency.officers[0] as string);
    const own = await list(mine, null);
    expect(own).toEqual(await list(admin, agency.officers[0] as string));
    expect(own).toHaveLength(2);
    expect(await list(mine, agency.officers[1] as string)).toEqual([]);
    expect(await list(otherAdmin, agency.officers[0] as string)).toEqual([]);
    expect((await api.ask(mine, NODE, { id: first.id })).data.node).toEqual({ id: first.id });
    expect((await api.ask(otherAdmin, NODE, { id: first.id })).data.node).toBeNull();
    expect((await record(agency.officers[1] as string, {}, mine))[0].extensions.code).toBe('FORBIDDEN');
    expect((await end(first.id, {}, mine))[0].extensions.code).toBe('FORBIDDEN');

    const all = await list(admin, null);
    const page = (await api.ask(admin, LIST, { first: 3 })).data.consequences;
    const rest = (await api.ask(admin, LIST, { after: page.pageInfo.endCursor })).data.consequences;
    expect([...page.nodes, ...rest.nodes]).toEqual(all);
  });
});
