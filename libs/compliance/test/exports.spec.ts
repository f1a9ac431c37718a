import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { toGlobalId, type TenantTx } from '#platform';
import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { v7 as uuidv7 } from 'uuid';
import { ComplianceAgency, type Json } from './compliance-agency.js';
import { ExportClient } from './export-client.js';

const CLASS: Parameters<ComplianceAgency['presentation']>[1] = {
  hours: 4,
  categories: ['DE_ESCALATION', 'CE'],
  on: '2024-02-29',
  roster: 'SUBMITTED',
};
const CORRECT = `mutation ($input: CorrectTrainingRecordInput!) { correctTrainingRecord(input: $input) { trainingRecord { id } userErrors { message } } }`;
const TRAIL = '{ auditTrail(first: 50) { nodes { action details } } }';
const rowsOf = (csv: Buffer): Record<string, string>[] => parse(csv, { columns: true, recordDelimiter: '\r\n' });

describe('an export', () => {
  let client: ExportClient;
  let agency: ComplianceAgency;
  let admin: string;
  let ada: string;
  let bo: string;
  let cy: string;
  beforeAll(async () => {
    client = await ExportClient.serve({ worker: true });
  });
  afterAll(() => client.app.stop());
  beforeEach(async () => {
    agency = await ComplianceAgency.make(client.db, 3);
    [ada, bo, cy] = agency.officers as [string, string, string];
    admin = await client.token(agency.id, agency.adminId);
    await agency.write(async (tx) => {
      await rename(tx, ada, '=cmd|calc');
      await numbered(tx, ada, 'GA-0001');
      await numbered(tx, bo, 'GA-0002');
      await numbered(tx, cy, 'GA-0003');
    });
  });

  const rename = (tx: TenantTx, id: string, name: string) =>
    tx.query('update members set family_name = $3 where agency_id = $1 and id = $2', [tx.agencyId, id, name]);
  const numbered = (tx: TenantTx, id: string, value: string) =>
    tx.query(
      `insert into external_ids (agency_id, entity_type, entity_id, system, value) values ($1, 'Member', $2, 'board', $3)`,
      [tx.agencyId, id, value],
    );
  const recordOf = async (traineeId: string): Promise<string> => {
    let found = '';
    await agency.write(async (tx) => {
      const rows = await tx.query<{ id: string }>(
        'select id from training_records where agency_id = $1 and trainee_id = $2 order by id desc limit 1',
        [tx.agencyId, traineeId],
      );
      found = rows[0]!.id;
    });
    return found;
  };
  const correct = async (traineeId: string, hours: number): Promise<void> => {
    const recordId = toGlobalId('TrainingRecord', await recordOf(traineeId));
    const input = {
      idempotencyKey: uuidv7(),
      recordId,
      hours,
      completedOn: '2024-02-29',
      reason: 'Left "early", at noon',
    };
    await client.app.as(admin).done(CORRECT, { input });
  };
  const roster = async (): Promise<string> => {
    const held = await agency.presentation([ada, bo, cy], CLASS);
    await agency.earn(ada, held, '2024-02-29', 91.5);
    await agency.earn(bo, held, '2024-02-29');
    await correct(bo, 2);
    return toGlobalId('Presentation', held.presentationId);
  };

  it('of a roster tells each trainee with what they earned, and a correction on a line of its own', async () => {
    const presentationIds = [await roster()];
    const exported = await client.done(admin, { kind: 'BOARD_ROSTER', layout: 'CA_EDI', presentationIds });
    expect(exported).toMatchObject({
      rows: 4,
      blockingCount: 0,
      startedById: toGlobalId('Member', agency.adminId),
      operation: { state: 'DONE', done: 3, total: 3 },
      blob: { fileName: `board-roster-${exported.asOf}.csv`, mediaType: 'text/csv; charset=utf-8' },
    });
    const csv = await client.download(admin, exported);
    expect([exported.blob.digest, exported.blob.bytes]).toEqual([
      createHash('sha256').update(csv).digest('hex'),
      csv.length,
    ]);
    const lines = rowsOf(csv);
    const told = lines.map((line) => [
      line.line,
      line['POST ID'],
      line.familyName,
      line.hours,
      line.score,
      line.reason,
    ]);
    expect(told).toEqual([
      ['ATTENDANCE', 'GA-0001', `'=cmd|calc`, '4', '91.5', ''],
      ['ATTENDANCE', 'GA-0002', 'Officer 002', '4', '88', ''],
      ['CORRECTION', 'GA-0002', 'Officer 002', '2', '88', 'Left "early", at noon'],
      ['ATTENDANCE', 'GA-0003', 'Officer 003', '', '', ''],
    ]);
    expect(lines[2]!.correctsRecordId).toBe(lines[1]!.recordId);
    expect(lines[0]).toMatchObject({
      'certification/control number': 'GA-1',
      board: 'GA-POST',
      categories: 'DE_ESCALATION; CE',
      startsOn: '2024-02-29',
      location: 'Academy',
      instructor: 'Ada Instructor',
      rosterState: 'SUBMITTED',
      completedOn: '2024-02-29',
      approvedHours: '4',
    });
    // The class of 2024 was opened in this test; nobody can have asked thirty days before.
    const noted = exported.problems.map(({ row, field, blocking }: Json) => [row, field, blocking]);
    expect(noted.filter(([, field]: Json) => field !== 'startsOn')).toEqual([
      [4, 'hours', false],
      [5, 'hours', false],
    ]);
  });

  it('of a roster that its board would refuse has no file, and says in which line and column, unless it is wanted all the same', async () => {
    const held = await agency.presentation([ada, bo, cy], CLASS);
    await agency.write(async (tx) => {
      await tx.query(`delete from external_ids where agency_id = $1 and entity_id = $2`, [tx.agencyId, bo]);
      await tx.query(`update members set state = 'SUSPENDED' where agency_id = $1 and id = $2`, [
        tx.agencyId,
        agency.instructorId,
      ]);
    });
    const asked = { kind: 'BOARD_ROSTER', presentationIds: [toGlobalId('Presentation', held.presentationId)] };
    const refused = await client.done(admin, asked);
    expect(refused).toMatchObject({ blob: null, rows: 3, blockingCount: 4, operation: { state: 'DONE' } });
    expect(refused.problems.filter(({ blocking }: Json) => blocking)).toEqual([
      { row: 2, code: 'INSTRUCTOR_NOT_ACTIVE', field: 'instructor', message: expect.any(String), blocking: true },
      { row: 3, code: 'INSTRUCTOR_NOT_ACTIVE', field: 'instructor', message: expect.any(String), blocking: true },
      { row: 3, code: 'MISSING_STATE_ID', field: 'boardId', message: expect.stringContaining('board'), blocking: true },
      { row: 4, code: 'INSTRUCTOR_NOT_ACTIVE', field: 'instructor', message: expect.any(String), blocking: true },
    ]);
    const wanted = await client.done(admin, { ...asked, allowProblems: true });
    expect(wanted.blockingCount).toBe(4);
    expect(rowsOf(await client.download(admin, wanted))).toHaveLength(3);
    const empty = await agency.presentation([], CLASS);
    const nobody = await client.done(admin, {
      ...asked,
      presentationIds: [toGlobalId('Presentation', empty.presentationId)],
    });
    expect(nobody).toMatchObject({ blob: null, problems: [{ row: null, code: 'EMPTY_ROSTER', blocking: true }] });
  });

  it('of a roster is refused for what submitting it is refused for: a cancelled class, and hours of somebody not on it', async () => {
    const held = await agency.presentation([ada, bo], CLASS);
    await agency.earn(ada, held, '2024-02-29');
    await agency.earn(bo, held, '2024-02-29');
    const taken = (tx: TenantTx) =>
      tx.query('update roster_entries set removed_at = now() where agency_id = $1 and trainee_id = $2', [
        tx.agencyId,
        bo,
      ]);
    await agency.write(async (tx) => void (await taken(tx)));
    const asked = { kind: 'BOARD_ROSTER', presentationIds: [toGlobalId('Presentation', held.presentationId)] };
    const refused = await client.done(admin, asked);
    expect(refused).toMatchObject({ blob: null, rows: 1, blockingCount: 1 });
    expect(refused.problems).toMatchObject([{ row: null, code: 'HOURS_OFF_ROSTER', blocking: true }]);
    await correct(bo, 0);
    expect(await client.done(admin, asked)).toMatchObject({ rows: 1, blockingCount: 0 });

    await agency.write(async (tx) => {
      await tx.query(
        `update presentations set cancelled_at = now(), cancel_reason = 'Flood' where agency_id = $1 and id = $2`,
        [tx.agencyId, held.presentationId],
      );
    });
    const cancelled = await client.done(admin, asked);
    expect(cancelled.problems).toMatchObject([{ row: 2, code: 'CANCELLED', field: 'rosterState', blocking: true }]);
    // Among the classes of some days it is none.
    const days = { kind: 'BOARD_ROSTER', from: '2024-02-01', to: '2024-03-01', allowProblems: true };
    expect(await client.done(admin, days)).toMatchObject({ rows: 0, problems: [{ code: 'EMPTY_ROSTER' }] });
  });

  it('of a roster holds against the course what stands, not what was corrected', async () => {
    const held = await agency.presentation([ada], CLASS);
    await agency.earn(ada, held, '2024-02-29');
    const asked = { kind: 'BOARD_ROSTER', presentationIds: [toGlobalId('Presentation', held.presentationId)] };
    await correct(ada, 5);
    expect((await client.done(admin, asked)).problems).toMatchObject([
      { row: 3, code: 'HOURS_DIFFER', blocking: true },
    ]);
    await correct(ada, 4);
    expect(await client.done(admin, asked)).toMatchObject({ rows: 3, problems: [] });
  });

  it('of transcripts tells every entry, what was corrected and its corrections, in every format the same', async () => {
    await roster();
    const later = await agency.presentation([ada], { ...CLASS, on: '2025-12-31', roster: 'APPROVED' });
    await agency.earn(ada, later, '2025-12-31', null);
    const asked = {
      kind: 'TRANSCRIPT',
      memberIds: [ada, bo].map((id) => toGlobalId('Member', id)),
      asOf: '2026-01-01',
    };
    const [csv, xlsx, json] = await Promise.all(
      ['CSV', 'XLSX', 'JSON'].map(async (format) =>
        client.download(admin, await client.done(admin, { ...asked, format })),
      ),
    );
    const rows = rowsOf(csv!);
    expect(
      rows.map((row) => [row.boardId, row.completedOn, row.hours, row.rosterState, row.standing, row.source]),
    ).toEqual([
      ['GA-0001', '2024-02-29', '4', 'SUBMITTED', 'STANDS', 'SESSION'],
      ['GA-0001', '2025-12-31', '4', 'APPROVED', 'STANDS', 'SESSION'],
      ['GA-0002', '2024-02-29', '4', 'SUBMITTED', 'CORRECTED', 'SESSION'],
      ['GA-0002', '2024-02-29', '2', 'SUBMITTED', 'STANDS', 'CORRECTION'],
    ]);
    const object = JSON.parse(json!.toString()) as { columns: { key: string }[]; rows: Record<string, unknown>[] };
    expect(object.rows[0]).toMatchObject({
      familyName: '=cmd|calc',
      hours: 4,
      completedOn: '2024-02-29',
      reason: null,
    });
    const [names, ...cells] = (await readSheet(Readable.from([xlsx!]))) as unknown[][];
    expect(names).toEqual(object.columns.map(({ key }) => key));
    expect(
      cells.map((row) => row.map((cell) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : cell))),
    ).toEqual(object.rows.map((row) => Object.values(row)));
    const limited = await client.done(admin, { ...asked, from: '2024-03-01', to: '2025-12-31' });
    expect(limited.rows).toBe(1);
  });

  it('of statuses tells who stands how under each mandate on the day, and what is missing', async () => {
    await client.adopt(admin, 'US-GA-ANNUAL');
    await client.adopt(admin, 'US-TX-UNIT');
    const members = { memberIds: [toGlobalId('Member', ada)] };
    const both = await client.done(admin, { kind: 'STATUS_LIST', asOf: '2026-11-23', ...members });
    const rows = rowsOf(await client.download(admin, both));
    expect(rows.map(({ mandateCode, asOf }) => [mandateCode, asOf])).toEqual([
      ['US-GA-ANNUAL', '2026-11-23'],
      ['US-TX-UNIT', '2026-11-23'],
    ]);
    expect(rows[0]).toMatchObject({
      boardId: 'GA-0001',
      status: 'AT_RISK',
      dueOn: '2026-12-31',
      missing: expect.stringMatching(/20 HOUR/),
    });
    const all = await client.done(admin, { kind: 'STATUS_LIST', mandateCode: 'US-GA-ANNUAL' });
    // Officers, admin and instructor: whoever is in service.
    expect(all).toMatchObject({ rows: 5, operation: { done: 5, total: 5 } });
  });

  it('stays listed with its digest when its file is gone, and its start and end are on the trail', async () => {
    const presentationIds = [await roster()];
    const started = [];
    for (const format of ['CSV', 'XLSX', 'JSON'])
      started.push(await client.done(admin, { kind: 'BOARD_ROSTER', presentationIds, format }));
    const first = await client.list(admin);
    const rest = await client.list(admin, first.pageInfo.endCursor);
    expect([...first.nodes, ...rest.nodes]).toEqual([...started].reverse());
    await agency.write(async (tx) => {
      await tx.query(`update blobs set removed_at = now() where agency_id = $1`, [tx.agencyId]);
    });
    const [gone] = (await client.list(admin)).nodes;
    expect(gone.blob).toEqual({ ...started[2].blob, downloadUrl: null });
    const { nodes } = await client.app.as(admin).done<Json>(TRAIL);
    const trail = nodes.map(({ action, details }: Json) => ({ action, ...JSON.parse(details) }));
    const finished = trail.filter(({ action }: Json) => action === 'export.finished').map(({ digest }: Json) => digest);
    expect(new Set(finished)).toEqual(new Set(started.map(({ blob }) => blob.digest)));
    expect(trail.filter(({ action }: Json) => action === 'export.started')).toHaveLength(3);
  });
});
