import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccessLog, toGlobalId } from '#platform';
import { until } from '#testing';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { AuditedAgency, inDays, MANDATE, member, OTHER_MANDATE } from './audited-agency.js';
import { complianceApi, type Answer, type ComplianceApi, type Json } from './compliance-agency.js';

const VIEW = 'query Visit { auditView { agencyName } }';
const GRANTS =
  'query($first: Int!, $after: String) { auditorGrants(first: $first, after: $after) { pageInfo { endCursor } nodes { id name active } } }';
const LOG = `query($id: ID, $first: Int!, $after: String) { auditorAccessLog(auditorGrantId: $id, first: $first, after: $after) {
  pageInfo { endCursor hasNextPage } nodes { auditorGrantId at operationName fields outcome membersSeen memberIds } } }`;
const COMPLIANCE = `query Staff { auditView { compliance(mandateCode: "${MANDATE}", first: 50) { nodes { status } } } }`;

describe('who grants a state auditor access, and what becomes of it', () => {
  let api: ComplianceApi;
  let audited: AuditedAgency;
  let other: AuditedAgency;
  let superuser: pg.Client;

  beforeAll(async () => {
    api = await complianceApi();
    audited = await AuditedAgency.make(api);
    other = await AuditedAgency.make(api);
    superuser = new pg.Client({ connectionString: api.app.database.superuserUrl });
    await superuser.connect();
  });
  afterAll(async () => {
    await superuser.end();
    await api.close();
  });

  const refusal = ({ errors }: Answer): string | undefined => errors?.[0]?.extensions.code;
  const log = async (grantId: string | null, by = audited.admin): Promise<Json[]> =>
    done(await audited.ask(by, LOG, { id: grantId, first: 50 })).auditorAccessLog.nodes;
  const done = ({ data, errors }: Answer): Json => {
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };
  const outcomes = async (grantId: string): Promise<string[]> => (await log(grantId)).map(({ outcome }) => outcome);

  it('is an admin, by a token that is shown once and kept nowhere', async () => {
    const key = { idempotencyKey: uuidv7(), expiresAt: inDays(20) };
    const first = await audited.grant(key);
    expect(first).toMatchObject({
      auditorGrant: { active: true, grantedById: member(audited.agency.adminId) },
      userErrors: [],
    });
    expect(first.token).toMatch(/^parley_auditor_[\w-]{43}$/);
    expect(await audited.grant(key)).toEqual({ ...first, token: null });
    expect((await audited.ask(first.token, VIEW)).data.auditView.agencyName).toBe('Brook County');

    const secret = first.token.slice('parley_auditor_'.length);
    const { rows: tables } = await superuser.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'control')`,
    );
    for (const { name } of tables) {
      const { rows } = await superuser.query(`select 1 from ${name} t where t::text like $1`, [`%${secret}%`]);
      expect([name, rows]).toEqual([name, []]);
    }
    const trail = await audited.ask(audited.admin, '{ auditTrail(first: 50) { nodes { action entityId } } }');
    const granted = trail.data.auditTrail.nodes.filter(({ action }: Json) => action === 'auditor-access.granted');
    expect(granted).toHaveLength(1);
  });

  it('is nobody else', async () => {
    const instructor = await api.token(audited.agency.id, audited.agency.instructorId);
    const { token } = await audited.grant();
    for (const by of [await audited.trainee(0), instructor, token]) {
      expect((await audited.grant({}, by))[0].extensions.code).toBe('FORBIDDEN');
      expect(refusal(await audited.ask(by, GRANTS, { first: 5 }))).toBe('FORBIDDEN');
      expect(refusal(await audited.ask(by, LOG, { first: 5 }))).toBe('FORBIDDEN');
    }
  });

  it('names what is wrong by its field, and writes nothing then', async () => {
    const count = async (): Promise<number> =>
      Number(
        (await superuser.query(`select (select count(*) from auditor_grants) + (select count(*) from principals) as n`))
          .rows[0].n,
      );
    const before = await count();
    const wrong: [object, string, string][] = [
      [{ name: ' ' }, 'INVALID', 'input.name'],
      [{ email: 'nobody' }, 'INVALID', 'input.email'],
      [{ organisation: ' ' }, 'INVALID', 'input.organisation'],
      [{ expiresAt: inDays(-1) }, 'INVALID', 'input.expiresAt'],
      [{ expiresAt: inDays(90.01) }, 'INVALID', 'input.expiresAt'],
      [{ recordsFrom: '2999-01-01' }, 'INVALID', 'input.recordsFrom'],
      [{ recordsTo: '2025-12-31' }, 'INVALID', 'input.recordsTo'],
      [{ mandateCodes: [MANDATE, 'US-FL-MR'] }, 'NOT_FOUND', 'input.mandateCodes[1]'],
      [{ orgUnitIds: [toGlobalId('OrgUnit', uuidv7())] }, 'NOT_FOUND', 'input.orgUnitIds[0]'],
      [{ orgUnitIds: [toGlobalId('OrgUnit', other.units.patrol)] }, 'NOT_FOUND', 'input.orgUnitIds[0]'],
      [{ orgUnitIds: [member(audited.officer(0))] }, 'INVALID_ID', 'input.orgUnitIds[0]'],
    ];
    for (const [changes, code, field] of wrong) {
      const answer = await audited.grant(changes);
      expect([changes, answer.userErrors?.[0]]).toMatchObject([changes, { code, field }]);
      expect(answer).toMatchObject({ auditorGrant: null });
      expect(answer.token ?? null).toBeNull();
    }
    for (const changes of [{ mandateCodes: [] }, { mandateCodes: [MANDATE, MANDATE] }, { name: 'x'.repeat(201) }]) {
      expect((await audited.grant(changes))[0].extensions.code).toBe('BAD_INPUT');
    }
    expect(await count()).toBe(before);
  });

  it('ends it at once by revoking, for good, and twice is once', async () => {
    const { auditorGrant, token } = await audited.grant();
    expect(refusal(await audited.ask(token, VIEW))).toBeUndefined();
    const revoked = await audited.revoke(auditorGrant.id);
    expect(revoked).toMatchObject({ auditorGrant: { active: false, revokedAt: expect.any(String) }, userErrors: [] });
    expect(refusal(await audited.ask(token, VIEW))).toBe('UNAUTHENTICATED');
    expect(await audited.revoke(auditorGrant.id)).toEqual(revoked);
    expect(refusal(await audited.ask(token, VIEW))).toBe('UNAUTHENTICATED');
    // What it read stays on record, and that it tried again: once a minute, so that nobody fills the log.
    expect(await outcomes(auditorGrant.id)).toEqual(['UNAUTHENTICATED', 'OK']);
  });

  it('ends by itself when its time is over, on the clock of the database', async () => {
    const { auditorGrant, token } = await audited.grant({ expiresAt: new Date(Date.now() + 2_500).toISOString() });
    expect(refusal(await audited.ask(token, VIEW))).toBeUndefined();
    const code = await until('the end of the grant', async () => refusal(await audited.ask(token, VIEW)) ?? null);
    expect(code).toBe('UNAUTHENTICATED');
    const { nodes } = (await audited.ask(audited.admin, GRANTS, { first: 100 })).data.auditorGrants;
    expect(nodes.find(({ id }: Json) => id === auditorGrant.id).active).toBe(false);
    const { rows } = await superuser.query('select now() >= expires_at as over from auditor_grants where id = $1', [
      (await superuser.query('select principal_id from auditor_accesses order by id desc limit 1')).rows[0]
        .principal_id,
    ]);
    expect(rows).toEqual([{ over: true }]);
  });

  it('never mixes agencies', async () => {
    const { auditorGrant, token } = await audited.grant();
    await audited.ask(token, VIEW);
    const missing = toGlobalId('AuditorGrant', uuidv7());
    expect(await audited.revoke(auditorGrant.id, other.admin)).toEqual(await audited.revoke(missing, other.admin));
    expect(refusal(await audited.ask(token, VIEW))).toBeUndefined();
    expect(await log(auditorGrant.id, other.admin)).toEqual([]);
    expect(await log(null, other.admin)).toEqual([]);
    const node = 'query($id: ID!) { node(id: $id) { id } }';
    expect((await audited.ask(other.admin, node, { id: auditorGrant.id })).data.node).toBeNull();
    expect((await audited.ask(audited.admin, node, { id: auditorGrant.id })).data.node).toEqual({
      id: auditorGrant.id,
    });
    const theirs = await other.grant();
    const { nodes } = (await audited.ask(audited.admin, GRANTS, { first: 100 })).data.auditorGrants;
    expect(nodes.map(({ id }: Json) => id)).not.toContain(theirs.auditorGrant.id);
    expect(nodes[0].id).toBe(auditorGrant.id);
  });

  it('has each request on record before it is answered: what was asked, what came of it, whom it showed', async () => {
    const { auditorGrant, token } = await audited.grant();
    await audited.ask(token, COMPLIANCE);
    await audited.ask(token, 'mutation Try { grantAuditorAccess(input: null) { token } }');
    await audited.ask(token, '{ members(first: 5) { nodes { email } } }');
    await audited.ask(token, '{ auditView { noSuchField } }');
    await audited.ask(token, '{ auditView {');
    const person = member(audited.officer(1));
    const code = OTHER_MANDATE;
    await audited.ask(
      token,
      'query($p: ID!, $c: String!) { auditView { member(memberId: $p, mandateCode: $c) { status } } }',
      { p: person, c: code },
    );
    await audited.ask(
      token,
      'query($p: ID!, $c: String!) { auditView { member(memberId: $p, mandateCode: $c) { status } } }',
      { p: person, c: MANDATE },
    );
    const entries = (await log(auditorGrant.id)).reverse();
    const expected = [
      ['Staff', ['auditView.compliance'], 'OK', 5],
      [null, [], 'GRAPHQL_VALIDATION_FAILED', 0],
      [null, ['members.nodes'], 'FORBIDDEN', 0],
      [null, [], 'GRAPHQL_VALIDATION_FAILED', 0],
      [null, [], 'GRAPHQL_PARSE_FAILED', 0],
      [null, ['auditView.member'], 'OK', 0],
      [null, ['auditView.member'], 'OK', 1],
    ];
    expect(entries.map((one) => [one.operationName, one.fields, one.outcome, one.membersSeen])).toEqual(expected);
    expect(entries[0].memberIds).toHaveLength(5);
    expect(entries[6].memberIds).toEqual([person]);
    const page = (await audited.ask(audited.admin, LOG, { id: auditorGrant.id, first: 3 })).data.auditorAccessLog;
    const rest = (
      await audited.ask(audited.admin, LOG, { id: auditorGrant.id, first: 9, after: page.pageInfo.endCursor })
    ).data.auditorAccessLog;
    expect([...page.nodes, ...rest.nodes].reverse()).toEqual(entries);
    for (const table of ['auditor_accesses', 'record_views']) {
      const change = audited.agency.write(
        async (tx) => void (await tx.query(`delete from ${table} where agency_id = $1`, [tx.agencyId])),
      );
      await expect(change).rejects.toThrow('permission denied');
    }
  });

  it('gives no answer that could not be put on record', async () => {
    const { auditorGrant, token } = await audited.grant();
    await superuser.query('alter table auditor_accesses rename to put_away');
    try {
      const answer = await audited.ask(token, COMPLIANCE);
      expect(refusal(answer)).toBe('UNAVAILABLE');
      expect(JSON.stringify(answer)).not.toContain('status');
      // Nobody else waits for that log.
      expect(refusal(await audited.ask(audited.admin, '{ agency { name } }'))).toBeUndefined();
    } finally {
      await superuser.query('alter table put_away rename to auditor_accesses');
    }
    expect(await log(auditorGrant.id)).toEqual([]);
    expect(refusal(await audited.ask(token, COMPLIANCE))).toBeUndefined();
    expect(await outcomes(auditorGrant.id)).toEqual(['OK']);
  });

  it('does not take a token of another kind for one, nor the reverse', async () => {
    const { auditorGrant, token } = await audited.grant();
    const flipped = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    for (const wrong of [flipped, `${token}x`, 'parley_auditor_', audited.admin.slice(0, -3)]) {
      expect(refusal(await audited.ask(wrong, VIEW))).toBe('UNAUTHENTICATED');
    }
    await api.app.get(AccessLog).flush();
    expect(await outcomes(auditorGrant.id)).toEqual([]);
    // The principal is no member: no access token is issued for it.
    const { rows } = await superuser.query<{ id: string }>(
      `select id from principals where kind = 'STATE_AUDITOR' limit 1`,
    );
    await expect(api.token(audited.agency.id, rows[0]!.id)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
