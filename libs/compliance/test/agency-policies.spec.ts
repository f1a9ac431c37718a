import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toGlobalId } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { ComplianceAgency, complianceApi, type ComplianceApi, type Json } from './compliance-agency.js';
import { ownMandate } from './own-mandate.js';

const FIELDS = 'id code version state title body digest publishedAt';
const SAVE = `mutation($input: SaveMandateDraftInput!) { saveMandateDraft(input: $input) {
  agencyMandate { ${FIELDS} } userErrors { code field } } }`;
const PUBLISH = `mutation($input: PublishMandateInput!) { publishMandate(input: $input) {
  agencyMandate { ${FIELDS} } userErrors { code field } } }`;
const LIST = `query($first: Int!, $after: String) { agencyMandates(first: $first, after: $after) {
  pageInfo { hasNextPage endCursor } nodes { code version state } } }`;
const ONE = 'query($id: ID!) { agencyMandate(id: $id) { id } node(id: $id) { id } }';
const STATUS = `query($memberId: ID!, $asOf: LocalDate) {
  memberCompliance(memberId: $memberId, mandateCode: "OWN-ROLL-CALL", asOf: $asOf) { status mandate { version } missing { short } } }`;

describe('a mandate of the agency’s own', () => {
  let api: ComplianceApi;
  let agency: ComplianceAgency;
  let other: ComplianceAgency;
  let admin: string;
  let otherAdmin: string;

  beforeAll(async () => {
    api = await complianceApi();
    agency = await ComplianceAgency.make(api.db, 2);
    other = await ComplianceAgency.make(api.db, 1);
    admin = await api.token(agency.id, agency.adminId);
    otherAdmin = await api.token(other.id, other.adminId);
  });
  afterAll(() => api.close());

  const save = async (body: Json, changes: object = {}, token = admin): Promise<Json> => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const input = { code: 'OWN-ROLL-CALL', body: text, idempotencyKey: uuidv7(), ...changes };
    const { data, errors } = await api.ask(token, SAVE, { input });
    return data?.saveMandateDraft ?? errors;
  };
  const publish = async ({ id, digest }: Json, token = admin): Promise<Json> => {
    const { data, errors } = await api.ask(token, PUBLISH, { input: { agencyMandateId: id, expectedDigest: digest } });
    return data?.publishMandate ?? errors;
  };
  /** Everything that a refusal could have written. */
  const written = async (): Promise<Json> => {
    let rows: Json = null;
    await agency.write(async (tx) => {
      rows = await tx.query(
        `select (select jsonb_agg(m order by id) from agency_mandates m where agency_id = $1) as mandates,
           (select count(*) from audit_entries where agency_id = $1) as audited`,
        [tx.agencyId],
      );
    });
    return rows;
  };
  const refused = (code: string, field: string): Json => ({ agencyMandate: null, userErrors: [{ code, field }] });

  it('is written, saved, published and adopted, and each step is audited', async () => {
    const { agencyMandate: draft } = await save(ownMandate());
    expect(draft).toMatchObject({ code: 'OWN-ROLL-CALL', version: '1.0.0', state: 'DRAFT', publishedAt: null });
    expect(JSON.parse(draft.body)).toEqual(ownMandate());
    expect((await api.adopt(admin, 'OWN-ROLL-CALL')).userErrors).toMatchObject([
      { code: 'NOT_FOUND', field: 'input.code' },
    ]);

    const { agencyMandate: saved } = await save(ownMandate({}, 4), { expectedDigest: draft.digest });
    expect(saved).toMatchObject({ id: draft.id, state: 'DRAFT' });
    expect(saved.digest).not.toBe(draft.digest);
    const { agencyMandate: published } = await publish(saved);
    expect(published).toMatchObject({ id: draft.id, state: 'PUBLISHED', publishedAt: expect.any(String) });
    expect((await publish(saved)).agencyMandate).toEqual(published);

    expect((await api.adopt(admin, 'OWN-ROLL-CALL')).mandate).toMatchObject({
      code: 'OWN-ROLL-CALL',
      version: '1.0.0',
    });
    const memberId = toGlobalId('Member', agency.officers[0]!);
    const { data } = await api.ask(admin, STATUS, { memberId, asOf: '2026-03-01' });
    expect(data.memberCompliance).toMatchObject({ status: 'ON_TRACK', missing: [{ short: 4 }] });

    const trail = (await api.ask(admin, '{ auditTrail(first: 50) { nodes { action } } }')).data.auditTrail.nodes;
    expect(trail.map(({ action }: Json) => action)).toEqual(
      expect.arrayContaining(['mandate.drafted', 'mandate.saved', 'mandate.published', 'mandate.adopted']),
    );
    expect(trail.filter(({ action }: Json) => action === 'mandate.published')).toHaveLength(1);
  });

  it('keeps its published versions, and goes up', async () => {
    const before = await written();
    const same = { code: 'TAKEN', field: 'input.body.version' };
    expect((await save(ownMandate({}, 8))).userErrors).toEqual([same]);
    expect((await save(ownMandate({ version: '0.9.9' }))).userErrors).toEqual([same]);
    expect(await written()).toEqual(before);
    await expect(
      agency.write(async (tx) => {
        await tx.query(`update agency_mandates set body = '{}' where agency_id = $1 and state = 'PUBLISHED'`, [
          tx.agencyId,
        ]);
      }),
    ).rejects.toThrow('a published version never changes');

    // 1.10.0 is higher than 1.9.0, as numbers are.
    const { agencyMandate: ninth } = await save(ownMandate({ version: '1.9.0', effectiveFrom: '2027-01-01' }, 6));
    const { agencyMandate: tenth } = await save(ownMandate({ version: '1.10.0', effectiveFrom: '2027-01-01' }, 6), {
      expectedDigest: ninth.digest,
    });
    expect((await publish(tenth)).userErrors).toEqual([]);
    expect((await save(ownMandate({ version: '1.9.1' }))).userErrors).toEqual([same]);

    await api.adopt(admin, 'OWN-ROLL-CALL', { version: '1.10.0' });
    const memberId = toGlobalId('Member', agency.officers[0]!);
    const inForce = async (asOf: string): Promise<string> =>
      (await api.ask(admin, STATUS, { memberId, asOf })).data.memberCompliance.mandate.version;
    expect([await inForce('2026-12-31'), await inForce('2027-01-01')]).toEqual(['1.0.0', '1.10.0']);
  });

  it('lets one of two editors save, and none publish what they have not seen', async () => {
    const { agencyMandate: draft } = await save(ownMandate({ version: '2.0.0' }));
    const twice = await Promise.all(
      [3, 5].map((hours) => save(ownMandate({ version: '2.0.0' }, hours), { expectedDigest: draft.digest })),
    );
    const [won] = twice.filter(({ agencyMandate }) => agencyMandate !== null);
    const lost = twice.filter(({ agencyMandate }) => agencyMandate === null);
    expect(lost).toEqual([refused('CONFLICT', 'input.expectedDigest')]);
    const before = await written();
    expect(await publish(draft)).toEqual(refused('CONFLICT', 'input.expectedDigest'));
    expect(await save(ownMandate({ version: '2.0.0' }, 7))).toEqual(refused('CONFLICT', 'input.expectedDigest'));
    expect(await written()).toEqual(before);

    const published = await Promise.all([publish(won.agencyMandate), publish(won.agencyMandate)]);
    expect(published.map(({ userErrors }) => userErrors)).toEqual([[], []]);
    expect(await save(ownMandate({ version: '2.1.0' }), { expectedDigest: draft.digest })).toEqual(
      refused('CONFLICT', 'input.expectedDigest'),
    );
    const first = await Promise.all([1, 2].map((hours) => save(ownMandate({ version: '2.1.0' }, hours))));
    expect(first.filter(({ agencyMandate }) => agencyMandate !== null)).toHaveLength(1);
  });

  it('is saved once, however often the request comes', async () => {
    const body = ownMandate({ code: 'OWN-OTHER' });
    const request = { code: 'OWN-OTHER', idempotencyKey: uuidv7() };
    const answers = await Promise.all([save(body, request), save(body, request), save(body, request)]);
    expect(new Set(answers.map(({ agencyMandate }) => agencyMandate.id)).size).toBe(1);
    const before = await written();
    expect((await save(body, { code: 'OWN-OTHER' })).agencyMandate.id).toBe(answers[0].agencyMandate.id);
    expect(await save(ownMandate({ code: 'OWN-OTHER' }, 9), request)).toEqual(
      refused('KEY_REUSED', 'input.idempotencyKey'),
    );
    const after = await written();
    expect(after).toEqual(before);
  });

  it('is refused with every problem by its place, and nothing is written', async () => {
    const before = await written();
    const bad = { ...ownMandate({ title: '' }, -2), code: 'US-GA-ANNUAL' };
    expect((await save(bad)).userErrors).toEqual([
      { code: 'INVALID', field: 'input.body.title' },
      { code: 'INVALID', field: 'input.body.requirements[0].min' },
    ]);
    expect(await save('{')).toEqual(refused('INVALID', 'input.body'));
    expect(await save(JSON.stringify('é'.repeat(40_000)))).toEqual(refused('TOO_LARGE', 'input.body'));
    const code = { code: 'US-GA-ANNUAL' };
    expect(await save(ownMandate(code), code)).toEqual(refused('INVALID', 'input.body.code'));
    expect(await written()).toEqual(before);
  });

  it('is its agency’s alone, and no trainee’s before it is adopted', async () => {
    const { agencyMandate: draft } = await save(ownMandate({ code: 'OWN-SECRET' }), { code: 'OWN-SECRET' });
    const missing = toGlobalId('AgencyMandate', uuidv7());
    const trainee = await api.token(agency.id, agency.officers[0]!);
    const instructor = await api.token(agency.id, agency.instructorId);
    const seen = async (token: string, id: string): Promise<Json> => (await api.ask(token, ONE, { id })).data;
    expect(await seen(instructor, draft.id)).toEqual({ agencyMandate: { id: draft.id }, node: { id: draft.id } });
    expect(await seen(otherAdmin, draft.id)).toEqual({ agencyMandate: null, node: null });
    const before = await written();
    expect(await publish(draft, otherAdmin)).toEqual(refused('NOT_FOUND', 'input.agencyMandateId'));
    expect(await publish({ ...draft, id: missing }, otherAdmin)).toEqual(await publish(draft, otherAdmin));
    expect((await publish(draft, instructor))[0].extensions.code).toBe('FORBIDDEN');
    expect((await save(ownMandate(), {}, instructor))[0].extensions.code).toBe('FORBIDDEN');
    expect((await api.ask(trainee, LIST, { first: 5 })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await api.ask(trainee, 'query($id: ID!) { node(id: $id) { id } }', { id: draft.id })).data.node).toBeNull();
    expect(await written()).toEqual(before);
    expect((await api.ask(otherAdmin, LIST, { first: 5 })).data.agencyMandates.nodes).toEqual([]);
    expect((await api.adopt(otherAdmin, 'OWN-ROLL-CALL')).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);

    const { nodes, pageInfo } = (await api.ask(admin, LIST, { first: 2 })).data.agencyMandates;
    const rest = (await api.ask(admin, LIST, { first: 50, after: pageInfo.endCursor })).data.agencyMandates;
    expect(nodes[0]).toEqual({ code: 'OWN-SECRET', version: '1.0.0', state: 'DRAFT' });
    expect([...nodes, ...rest.nodes].filter(({ code }: Json) => code === 'OWN-ROLL-CALL')).toEqual([
      { code: 'OWN-ROLL-CALL', version: '2.1.0', state: 'DRAFT' },
      { code: 'OWN-ROLL-CALL', version: '2.0.0', state: 'PUBLISHED' },
      { code: 'OWN-ROLL-CALL', version: '1.10.0', state: 'PUBLISHED' },
      { code: 'OWN-ROLL-CALL', version: '1.0.0', state: 'PUBLISHED' },
    ]);
  });
});
