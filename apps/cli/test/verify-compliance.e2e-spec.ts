import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { AgenciesModule } from '#agencies';
import { ComplianceModule, readMandatePack } from '#compliance';
import { CurriculaModule, publishPacks, readPacks } from '#curricula';
import { IdentityModule } from '#identity';
import { fromGlobalId, oneTransaction } from '#platform';
import { ScoringModule } from '#scoring';
import { SessionsModule } from '#sessions';
import { testApp, until, type TestApp } from '#testing';
import { TraineesModule } from '#trainees';
import pg from 'pg';
import { verifyComplianceCommand } from '../src/commands/verify-compliance.js';
import { typed } from './typed.js';

const MODULES = [
  IdentityModule,
  AgenciesModule,
  CurriculaModule,
  TraineesModule,
  SessionsModule,
  ScoringModule,
  ComplianceModule,
];
const PROVISION = `mutation($input: ProvisionAgencyInput!) { provisionAgency(input: $input) { agencyId adminId userErrors { field message } } }`;
const ADOPT = `mutation($input: AdoptMandateInput!) { adoptMandate(input: $input) { mandate { id } userErrors { field message } } }`;
const CREATE = `mutation($input: CreateMemberInput!) { createMember(input: $input) { member { id } userErrors { field message } } }`;

describe('verify-compliance', () => {
  let app: TestApp;
  let client: pg.Client;
  let agencyId: string;
  const before = { ...process.env };

  beforeAll(async () => {
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
    app = await testApp({ modules: MODULES, worker: MODULES });
    const packs = await readPacks(new URL('../../../packs', import.meta.url).pathname, readMandatePack);
    await oneTransaction(app.database.urls.librarian, 'test', (tx) => publishPacks(tx, packs));
    client = new pg.Client({ connectionString: app.database.superuserUrl });
    await client.connect();
    const operator = app.as((await app.tokens.issueOperatorToken('desk')).accessToken);
    const admin = { givenName: 'Ada', familyName: 'Vale', email: 'ada.vale@heron.example' };
    const place = { name: 'Heron County', timezone: 'America/New_York', stateCode: 'GA' };
    const provisioned = (await operator.done(PROVISION, {
      input: { idempotencyKey: 'a', slug: 'heron', ...place, admin },
    })) as { agencyId: string; adminId: string };
    agencyId = fromGlobalId('Agency', provisioned.agencyId, 'agencyId');
    const adminId = fromGlobalId('Member', provisioned.adminId, 'adminId');
    const as = app.as((await app.tokens.issueMemberToken(agencyId, adminId)).accessToken);
    const policy = { warnDays: 60, graceDays: 0, trackedFrom: '2026-01-01' };
    await as.done(ADOPT, { input: { code: 'US-GA-ANNUAL', version: '1.0.0', policy, idempotencyKey: 'a' } });
    const member = { givenName: 'Bo', familyName: 'Reed', roles: ['TRAINEE'], idempotencyKey: 'b' };
    await as.done(CREATE, { input: member });
    await settled();
    process.env.PARLEY_DATABASE_URL = app.database.urls.app;
  });
  afterEach(() => {
    process.exitCode = undefined;
  });
  afterAll(async () => {
    process.env = before;
    jest.restoreAllMocks();
    await client.end();
    await app.stop();
  });

  const settled = () =>
    until('the workers to evaluate everybody', async () => {
      const { rows } = await client.query<{ marks: number; stored: number }>(
        'select (select count(*)::int from stale_members) as marks, (select count(distinct member_id)::int from status_intervals) as stored',
      );
      return rows[0]!.marks === 0 && rows[0]!.stored === 2 ? true : null;
    });

  it('finds that what a worker stored follows from the records', async () => {
    expect(await typed(verifyComplianceCommand())).toBe(
      'heron: 2 members, 2 compared, 0 differences\nwhat is stored follows from the records',
    );
    expect(process.exitCode).toBeUndefined();
    await expect(typed(verifyComplianceCommand(), '--agency', 'nobody')).rejects.toThrow('there is no agency nobody');
  });

  it('tells each row that was tampered with, changes nothing, and has it put right when asked to', async () => {
    await app.stopWorker();
    // Past the trigger that lets nobody change a row.
    await client.query('set session_replication_role = replica');
    const { rows } = await client.query<{ member_id: string; valid_from: string; status: string }>(
      `update status_intervals set status = 'COMPLIANT', due_on = '2031-01-31' where id in (
         select id from status_intervals where superseded_at is null and agency_id = $1 order by id limit 1)
       returning member_id, valid_from::text, status`,
      [agencyId],
    );
    const told = await typed(verifyComplianceCommand(), '--agency', 'heron');
    expect(told).toContain('heron: 2 members, 2 compared, 1 differences');
    expect(told).toContain(rows[0]!.member_id);
    expect(told).toMatch(/COMPLIANT until .*, due 2031-01-31/);
    expect(told).toContain('NOT_APPLICABLE until for ever, due never');
    expect(process.exitCode).toBe(1);
    expect((await client.query('select from stale_members')).rows).toHaveLength(0);

    await typed(verifyComplianceCommand(), '--repair');
    const marks = await client.query('select member_id from stale_members');
    expect(marks.rows).toEqual([{ member_id: rows[0]!.member_id }]);
    const audited = await client.query(`select details from audit_entries where action = 'standings.repaired'`);
    expect(audited.rows).toEqual([{ details: { by: 'parley verify-compliance', members: 1 } }]);
    // Who waits to be evaluated differs from nothing.
    process.exitCode = undefined;
    expect(await typed(verifyComplianceCommand())).toContain(
      '1 compared, 0 differences, 1 members wait to be evaluated',
    );
    expect(process.exitCode).toBeUndefined();
  });
});
