import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Actor, Blobs, fromGlobalId, Operations, SCOPES, Tasks, toGlobalId, type Reach, type Scope } from '#platform';
import { until, withSuperuser } from '#testing';
import { parse } from 'csv-parse/sync';
import { v7 as uuidv7 } from 'uuid';
import { verifySnapshots } from '../src/index.js';
import { TakeSnapshotTask } from '../src/snapshots/take-snapshot.task.js';
import { ComplianceAgency, type Json } from './compliance-agency.js';
import { DyingDb } from './dying-db.js';
import { ExportClient } from './export-client.js';

const BLOB = '{ digest bytes downloadUrl expiresAt }';
const SNAPSHOT = `id kind mandateCodes orgUnitId memberId asOf knownAt mandates { code version digest } evaluatorVersion members inputDigest
  resultDigest inputs ${BLOB} result ${BLOB} csv ${BLOB}
  lastReproduction { equal resultDigest evaluatorVersion result ${BLOB} }`;
const TAKE = `mutation ($input: TakeSnapshotInput!) { takeSnapshot(input: $input) { operation { id state } userErrors { code field message } } }`;
const REPRODUCE = `mutation ($input: ReproduceSnapshotInput!) { reproduceSnapshot(input: $input) { operation { id state } userErrors { code field message } } }`;
const READ = `query ($id: ID!) { node(id: $id) { ... on ComplianceSnapshot { ${SNAPSHOT} } } }`;
const STATE = 'query ($id: ID!) { node(id: $id) { ... on Operation { state result } } }';
const CLASS: Parameters<ComplianceAgency['presentation']>[1] = {
  hours: 4,
  categories: ['DE_ESCALATION', 'CE'],
  on: '2026-02-12',
  roster: 'APPROVED',
};
const EVERY_SCOPE = new Map(Object.keys(SCOPES).map((scope) => [scope as Scope, 'AGENCY' as Reach]));

