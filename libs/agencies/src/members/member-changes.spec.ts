import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPrincipal, rolesOf, scopesOfRoles } from '#identity';
import { Actor, Events, openDataSource, registeredEntities, TenantDb, type TenantTx } from '#platform';
import { testDatabase, type TestDatabase } from '#testing';
import type { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { addAgency } from '../agencies/agencies.queries.js';
import { AgencyRow } from '../agencies/agency.entity.js';
import { ExternalIdRow } from '../external-ids/external-id.entity.js';
import { MemberFactRow } from '../facts/member-fact.entity.js';
import { OrgUnitRow } from '../org-units/org-unit.entity.js';
import { memberChanged } from './member-changed.js';
import { createMember, upsertMember } from './member-changes.js';
import { MemberRow } from './member.entity.js';

describe('a roster row', () => {
  let database: TestDatabase;
  let source: DataSource;
  let db: TenantDb;
  const events = new Events();
  const changed: string[][] = [];
  beforeAll(async () => {
    database = await testDatabase();
    source = await openDataSource({
      url: database.urls.app,
      entities: registeredEntities(),
      poolSize: 4,
      name: 'test',
    });
    db = new TenantDb(source);
    events.on(memberChanged, (_tx, _actor, { memberIds }) => {
      changed.push(memberIds);
      return Promise.resolve();
    });
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  async function newAgency() {
    const agencyId = uuidv7();
    const scopes = scopesOfRoles(['INTEGRATION']);
    const run = <T>(work: (tx: TenantTx, actor: Actor) => Promise<T>): Promise<T> => {
      const actor = new Actor({ agencyId, principalId: uuidv7(), kind: 'SERVICE_ACCOUNT', scopes, requestId: 'test' });
      return db.run(actor, (tx) => work(tx, actor));
    };
    const adminId = await run(async (tx, actor) => {
      await addAgency(tx, { name: 'Test', timezone: 'UTC', stateCode: 'GA' });
      const admin = { givenName: 'Ada', familyName: 'Stone', roles: ['AGENCY_ADMIN'] as const };
      return createMember(tx, actor, { ...admin, externalIds: [{ system: 'hr', value: 'admin' }] }, 'input', events);
    });
    return { run, adminId };
  }
  const row = (changes: object = {}) => ({
    externalId: { system: 'hr', value: '17' },
    givenName: 'Theo',
    familyName: 'Vale',
    ...changes,
  });

  it('creates a trainee and nothing more, then changes or leaves the same member', async () => {
    const { run } = await newAgency();
    const upsert = (changes: object) =>
      run((tx, actor) => upsertMember(tx, actor, row(changes), 'input.rows[0]', events));
    const { id, outcome } = await upsert({});
    expect(outcome).toBe('CREATED');
    expect(await run((tx) => rolesOf(tx, [id]))).toEqual(new Map([[id, [{ role: 'TRAINEE', reach: 'AGENCY' }]]]));
    expect(await upsert({})).toEqual({ id, outcome: 'UNCHANGED' });
    expect(await upsert({ badgeNumber: '9' })).toEqual({ id, outcome: 'UPDATED' });
    expect(await upsert({ state: 'LEFT' })).toEqual({ id, outcome: 'UPDATED' });
    expect(await upsert({ state: 'LEFT' })).toEqual({ id, outcome: 'UNCHANGED' });
  });

  it('becomes one member, however many come at the same time', async () => {
    const { run } = await newAgency();
    const once = () => run((tx, actor) => upsertMember(tx, actor, row(), 'input.rows[0]', events));
    const results = await Promise.allSettled([once(), once(), once()]);
    expect(results.map((result) => (result.status === 'fulfilled' ? result.value.outcome : result.reason))).toEqual(
      expect.arrayContaining(['CREATED']),
    );
    const found = await run((tx) => tx.query('select 1 from members where family_name = $1', ['Vale']));
    expect(found).toHaveLength(1);
    expect(new Set(results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.id] : []))).size).toBe(1);
  });

  it('tells who was created or changed, and nothing of a row that said nothing new', async () => {
    const { run } = await newAgency();
    changed.length = 0;
    const upsert = (changes: object) =>
      run((tx, actor) => upsertMember(tx, actor, row(changes), 'input.rows[0]', events));
    const { id } = await upsert({});
    expect(changed).toEqual([[id]]);
    await upsert({});
    expect(changed).toEqual([[id]]);
    await upsert({ familyName: 'Vane' });
    expect(changed).toEqual([[id], [id]]);
  });

  it('cannot send away the last admin, and a bad one writes nothing', async () => {
    const { run } = await newAgency();
    const upsert = (changes: object) =>
      run((tx, actor) => upsertMember(tx, actor, row(changes), 'input.rows[2]', events));
    const away = { externalId: { system: 'hr', value: 'admin' }, state: 'LEFT' };
    await expect(upsert(away)).rejects.toMatchObject({ code: 'NOT_ALLOWED', field: 'input.rows[2].state' });
    await expect(upsert({ email: 'nobody' })).rejects.toMatchObject({ code: 'INVALID', field: 'input.rows[2].email' });
    const unknown = upsert({ orgUnitId: uuidv7() });
    await expect(unknown).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'input.rows[2].orgUnitId' });
    expect(await run((tx) => tx.query('select 1 from principals'))).toHaveLength(1);
  });

  it('is stored in tables whose columns the entities know', async () => {
    const { run } = await newAgency();
    for (const entity of [AgencyRow, ExternalIdRow, MemberFactRow, MemberRow, OrgUnitRow]) {
      await expect(run((tx) => tx.find(entity))).resolves.toBeDefined();
    }
  });

  it('needs a principal of its own agency', async () => {
    const [one, other] = [await newAgency(), await newAgency()];
    const id = await one.run((tx) => createPrincipal(tx, { kind: 'MEMBER' }));
    const stolen = other.run((tx) =>
      tx.query(`insert into members (agency_id, id, given_name, family_name) values ($1, $2, 'A', 'B')`, [
        tx.agencyId,
        id,
      ]),
    );
    await expect(stolen).rejects.toThrow(/foreign key/);
  });
});
