import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toGlobalId, type TenantTx } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { ComplianceAgency, complianceApi, type Answer, type ComplianceApi, type Json } from './compliance-agency.js';
import { ownMandate } from './own-mandate.js';

const SAVE = `mutation($input: SaveMandateDraftInput!) { saveMandateDraft(input: $input) {
  agencyMandate { id digest } userErrors { code field } } }`;
const PUBLISH = `mutation($input: PublishMandateInput!) { publishMandate(input: $input) { userErrors { code field } } }`;
const TRY = `query($input: MandateDryRunInput!, $first: Int!, $after: String) { mandateDryRun(input: $input, first: $first, after: $after) {
  asOf evaluatedAt members changed lapsing before { status members } after { status members } problems { code name members }
  pageInfo { hasNextPage endCursor }
  nodes { memberId lapse member { familyName } before { status dueOn lapsesOn missing { requirementId label short unit } }
    after { status dueOn lapsesOn missing { requirementId label short unit } } } } }`;
const REPORT = `query($asOf: LocalDate!) { complianceReport(mandateCode: "OWN-ROLL-CALL", asOf: $asOf, first: 50) {
  counts { status members } nodes { memberId status dueOn missing { requirementId label short unit } nextChangeOn nextStatus } } }`;
const POLICY = { warnDays: 60, graceDays: 0, trackedFrom: '2026-01-01' };
const DAY = '2026-03-01';