describe('a snapshot of a report', () => {
  let client: ExportClient;
  let agency: ComplianceAgency;
  let admin: string;
  let ada: string;
  beforeAll(async () => {
    client = await ExportClient.serve({ worker: true });
  });
  afterAll(() => client.app.stop());
  beforeEach(async () => {
    agency = await ComplianceAgency.make(client.db, 2);
    [ada] = agency.officers as [string];
    admin = await client.token(agency.id, agency.adminId);
    await client.adopt(admin, 'US-GA-ANNUAL');
    await agency.earn(ada, await agency.presentation([ada], CLASS), '2026-02-12');
  });

  const ask = async (query: string, variables: object): Promise<Json> =>
    client.app.as(admin).ask(query, variables as never);
  const ended = (id: string): Promise<Json> =>
    until('the end of an operation', async () => {
      const { node } = (await ask(STATE, { id })).data;
      return ['DONE', 'FAILED'].includes(node.state) ? node : null;
    });
  const read = async (id: string): Promise<Json> => (await ask(READ, { id })).data.node;
  const take = async (input: object): Promise<Json> => {
    const asked = { asOf: '2026-03-31', idempotencyKey: uuidv7(), ...input };
    const { operation, userErrors } = (await ask(TAKE, { input: asked })).data.takeSnapshot;
    expect(userErrors).toEqual([]);
    expect(await ended(operation.id)).toMatchObject({ state: 'DONE' });
    return read(toGlobalId('ComplianceSnapshot', fromGlobalId('Operation', operation.id, 'id')));
  };
  const reproduce = async (snapshot: Json): Promise<Json> => {
    const input = { snapshotId: snapshot.id, idempotencyKey: uuidv7() };
    const { operation } = (await ask(REPRODUCE, { input })).data.reproduceSnapshot;
    const end = await ended(operation.id);
    return end.state === 'DONE' ? (await read(snapshot.id)).lastReproduction : end;
  };
  const file = (blob: Json): Promise<Buffer> => client.download(admin, { blob });
  const change = (sql: string, ...more: string[]): Promise<void> =>
    agency.write(async (tx) => void (await tx.query(sql, [tx.agencyId, ...more])));

  it.each([['STATUS_LIST'], ['DASHBOARD'], ['MEMBER']])(
    '%s is the same bytes after everything else has changed',
    async (kind) => {
      const snapshot = await take({ kind, ...(kind === 'MEMBER' ? { memberId: toGlobalId('Member', ada) } : {}) });
      expect(snapshot).toMatchObject({ kind, members: kind === 'MEMBER' ? 1 : 4, inputs: { expiresAt: null } });
      expect(snapshot.mandates).toEqual([expect.objectContaining({ code: 'US-GA-ANNUAL', version: '1.0.0' })]);
      const before = await file(snapshot.result);
      await agency.earn(ada, await agency.presentation([ada], { ...CLASS, hours: 40 }), '2026-03-01');
      await change(`update members set family_name = 'Somebody else' where agency_id = $1`);
      await change(`delete from member_facts where agency_id = $1`);
      const made = await reproduce(snapshot);
      expect(made).toMatchObject({ equal: true, resultDigest: snapshot.resultDigest });
      expect((await file(made.result)).equals(before)).toBe(true);
      const later = await take({ kind, ...(kind === 'MEMBER' ? { memberId: toGlobalId('Member', ada) } : {}) });
      expect(later.resultDigest).not.toBe(snapshot.resultDigest);
    },
  );

  it('takes consequences that were recorded into account', async () => {
    await change(
      `insert into consequences (agency_id, member_id, mandate_code, code, missed_on, recorded_on, reason, recorded_by)
       values ($1, $2, 'US-GA-ANNUAL', 'LOSS_OF_ARREST_POWERS', '2026-02-01', '2026-03-01', 'Missed it.', $3)`,
      ada,
      agency.adminId,
    );
    const snapshot = await take({ kind: 'STATUS_LIST' });
    const { rows } = JSON.parse((await file(snapshot.result)).toString());
    expect(rows.find(({ memberId }: Json) => memberId === ada)).toMatchObject({ status: 'LAPSED' });
    expect(await reproduce(snapshot)).toMatchObject({ equal: true });
  });

  it('tells in JSON, CSV and its inputs the same members', async () => {
    const snapshot = await take({ kind: 'STATUS_LIST' });
    const { about, rows } = JSON.parse((await file(snapshot.result)).toString());
    expect(about).toMatchObject({
      kind: 'STATUS_LIST',
      asOf: '2026-03-31',
      members: 4,
      agency: { name: 'Brook County' },
    });
    const lines = parse(await file(snapshot.csv), { columns: true, recordDelimiter: '\r\n' });
    expect(lines.map(({ memberId, status }: Json) => [memberId, status])).toEqual(
      rows.map(({ memberId, status }: Json) => [memberId, status]),
    );
    expect(
      gunzipSync(await file(snapshot.inputs))
        .toString()
        .trimEnd()
        .split('\n'),
    ).toHaveLength(5);
    const dashboard = JSON.parse((await file((await take({ kind: 'DASHBOARD' })).result)).toString());
    expect(dashboard.rows.reduce((sum: number, { members }: Json) => sum + members, 0)).toBe(rows.length);
  });

  it('says that it is not equal where the evaluator of then gave another report', async () => {
    const snapshot = await take({ kind: 'STATUS_LIST' });
    // Nothing of the product can change a row; this is as if another evaluator had made it.
    await withSuperuser(client.app.database.superuserUrl, (superuser) =>
      superuser.query(
        `update compliance_snapshots set result_digest = repeat('0', 64) where agency_id = '${agency.id}'`,
      ),
    );
    const made = await reproduce(snapshot);
    expect(made).toMatchObject({ equal: false, resultDigest: snapshot.resultDigest, evaluatorVersion: '1' });
    expect((await file(made.result)).equals(await file(snapshot.result))).toBe(true);
  });

  it('is made again by an operator, who is told of one whose inputs were changed on the disk', async () => {
    await take({ kind: 'DASHBOARD' });
    const snapshot = await take({ kind: 'STATUS_LIST' });
    const verify = async (): Promise<unknown[]> => {
      const found: unknown[] = [];
      const all = verifySnapshots(client.db, client.app.get(Blobs), agency.id);
      for await (const { kind, equal, problem } of all) found.push([kind, equal, problem]);
      return found;
    };
    expect(await verify()).toEqual([
      ['STATUS_LIST', true, null],
      ['DASHBOARD', true, null],
    ]);
    const { digest } = snapshot.inputs;
    await writeFile(join(client.app.blobFolder, agency.id, digest.slice(0, 2), digest), gzipSync('{}\n'));
    const [[, equal, problem]] = (await verify()) as [[string, boolean | null, string]];
    expect(equal).toBeNull();
    expect(problem).not.toBeNull();
  });

  it.each([
    [{ kind: 'MEMBER' }, 'INVALID', 'input.memberId'],
    [{ kind: 'DASHBOARD', memberId: toGlobalId('Member', uuidv7()) }, 'INVALID', 'input.memberId'],
    [{ kind: 'MEMBER', memberId: toGlobalId('Member', uuidv7()) }, 'NOT_FOUND', 'input.memberId'],
    [{ kind: 'DASHBOARD', orgUnitId: toGlobalId('OrgUnit', uuidv7()) }, 'NOT_FOUND', 'input.orgUnitId'],
    [{ kind: 'DASHBOARD', mandateCodes: ['US-TX-UNIT'] }, 'NOT_FOUND', 'input.mandateCodes[0]'],
    [{ kind: 'DASHBOARD', mandateCodes: ['US-GA-ANNUAL', 'US-GA-ANNUAL'] }, 'INVALID', 'input.mandateCodes'],
  ])('is refused for %j', async (input, code, field) => {
    const { data } = await ask(TAKE, { input: { idempotencyKey: uuidv7(), ...input } });
    expect(data.takeSnapshot).toMatchObject({ operation: null, userErrors: [{ code, field }] });
  });

  it('of another agency is not found, and only an admin takes one', async () => {
    const snapshot = await take({ kind: 'DASHBOARD' });
    const other = await ComplianceAgency.make(client.db, 0);
    const stranger = client.app.as(await client.token(other.id, other.adminId));
    const never = toGlobalId('ComplianceSnapshot', uuidv7());
    expect(await stranger.ask(READ, { id: snapshot.id })).toEqual(await stranger.ask(READ, { id: never }));
    const input = { snapshotId: snapshot.id, idempotencyKey: 'x' };
    const foreign = await stranger.ask(REPRODUCE, { input });
    expect(foreign).toEqual(await stranger.ask(REPRODUCE, { input: { ...input, snapshotId: never } }));
    const officer = client.app.as(await client.token(agency.id, ada));
    expect(await officer.ask(REPRODUCE, { input })).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });
});

