import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AgenciesModule, createMember } from '#agencies';
import { IdentityModule, scopesOfRoles } from '#identity';
import { Actor, Events, TenantDb, toGlobalId, type Scope, type TenantTx } from '#platform';
import { testApp, until, type GraphqlAnswer, type TestApp } from '#testing';
import { v7 as uuidv7 } from 'uuid';
import { IntegrationsModule } from '../src/index.js';
import { RosterService } from '../src/roster.service.js';

interface Outcome {
  row: number;
  externalId: { value: string };
  outcome: string;
  member: { id: string } | null;
  error: { code: string; field: string } | null;
}
type Row = Record<string, unknown>;

const UPSERT = `mutation($input: UpsertRosterInput!) { upsertRoster(input: $input) {
  outcomes { row externalId { value } outcome member { id givenName email } error { code field } }
  userErrors { code field } } }`;

describe('a roster from an outside system', () => {
  let app: TestApp;
  let db: TenantDb;
  beforeAll(async () => {
    app = await testApp({ modules: [IdentityModule, AgenciesModule, IntegrationsModule] });
    db = app.get(TenantDb);
  });
  afterAll(() => app?.stop());

  /** An agency with an admin, an org unit and a service account. */
  async function newAgency(scopes: readonly Scope[] = ['roster:write', 'member:read']) {
    const agencyId = uuidv7();
    const actor = (): Actor => {
      const claims = { agencyId, principalId: uuidv7(), kind: 'SERVICE_ACCOUNT' as const, requestId: 'test' };
      return new Actor({ ...claims, scopes: scopesOfRoles(['INTEGRATION']) });
    };
    const run = <T>(work: (tx: TenantTx, by: Actor) => Promise<T>): Promise<T> => {
      const by = actor();
      return db.run(by, (tx) => work(tx, by));
    };
    const rows = (sql: string): Promise<Row[]> => run((tx) => tx.query(sql));
    const [accountId, orgUnitId] = [uuidv7(), uuidv7()];
    await run(async (tx, by) => {
      await tx.query(
        `insert into agencies (agency_id, id, name, timezone, state_code) values ($1, $1, 'Brook', 'UTC', 'GA')`,
        [agencyId],
      );
      await createMember(
        tx,
        by,
        { givenName: 'Ada', familyName: 'Stone', roles: ['AGENCY_ADMIN'] },
        'input',
        new Events(),
      );
      await tx.query(`insert into org_units (agency_id, id, name, kind) values ($1, $2, 'Patrol', 'DIVISION')`, [
        agencyId,
        orgUnitId,
      ]);
      await tx.query(`insert into principals (agency_id, id, kind) values ($1, $2, 'SERVICE_ACCOUNT')`, [
        agencyId,
        accountId,
      ]);
      await tx.query(`insert into service_accounts (agency_id, id, name) values ($1, $2, 'LMS')`, [
        agencyId,
        accountId,
      ]);
      for (const scope of scopes) {
        await tx.query(
          `insert into principal_scopes (agency_id, principal_id, scope, reach) values ($1, $2, $3, 'AGENCY')`,
          [agencyId, accountId, scope],
        );
      }
    });
    const { accessToken } = await app.tokens.issueClientToken(agencyId, accountId, 'SERVICE_ACCOUNT');
    const client = app.as(accessToken);
    const ask = (rowsToSend: readonly Row[], document = UPSERT): Promise<GraphqlAnswer> =>
      client.ask(document, { input: { rows: rowsToSend } });
    const upsert = async (...rowsToSend: Row[]): Promise<Outcome[]> => {
      const answer = await ask(rowsToSend);
      if (answer.errors) throw new Error(JSON.stringify(answer.errors));
      return (answer.data?.upsertRoster as { outcomes: Outcome[] }).outcomes;
    };
    return { agencyId, orgUnitId, rows, run, ask, upsert, actor };
  }
  const row = (value: string, changes: Row = {}): Row => ({
    externalId: { system: 'hr', value },
    givenName: 'Theo',
    familyName: `Vale ${value}`,
    ...changes,
  });
  const said = (outcomes: readonly Outcome[]): (string | null)[] =>
    outcomes.map(({ outcome, error }) => (error ? `${error.code} ${error.field}` : outcome));

  it('answers each row in its order, and a bad one spoils no other', async () => {
    const { upsert, rows } = await newAgency();
    const outcomes = await upsert(
      row('1'),
      row('2', { email: 'not an address' }),
      row('3', { orgUnitId: 'x' }),
      row('4', { orgUnitId: toGlobalId('OrgUnit', uuidv7()) }),
      row('5', { givenName: '   ' }),
      row('6', { badgeNumber: 'x'.repeat(41) }),
      row('7'),
    );
    expect(outcomes.map(({ row: at, externalId }) => [at, externalId.value])).toEqual(
      ['1', '2', '3', '4', '5', '6', '7'].map((value, index) => [index, value]),
    );
    expect(said(outcomes)).toEqual([
      'CREATED',
      'INVALID input.rows[1].email',
      'INVALID_ID input.rows[2].orgUnitId',
      'NOT_FOUND input.rows[3].orgUnitId',
      'INVALID input.rows[4].givenName',
      'INVALID input.rows[5].badgeNumber',
      'CREATED',
    ]);
    expect(await rows('select family_name from members order by family_name')).toEqual(
      ['Stone', 'Vale 1', 'Vale 7'].map((family_name) => ({ family_name })),
    );
    expect(await rows('select 1 from external_ids')).toHaveLength(2);
    expect(await rows(`select 1 from role_assignments where role <> 'TRAINEE'`)).toHaveLength(1);
  });

  it('changes nothing when it comes again, and keeps who is not in it', async () => {
    const { upsert, rows, orgUnitId } = await newAgency();
    const unit = { orgUnitId: toGlobalId('OrgUnit', orgUnitId), email: 'theo@brook.test', badgeNumber: '7' };
    expect(said(await upsert(row('1', unit), row('2')))).toEqual(['CREATED', 'CREATED']);
    const audited = await rows('select 1 from audit_entries');
    expect(said(await upsert(row('2'), row('1', unit)))).toEqual(['UNCHANGED', 'UNCHANGED']);
    expect(await rows('select 1 from audit_entries')).toHaveLength(audited.length);
    expect(said(await upsert(row('1')))).toEqual(['UNCHANGED']);
    expect(await rows(`select state from members where family_name = 'Vale 2'`)).toEqual([{ state: 'ACTIVE' }]);
  });

  it('leaves what is absent, and takes null as nothing', async () => {
    const { upsert, rows, orgUnitId } = await newAgency();
    const state = () =>
      rows(`select email, badge_number, org_unit_id, state from members where family_name = 'Vale 1'`);
    await upsert(row('1', { orgUnitId: toGlobalId('OrgUnit', orgUnitId), email: 'theo@brook.test', badgeNumber: '7' }));
    const before = await state();
    expect(said(await upsert(row('1')))).toEqual(['UNCHANGED']);
    expect(await state()).toEqual(before);
    const nulls = { orgUnitId: null, email: null, badgeNumber: null, state: null };
    expect(said(await upsert(row('1', nulls), row('2', nulls)))).toEqual(['UPDATED', 'CREATED']);
    expect(await state()).toEqual([{ email: null, badge_number: null, org_unit_id: null, state: 'ACTIVE' }]);
  });

  it('takes the first of two rows about one person, and refuses the second', async () => {
    const { upsert, rows } = await newAgency();
    const twice = [row('1'), row('2'), row('1', { familyName: 'Other' })];
    for (const outcome of ['CREATED', 'UNCHANGED']) {
      expect(said(await upsert(...twice))).toEqual([outcome, outcome, 'CONFLICT input.rows[2].externalId']);
    }
    expect(await rows(`select 1 from members where family_name = 'Other'`)).toEqual([]);
  });

  it('refuses the e-mail address of an earlier row, and of somebody else', async () => {
    const { upsert } = await newAgency();
    const email = 'theo@brook.test';
    expect(said(await upsert(row('1', { email }), row('2', { email: 'THEO@brook.test' }), row('3')))).toEqual([
      'CREATED',
      'TAKEN input.rows[1].email',
      'CREATED',
    ]);
    expect(said(await upsert(row('3', { email })))).toEqual(['TAKEN input.rows[0].email']);
  });

  it('refuses only the row that somebody else changes at the same moment', async () => {
    const { upsert, run, rows } = await newAgency();
    const email = 'theo@brook.test';
    await upsert(row('1'));
    let commit: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (commit = resolve));
    let entered: () => void = () => undefined;
    const inside = new Promise<void>((resolve) => (entered = resolve));
    const rival = run(async (tx, by) => {
      await createMember(tx, by, { givenName: 'Ann', familyName: 'Rival', email, roles: [] }, 'input', new Events());
      entered();
      await held;
    });
    await inside;
    const upserting = upsert(row('1', { email }), row('2'));
    await until('the row to wait for its rival', async () =>
      (await rows('select 1 from pg_locks where not granted')).length > 0 ? true : null,
    );
    commit();
    await rival;
    expect(said(await upserting)).toEqual(['CONFLICT input.rows[0]', 'CREATED']);
  });

  it('makes each member once when it comes several times at once, in any order', async () => {
    const { upsert, rows } = await newAgency();
    const sent = Array.from({ length: 12 }, (_, index) => row(String(index)));
    const answers = await Promise.all([upsert(...sent), upsert(...[...sent].reverse()), upsert(...sent)]);
    expect(answers.map((outcomes) => [...new Set(said(outcomes))])).toEqual(
      expect.arrayContaining([['CREATED'], ['UNCHANGED'], ['UNCHANGED']]),
    );
    expect(await rows('select 1 from members')).toHaveLength(13);
  });

  it('writes nothing of it when the call itself fails', async () => {
    const { rows, actor } = await newAgency();
    const service = new RosterService(
      {
        run: (by: Actor, work: (tx: TenantTx) => Promise<unknown>) =>
          db.run(by, async (tx) => {
            await work(tx);
            await tx.query('select pg_terminate_backend(pg_backend_pid())');
          }),
      } as unknown as TenantDb,
      new Events(),
    );
    const person = (value: string) => ({
      externalId: { system: 'hr', value },
      givenName: 'Theo',
      familyName: 'Vale',
    });
    await expect(service.upsert(actor(), [person('1'), person('2')])).rejects.toThrow();
    expect(await rows('select 1 from members')).toHaveLength(1);
    expect(await rows('select 1 from external_ids')).toEqual([]);
  });

  it('costs the same statements for each row, however many there are', async () => {
    const { actor } = await newAgency();
    let statements = 0;
    const service = new RosterService(
      {
        run: (by: Actor, work: (tx: TenantTx) => Promise<unknown>) =>
          db.run(by, (tx) =>
            work({
              ...tx,
              query: (...statement) => {
                statements += 1;
                return tx.query(...statement);
              },
            }),
          ),
      } as unknown as TenantDb,
      new Events(),
    );
    const cost = async (from: number, count: number): Promise<number> => {
      statements = 0;
      const people = Array.from({ length: count }, (_, index) => ({
        externalId: { system: 'hr', value: String(from + index) },
        givenName: 'Theo',
        familyName: 'Vale',
      }));
      await service.upsert(actor(), people);
      return statements;
    };
    const one = await cost(0, 1);
    const eleven = await cost(100, 11);
    expect((eleven - one) % 10).toBe(0);
    expect((eleven - one) / 10).toBeLessThanOrEqual(9);
    const known = await cost(100, 11);
    expect((known - (await cost(0, 1))) / 10).toBeLessThanOrEqual(5);
  });

  it('refuses the whole call, naming the field, when it is malformed or too large', async () => {
    const { ask, rows } = await newAgency();
    const cases: [Row[], string][] = [
      [[], 'input.rows'],
      [Array.from({ length: 501 }, (_, index) => row(String(index))), 'input.rows'],
      [[row('1'), row('')], 'input.rows[1].externalId.value'],
      [[row('1'), row('x'.repeat(201))], 'input.rows[1].externalId.value'],
      [[row('1'), row('2', { familyName: 'a\u0000' })], 'input.rows[1].familyName'],
    ];
    for (const [sent, field] of cases) {
      const answer = await ask(sent);
      expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', fields: [{ field }] });
    }
    expect(await rows('select 1 from members')).toHaveLength(1);
  });

  it('needs roster:write and nothing more, and shows members only to who may read them', async () => {
    const plain = `mutation($input: UpsertRosterInput!) { upsertRoster(input: $input) { outcomes { outcome } userErrors { code } } }`;
    const writer = await newAgency(['roster:write']);
    expect((await writer.ask([row('1')], plain)).data).toEqual({
      upsertRoster: { outcomes: [{ outcome: 'CREATED' }], userErrors: [] },
    });
    expect((await writer.ask([row('2')])).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    expect(await writer.rows(`select 1 from members where family_name = 'Vale 2'`)).toEqual([]);
    const reader = await newAgency(['member:read']);
    expect((await reader.ask([row('1')], plain)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    const stranger = await newAgency();
    const sent = await stranger.upsert(row('1', { orgUnitId: toGlobalId('OrgUnit', writer.orgUnitId) }), row('1x'));
    expect(said(sent)).toEqual(['NOT_FOUND input.rows[0].orgUnitId', 'CREATED']);
  });
});