describe('a dry run of a mandate', () => {
  let api: ComplianceApi;
  let agency: ComplianceAgency;
  let other: ComplianceAgency;
  let admin: string;
  let draft: Json;

  beforeAll(async () => {
    api = await complianceApi();
    agency = await ComplianceAgency.make(api.db, 4);
    other = await ComplianceAgency.make(api.db, 1);
    admin = await api.token(agency.id, agency.adminId);
    // 2 hours a year are in force; the first officer has 3, the second 5, the others none.
    await publish(await save(ownMandate()));
    await api.adopt(admin, 'OWN-ROLL-CALL');
    for (const [index, hours] of [3, 5].entries()) {
      const officer = agency.officers[index]!;
      const course = { hours, categories: ['CE'], on: '2026-02-01', roster: 'APPROVED' as const };
      await agency.earn(officer, await agency.presentation([officer], course), '2026-02-01');
    }
    draft = await save(ownMandate({ version: '2.0.0', period: { type: 'ROLLING', months: 6 } }, 4));
  });
  afterAll(() => api.close());

  const save = async (body: Json, token = admin): Promise<Json> => {
    const input = { code: body.code, body: JSON.stringify(body), idempotencyKey: uuidv7() };
    return (await api.ask(token, SAVE, { input })).data.saveMandateDraft.agencyMandate;
  };
  const publish = async ({ id, digest }: Json): Promise<void> => {
    const { data } = await api.ask(admin, PUBLISH, { input: { agencyMandateId: id, expectedDigest: digest } });
    expect(data.publishMandate.userErrors).toEqual([]);
  };
  const tryIt = (changes: object = {}, page: object = {}, token = admin): Promise<Answer> => {
    const input = { agencyMandateId: draft.id, policy: POLICY, asOf: DAY, ...changes };
    return api.ask(token, TRY, { input, first: 50, ...page });
  };
  const run = async (changes: object = {}, page: object = {}, token = admin): Promise<Json> => {
    const { data, errors } = await tryIt(changes, page, token);
    expect(errors ?? []).toEqual([]);
    return data.mandateDryRun;
  };
  const report = async (asOf = DAY): Promise<Json> => (await api.ask(admin, REPORT, { asOf })).data.complianceReport;
  const inAgency = async (of: ComplianceAgency, work: (tx: TenantTx) => Promise<unknown>): Promise<void> =>
    of.write(async (tx) => void (await work(tx)));
  const refusal = ({ errors }: Answer): Json => [errors?.[0]?.extensions.code, errors?.[0]?.message];

  it('shows who is concerned, when they lapse, and writes nothing', async () => {
    const rows = async (): Promise<Json> => {
      let found: Json = null;
      await inAgency(agency, async (tx) => {
        found = await tx.query(
          `select (select count(*) from adopted_mandates where agency_id = $1) as adopted,
             (select count(*) from agency_mandates where agency_id = $1) as own,
             (select count(*) from audit_entries where agency_id = $1) as audited,
             (select count(*) from stale_members where agency_id = $1) as stale,
             (select count(*) from operations where agency_id = $1) as operations`,
          [tx.agencyId],
        );
      });
      return found;
    };
    const before = await rows();
    const answer = await run();
    expect(answer).toMatchObject({
      asOf: DAY,
      members: 6,
      changed: 4,
      lapsing: 4,
      before: [
        { status: 'ON_TRACK', members: 2 },
        { status: 'COMPLIANT', members: 2 },
        { status: 'NOT_APPLICABLE', members: 2 },
      ],
      after: [
        { status: 'OVERDUE', members: 3 },
        { status: 'COMPLIANT', members: 1 },
        { status: 'NOT_APPLICABLE', members: 2 },
      ],
      problems: [],
    });
    const [first, second] = answer.nodes;
    expect(first).toMatchObject({
      memberId: toGlobalId('Member', agency.officers[0]!),
      lapse: 'LAPSES',
      member: { familyName: 'Officer 001' },
      before: { status: 'COMPLIANT', lapsesOn: '2028-01-01', missing: [] },
      after: {
        status: 'OVERDUE',
        lapsesOn: DAY,
        missing: [{ requirementId: 'CE', label: 'Roll-call', short: 1, unit: 'HOUR' }],
      },
    });
    // Five hours of 1 February count up to 1 August.
    expect(second).toMatchObject({ after: { status: 'COMPLIANT', dueOn: '2026-08-01', lapsesOn: '2026-08-02' } });
    expect(await rows()).toEqual(before);
  });

  it('is read page by page, and about an org unit', async () => {
    const whole = await run();
    const paged: Json[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { nodes, pageInfo, changed } = await run({}, { first: 1, after });
      expect(changed).toBe(4);
      paged.push(...nodes);
      [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
    }
    expect(paged).toEqual(whole.nodes);

    const [above, below] = [uuidv7(), uuidv7()];
    await inAgency(agency, async (tx) => {
      await tx.query(
        `insert into org_units (agency_id, id, name, kind, parent_id)
         values ($1, $2, 'Patrol', 'DIVISION', null), ($1, $3, 'Night', 'PRECINCT', $2)`,
        [tx.agencyId, above, below],
      );
      await tx.query('update members set org_unit_id = $2 where agency_id = $1 and id = any($3::uuid[])', [
        tx.agencyId,
        below,
        [agency.officers[1], agency.instructorId],
      ]);
    });
    expect(await run({ orgUnitId: toGlobalId('OrgUnit', above) })).toMatchObject({
      members: 2,
      changed: 1,
      lapsing: 1,
    });
    const unknown = await tryIt({ orgUnitId: toGlobalId('OrgUnit', uuidv7()) });
    expect(refusal(unknown)).toEqual(['BAD_INPUT', expect.stringContaining('org unit')]);

    await inAgency(agency, (tx) =>
      tx.query(`update role_assignments set reach = 'UNIT' where agency_id = $1 and principal_id = $2`, [
        tx.agencyId,
        agency.instructorId,
      ]),
    );
    const instructor = await api.token(agency.id, agency.instructorId);
    expect(await run({}, {}, instructor)).toMatchObject({ members: 2, changed: 1 });
    const trainee = await api.token(agency.id, agency.officers[0]!);
    expect(refusal(await tryIt({}, {}, trainee))[0]).toBe('FORBIDDEN');
  });

  it('is of a text that the agency may adopt, with a policy that fits it', async () => {
    const georgia = { agencyMandateId: null, code: 'US-GA-ANNUAL', version: '1.0.0' };
    expect(await run(georgia)).toMatchObject({ members: 6, before: [], changed: 6 });
    const refusals: [object, string][] = [
      [{ ...georgia, version: '9.0.0' }, 'no such mandate'],
      [{ ...georgia, code: 'OWN-ROLL-CALL', version: '2.0.0' }, 'no such mandate'],
      [{ code: 'US-GA-ANNUAL' }, 'not both'],
      [{ agencyMandateId: null }, 'not both'],
      [{ agencyMandateId: toGlobalId('AgencyMandate', uuidv7()) }, 'no such mandate'],
      [{ policy: { ...POLICY, anchor: '2026-01-01' } }, 'input.policy.anchor'],
      [{ asOf: '0206-01-01' }, 'asOf'],
    ];
    for (const [changes, said] of refusals) {
      expect(refusal(await tryIt(changes))).toEqual(['BAD_INPUT', expect.stringContaining(said)]);
    }
    const otherAdmin = await api.token(other.id, other.adminId);
    const missing = await tryIt({ agencyMandateId: toGlobalId('AgencyMandate', uuidv7()) }, {}, otherAdmin);
    expect(refusal(await tryIt({}, {}, otherAdmin))).toEqual(refusal(missing));
  });

  it('counts the members who cannot be judged for want of a fact', async () => {
    const dispatch = ownMandate({
      code: 'OWN-LICENCE',
      period: { type: 'LICENCE_TERM', fact: 'licenceExpiresOn', months: 12, endsOn: '06-30' },
    });
    const { id } = await save(dispatch);
    expect(await run({ agencyMandateId: id })).toMatchObject({
      problems: [{ code: 'FACT_MISSING', name: 'licenceExpiresOn', members: 4 }],
    });
  });

  it('refuses more than 2,000 members without an org unit, and serves others while it judges so many', async () => {
    const large = await ComplianceAgency.make(api.db, 0);
    const token = await api.token(large.id, large.adminId);
    const unit = uuidv7();
    await inAgency(large, async (tx) => {
      await tx.query(`insert into org_units (agency_id, id, name, kind) values ($1, $2, 'Patrol', 'DIVISION')`, [
        tx.agencyId,
        unit,
      ]);
      await tx.query(
        `with made as (insert into principals (agency_id, id, kind) select $1, uuidv7(), 'MEMBER' from generate_series(1, 2000) returning id),
           known as (insert into members (agency_id, id, given_name, family_name, org_unit_id)
             select $1, id, 'Ada', 'Officer', $2 from made returning id)
         insert into member_facts (agency_id, member_id, fact, value, valid_from)
           select $1, id, 'licence', 'GA_PEACE_OFFICER', '2024-01-01' from known`,
        [tx.agencyId, unit],
      );
    });
    const { id } = await save(ownMandate(), token);
    expect(refusal(await tryIt({ agencyMandateId: id }, {}, token))).toEqual([
      'BAD_INPUT',
      expect.stringContaining('at most 2000 members'),
    ]);
    let turns = 0;
    const others = setInterval(() => (turns += 1), 1);
    const answer = await run({ agencyMandateId: id, orgUnitId: toGlobalId('OrgUnit', unit) }, { first: 5 }, token);
    clearInterval(others);
    expect(answer).toMatchObject({
      members: 2_000,
      changed: 2_000,
      nodes: expect.arrayContaining([expect.anything()]),
    });
    expect(turns).toBeGreaterThan(20);
  });

  it('shows what adoption then shows', async () => {
    const before = await report();
    const days = [DAY, '2026-08-01', '2026-08-02', '2027-12-31'];
    const tried = await Promise.all(days.map((asOf) => run({ asOf })));
    expect(tried[0].before).toEqual(before.counts);
    await publish(draft);
    await api.adopt(admin, 'OWN-ROLL-CALL', { version: '2.0.0' });
    for (const [index, asOf] of days.entries()) {
      const after = await report(asOf);
      expect(after.counts).toEqual(tried[index].after);
      for (const { memberId, ...change } of tried[index].nodes) {
        const { status, dueOn, missing, nextChangeOn, nextStatus } = after.nodes.find(
          (each: Json) => each.memberId === memberId,
        );
        expect(change.after).toMatchObject({ status, dueOn, missing });
        if (nextStatus === 'OVERDUE') expect(change.after.lapsesOn).toBe(nextChangeOn);
      }
    }
    // By what is adopted already, nothing changes any more.
    expect(await run()).toMatchObject({ changed: 0, lapsing: 0, nodes: [] });
  });
});