describe('a snapshot whose worker fails', () => {
  let client: ExportClient;
  let agency: ComplianceAgency;
  let admin: string;
  beforeAll(async () => {
    client = await ExportClient.serve({ worker: false });
    agency = await ComplianceAgency.make(client.db, 2);
    admin = await client.token(agency.id, agency.adminId);
    await client.adopt(admin, 'US-GA-ANNUAL');
  });
  afterAll(() => client.app.stop());

  const rows = async <Row>(sql: string): Promise<Row[]> => {
    let found: Row[] = [];
    await agency.write(async (tx) => void (found = await tx.query<Row>(sql, [tx.agencyId])));
    return found;
  };

  it('is taken again and stored once, wherever it died', async () => {
    const { app, db } = client;
    const start = async (): Promise<void> => {
      const input = { kind: 'STATUS_LIST', asOf: '2026-03-31', idempotencyKey: uuidv7() };
      await app.as(admin).done(TAKE, { input });
    };
    const work = async (at: number): Promise<number> => {
      const [task] = await rows<{ id: string; token: string; payload: never }>(
        `select id, lease_token::text as token, payload from tasks where agency_id = $1 and name = 'take-snapshot'`,
      );
      const dying = new DyingDb(db, at);
      const handler = new TakeSnapshotTask(dying as never, app.get(Tasks), app.get(Operations), app.get(Blobs));
      const actor = Actor.task(agency.id, task!.id, EVERY_SCOPE);
      const lease = { taskId: task!.id, token: task!.token, attempt: 1, signal: new AbortController().signal };
      try {
        await handler.handle(actor, task!.payload, lease);
      } finally {
        await db.endOperation(actor);
      }
      return dying.statements;
    };
    await start();
    await work(-1);
    await start();
    const whole = await work(-1);
    for (let at = 1; at <= whole; at += 1) {
      await start();
      await expect(work(at)).rejects.toThrow('killed');
      await work(-1);
    }
    expect(await rows('select 1 from compliance_snapshots where agency_id = $1')).toHaveLength(whole + 2);
    expect(await rows(`select 1 from tasks where agency_id = $1 and name = 'take-snapshot'`)).toEqual([]);
    const digests = await rows<Json>('select distinct members from compliance_snapshots where agency_id = $1');
    expect(digests).toEqual([{ members: 4 }]);
  });
});
