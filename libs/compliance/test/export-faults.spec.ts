import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  Actor,
  Blobs,
  fromGlobalId,
  Operations,
  SCOPES,
  Tasks,
  TenantDb,
  toGlobalId,
  type Reach,
  type Scope,
  type TenantTx,
} from '#platform';
import { RunExportTask } from '../src/exports/run-export.task.js';
import { ComplianceAgency, type Json } from './compliance-agency.js';
import { ExportClient } from './export-client.js';

const EVERY_SCOPE = new Map(Object.keys(SCOPES).map((scope) => [scope as Scope, 'AGENCY' as Reach]));
const CLASS: Parameters<ComplianceAgency['presentation']>[1] = {
  hours: 4,
  categories: ['CE'],
  on: '2026-03-02',
  roster: 'APPROVED',
};
const CANCEL = `mutation ($input: CancelOperationInput!) { cancelOperation(input: $input) { operation { state } userErrors { code } } }`;

/** A database of a worker that dies before its nth statement, or whose nth commit is never answered. */
class DyingDb {
  statements = 0;

  constructor(
    private readonly db: TenantDb,
    private readonly at: number,
    private readonly isCommit = false,
    private commits = 0,
  ) {}

  read<T>(actor: Actor, work: (tx: TenantTx) => Promise<T>): Promise<T> {
    return this.db.read(actor, (tx) => work(this.dying(tx)));
  }

  async run<T>(actor: Actor, work: (tx: TenantTx) => Promise<T>): Promise<T> {
    const result = await this.db.run(actor, (tx) => work(this.dying(tx)));
    if (this.isCommit && (this.commits += 1) === this.at) throw new Error('killed');
    return result;
  }

  private dying(tx: TenantTx): TenantTx {
    return {
      ...tx,
      query: <Row>(...args: Parameters<TenantTx['query']>) => {
        this.statements += 1;
        if (!this.isCommit && this.statements === this.at) throw new Error('killed');
        return tx.query<Row>(...args);
      },
    };
  }
}

describe('an export whose worker fails', () => {
  let client: ExportClient;
  let agency: ComplianceAgency;
  let admin: string;
  let exportId: string;
  beforeAll(async () => {
    client = await ExportClient.serve({ worker: false });
  });
  afterAll(() => client.app.stop());
  beforeEach(async () => {
    agency = await ComplianceAgency.make(client.db, 2);
    admin = await client.token(agency.id, agency.adminId);
    const [officer] = agency.officers as [string];
    await agency.earn(officer, await agency.presentation([officer], CLASS), '2026-03-02');
    const started = await client.start(admin, { kind: 'TRANSCRIPT', format: 'XLSX', asOf: '2026-04-01' });
    exportId = started.export.id;
  });

  const rows = async <Row>(sql: string): Promise<Row[]> => {
    let found: Row[] = [];
    await agency.write(async (tx) => void (found = await tx.query<Row>(sql, [tx.agencyId])));
    return found;
  };
  /** As a worker that has claimed the task does it. @returns how many statements it took */
  const work = async (
    dying?: { at: number; isCommit?: boolean },
    attempt = 1,
    signal = new AbortController().signal,
  ) => {
    const [task] = await rows<{ id: string; token: string }>(
      `select id, lease_token::text as token from tasks where agency_id = $1 and name = 'run-export'`,
    );
    if (!task) throw new Error('no task waits');
    const db = new DyingDb(client.db, dying?.at ?? -1, dying?.isCommit);
    const { app } = client;
    const handler = new RunExportTask(db as never, app.get(Tasks), app.get(Operations), app.get(Blobs));
    const actor = Actor.task(agency.id, task.id, EVERY_SCOPE);
    const lease = { taskId: task.id, token: task.token, attempt, signal };
    try {
      await handler.handle(actor, { exportId: fromGlobalId('Export', exportId, 'id') }, lease);
    } finally {
      await client.db.endOperation(actor);
    }
    return db.statements;
  };
  const waiting = () => rows(`select id from tasks where agency_id = $1 and name = 'run-export'`);
  const stored = () => rows<Json>(`select digest from blobs where agency_id = $1`);

  it('is written again, the same, wherever it died', async () => {
    const whole = await work();
    const first = await client.read(admin, exportId);
    expect(first).toMatchObject({ rows: 1, operation: { state: 'DONE' } });
    for (let at = 1; at <= whole; at += 1) {
      const started = await client.start(admin, { kind: 'TRANSCRIPT', format: 'XLSX', asOf: '2026-04-01' });
      exportId = started.export.id;
      await expect(work({ at })).rejects.toThrow('killed');
      expect(await client.read(admin, exportId)).toMatchObject({ rows: null, blob: null });
      await work();
      expect(await client.read(admin, exportId)).toMatchObject({
        rows: 1,
        operation: { state: 'DONE' },
        blob: { digest: first.blob.digest },
      });
    }
    expect(await stored()).toHaveLength(whole + 1);
    expect(await waiting()).toEqual([]);
    expect(await rows(`select 1 from audit_entries where agency_id = $1 and action = 'export.finished'`)).toHaveLength(
      whole + 1,
    );
  });

  it('of which no answer to the last commit came has ended once', async () => {
    // The first commit tells how far it is, the second ends it.
    await expect(work({ at: 2, isCommit: true })).rejects.toThrow('killed');
    expect(await client.read(admin, exportId)).toMatchObject({ operation: { state: 'DONE' } });
    expect(await stored()).toHaveLength(1);
    expect(await waiting()).toEqual([]);
  });

  it('says that it failed once it has failed often, and is not taken for failed when its worker stops', async () => {
    const stopping = new AbortController();
    stopping.abort();
    await expect(work(undefined, 9, stopping.signal)).rejects.toThrow();
    expect(await client.read(admin, exportId)).toMatchObject({ operation: { state: 'QUEUED' } });
    await expect(work({ at: 5 }, 4)).rejects.toThrow('killed');
    await work({ at: 5 }, 5);
    expect(await client.read(admin, exportId)).toMatchObject({
      rows: null,
      operation: { state: 'FAILED', error: expect.stringContaining('could not be written') },
    });
    expect(await waiting()).toEqual([]);
  });

  it('stores nothing once it was cancelled', async () => {
    const operationId = toGlobalId('Operation', fromGlobalId('Export', exportId, 'id'));
    await client.app.as(admin).done(CANCEL, { input: { operationId } });
    await work();
    expect(await client.read(admin, exportId)).toMatchObject({ rows: null, operation: { state: 'CANCELLED' } });
    expect(await stored()).toEqual([]);
    expect(await waiting()).toEqual([]);
  });

  it('leaves content only under its own agency', async () => {
    await work();
    const { blob } = await client.read(admin, exportId);
    const files = await readdir(join(client.app.blobFolder, agency.id), { recursive: true });
    expect(files.filter((name) => name.endsWith(blob.digest))).toHaveLength(1);
  });
});
