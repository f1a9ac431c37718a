import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Actor, Blobs, fromGlobalId, Operations, SCOPES, Tasks, toGlobalId, type Reach, type Scope } from '#platform';
import { textOfPdf } from '#testing';
import { v7 as uuidv7 } from 'uuid';
import { MakeAuditPacketTask } from '../src/audit-packets/make-audit-packet.task.js';
import { ComplianceAgency, type Json } from './compliance-agency.js';
import { DyingDb } from './dying-db.js';
import { PacketClient } from './packet-client.js';

const CLASS: Parameters<ComplianceAgency['presentation']>[1] = {
  hours: 4,
  categories: ['DE_ESCALATION', 'CE'],
  on: '2026-02-12',
  roster: 'APPROVED',
};
const CORRECT = `mutation ($input: CorrectTrainingRecordInput!) { correctTrainingRecord(input: $input) { trainingRecord { id } userErrors { message } } }`;
const PDF = Buffer.from('%PDF-1.7 a plan').toString('base64');
const EVERY_SCOPE = new Map(Object.keys(SCOPES).map((scope) => [scope as Scope, 'AGENCY' as Reach]));

describe('an audit packet', () => {
  let client: PacketClient;
  let agency: ComplianceAgency;
  let admin: string;
  let ada: string;
  let bo: string;
  let held: { presentationId: string; courseVersionId: string };
  beforeAll(async () => {
    client = await PacketClient.serve({ worker: true });
  });
  afterAll(() => client.exports.app.stop());
  beforeEach(async () => {
    agency = await ComplianceAgency.make(client.exports.db, 3);
    [ada, bo] = agency.officers as [string, string];
    admin = await client.exports.token(agency.id, agency.adminId);
    held = await agency.presentation([ada, bo], CLASS);
    await agency.earn(ada, held, '2026-02-12', 91.5);
    await client.exports.adopt(admin, 'US-GA-ANNUAL');
  });

  const asked = (input: object) => ({ asOf: '2026-03-31', ...input });
  const presentationId = () => toGlobalId('Presentation', held.presentationId);
  const pages = async (packet: Json): Promise<string> =>
    textOfPdf(await client.exports.download(admin, { blob: packet.pdf }))
      .join(' ')
      .replace(/\s+/g, ' ');
  const rows = async <Row>(sql: string, ...more: string[]): Promise<Row[]> => {
    let found: Row[] = [];
    await agency.write(async (tx) => void (found = await tx.query<Row>(sql, [tx.agencyId, ...more])));
    return found;
  };
  const correct = async (): Promise<void> => {
    const [record] = await rows<{ id: string }>(
      'select id from training_records where agency_id = $1 and trainee_id = $2',
      ada,
    );
    const input = {
      ...{ idempotencyKey: uuidv7(), recordId: toGlobalId('TrainingRecord', record!.id), hours: 2 },
      ...{ completedOn: '2026-02-12', reason: 'Left at noon' },
    };
    const { userErrors } = await client.exports.app.as(admin).done<Json>(CORRECT, { input });
    expect(userErrors).toEqual([]);
  };

  it('of an officer has the requirement tree, every entry with its reason, and what was waived by whom', async () => {
    await correct();
    await agency.write(async (tx) => {
      await tx.query(
        `insert into consequences (agency_id, member_id, mandate_code, code, missed_on, recorded_on, reason, recorded_by)
         values ($1, $2, 'US-GA-ANNUAL', 'SUSPENDED', '2026-02-01', '2026-03-01', 'Missed the year before.', $3)`,
        [tx.agencyId, ada, agency.adminId],
      );
    });
    const packet = await client.done(admin, asked({ memberId: toGlobalId('Member', ada) }));
    expect(packet).toMatchObject({ officers: 1, operation: { state: 'DONE' }, pdf: { mediaType: 'application/pdf' } });
    const said = await pages(packet);
    for (const words of [
      'Ada Officer 001',
      'US-GA-ANNUAL, version 1.0.0',
      'Replaced by a later correction.',
      'Left at noon',
      'Consequence: Suspended',
      'Missed the year before.',
      'Lapsed',
    ])
      expect(said).toContain(words);
    const files = await client.files(admin, packet);
    const [officer] = JSON.parse(files['evidence/officers-001.json']!.toString());
    expect(officer).toMatchObject({ familyName: 'Officer 001', standings: [{ code: 'US-GA-ANNUAL' }] });
    expect(officer.ledger).toHaveLength(2);
    expect(officer.standings[0].entries.map(({ exclusionReason }: Json) => exclusionReason)).toContain('CORRECTED');
    expect(files['ledger.csv']!.toString()).toContain('Replaced by a later correction.');
    expect(files['audit-packet.pdf']).toEqual(await client.exports.download(admin, { blob: packet.pdf }));
  });

  it('of a presentation has roster, sign-in lines in order, decisions, corrections and documents', async () => {
    await agency.write(async (tx) => {
      for (const attended of [false, true]) {
        await tx.query(
          `insert into attendances (agency_id, presentation_id, trainee_id, attended, capacity, recorded_by) values ($1, $2, $3, $4, 'STUDENT', $5)`,
          [tx.agencyId, held.presentationId, bo, attended, agency.instructorId],
        );
      }
      await tx.query(
        `insert into roster_states (agency_id, presentation_id, state, decided_by) values ($1, $2, 'APPROVED', $3)`,
        [tx.agencyId, held.presentationId, agency.adminId],
      );
      await tx.query(
        `insert into roster_corrections (agency_id, presentation_id, trainee_id, change, reason, recorded_by) values ($1, $2, $3, 'REMOVED', 'Never came', $4)`,
        [tx.agencyId, held.presentationId, bo, agency.adminId],
      );
      await tx.query('update roster_entries set removed_at = now() where agency_id = $1 and trainee_id = $2', [
        tx.agencyId,
        bo,
      ]);
    });
    const plan = { kind: 'LESSON_PLAN', fileName: 'plan.pdf', mediaType: 'application/pdf', contentBase64: PDF };
    const attached = await client.attach(admin, { presentationId: presentationId(), ...plan });
    expect(attached).toMatchObject({ documents: [{ kind: 'LESSON_PLAN', bytes: 15 }], userErrors: [] });
    const packet = await client.done(admin, asked({ presentationId: presentationId() }));
    const said = await pages(packet);
    for (const words of ['Roster approved', 'GA-1', 'Never came', 'plan.pdf', 'Not held by Parley'])
      expect(said).toContain(words);
    expect(said).not.toContain('The lesson plan.');
    const files = await client.files(admin, packet);
    const { presentation } = JSON.parse(files['evidence/summary.json']!.toString());
    expect(presentation.signIn.map(({ attended, replaced }: Json) => [attended, replaced])).toEqual([
      [false, true],
      [true, false],
    ]);
    expect(files['documents/01-plan.pdf']!.toString()).toBe('%PDF-1.7 a plan');
    expect(files['sign-in-sheet.csv']!.toString().trimEnd().split('\r\n')).toHaveLength(3);
  });

  it('of a mandate counts everybody in service, and no other agency’s', async () => {
    const other = await ComplianceAgency.make(client.exports.db, 1);
    const packet = await client.done(admin, asked({ mandateCode: 'US-GA-ANNUAL' }));
    // The admin and the instructor are members in service too.
    expect(packet).toMatchObject({ officers: 5, operation: { state: 'DONE' } });
    expect(JSON.parse(packet.operation.result)).toMatchObject({ officers: 5, digest: packet.digest });
    const text = Object.values(await client.files(admin, packet)).join('');
    expect(text).not.toContain(other.officers[0]);
    const stranger = await client.exports.token(other.id, other.adminId);
    expect(await client.read(stranger, packet.id)).toEqual(
      await client.read(stranger, toGlobalId('AuditPacket', uuidv7())),
    );
    expect(
      await rows(`select 1 from audit_entries where agency_id = $1 and action like 'audit-packet.%'`),
    ).toHaveLength(2);
  });

  it('shows nothing of practice, of sessions’ words or of proposals', async () => {
    const packet = await client.done(admin, asked({ memberId: toGlobalId('Member', ada) }));
    const files = await client.files(admin, packet);
    const keys = new Set(
      Object.values(files).flatMap((bytes) => [...bytes.toString().matchAll(/"(\w+)":/g)].map(([, key]) => key)),
    );
    for (const key of ['turns', 'text', 'proposal', 'level', 'notes', 'email']) expect(keys).not.toContain(key);
  });

  it.each([
    [{}, 'INVALID', 'input'],
    [{ memberId: 'ada', presentationId: 'held' }, 'INVALID', 'input'],
    [{ memberId: 'ada', orgUnitId: toGlobalId('OrgUnit', uuidv7()) }, 'INVALID', 'input.orgUnitId'],
    [{ memberId: toGlobalId('Member', uuidv7()) }, 'NOT_FOUND', 'input.memberId'],
    [{ presentationId: toGlobalId('Presentation', uuidv7()) }, 'NOT_FOUND', 'input.presentationId'],
    [{ mandateCode: 'US-TX-UNIT' }, 'NOT_FOUND', 'input.mandateCode'],
    [{ mandateCode: 'US-GA-ANNUAL', orgUnitId: toGlobalId('OrgUnit', uuidv7()) }, 'NOT_FOUND', 'input.orgUnitId'],
    [{ memberId: 'ada', asOf: '0206-01-01' }, 'INVALID', 'input.asOf'],
  ])('is refused for %j', async (input: Json, code, field) => {
    const known: Record<string, string> = { ada: toGlobalId('Member', ada), held: presentationId() };
    const ids = Object.fromEntries(Object.entries(input).map(([key, id]) => [key, known[id as string] ?? id]));
    expect(await client.start(admin, asked(ids))).toMatchObject({ auditPacket: null, userErrors: [{ code, field }] });
    expect(await rows('select 1 from audit_packets where agency_id = $1')).toEqual([]);
    expect(await rows(`select 1 from operations where agency_id = $1 and kind = 'AUDIT_PACKET'`)).toEqual([]);
  });

  it.each([
    [{ contentBase64: 'no base64!' }, 'input.contentBase64'],
    [{ contentBase64: Buffer.from('<html>').toString('base64') }, 'input.contentBase64'],
    [{ presentationId: toGlobalId('Presentation', uuidv7()) }, 'input.presentationId'],
  ])('takes no document for %j', async (wrong: Json, field) => {
    const plan = { kind: 'LESSON_PLAN', fileName: 'plan.pdf', mediaType: 'application/pdf', contentBase64: PDF };
    const answer = await client.attach(admin, { presentationId: presentationId(), ...plan, ...wrong });
    expect(answer).toMatchObject({ documents: null, userErrors: [{ field }] });
    expect(await rows('select 1 from presentation_documents where agency_id = $1')).toEqual([]);
  });

  it('is one for one key, and only an admin starts one', async () => {
    const input = asked({ memberId: toGlobalId('Member', ada), idempotencyKey: 'one' });
    const [first, second] = await Promise.all([client.start(admin, input), client.start(admin, input)]);
    expect(second.auditPacket.id).toBe(first.auditPacket.id);
    expect(await client.start(admin, { ...input, asOf: '2026-03-30' })).toMatchObject({
      userErrors: [{ code: 'KEY_REUSED' }],
    });
    const officer = await client.exports.token(agency.id, ada);
    expect(await client.start(officer, input)).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect((await client.list(admin)).nodes).toHaveLength(1);
  });
});

describe('an audit packet whose worker fails', () => {
  let client: PacketClient;
  let agency: ComplianceAgency;
  let admin: string;
  beforeAll(async () => {
    client = await PacketClient.serve({ worker: false });
    agency = await ComplianceAgency.make(client.exports.db, 2);
    admin = await client.exports.token(agency.id, agency.adminId);
    await client.exports.adopt(admin, 'US-GA-ANNUAL');
  });
  afterAll(() => client.exports.app.stop());

  const rows = async <Row>(sql: string): Promise<Row[]> => {
    let found: Row[] = [];
    await agency.write(async (tx) => void (found = await tx.query<Row>(sql, [tx.agencyId])));
    return found;
  };

  it('is made again and stored once, wherever it died', async () => {
    const { app, db } = client.exports;
    const start = async (): Promise<string> =>
      (await client.start(admin, { mandateCode: 'US-GA-ANNUAL', asOf: '2026-03-31' })).auditPacket.id;
    const work = async (id: string, at: number): Promise<number> => {
      const [task] = await rows<{ id: string; token: string }>(
        `select id, lease_token::text as token from tasks where agency_id = $1 and name = 'make-audit-packet'`,
      );
      const dying = new DyingDb(db, at);
      const handler = new MakeAuditPacketTask(dying as never, app.get(Tasks), app.get(Operations), app.get(Blobs));
      const actor = Actor.task(agency.id, task!.id, EVERY_SCOPE);
      const lease = { taskId: task!.id, token: task!.token, attempt: 1, signal: new AbortController().signal };
      try {
        await handler.handle(actor, { packetId: fromGlobalId('AuditPacket', id, 'id') }, lease);
      } finally {
        await db.endOperation(actor);
      }
      return dying.statements;
    };
    // The first also has the sweep of files begun.
    await work(await start(), -1);
    const whole = await work(await start(), -1);
    // Reading is the same wherever it stops; each statement that writes is tried.
    for (const at of [1, 4, ...Array.from({ length: 9 }, (_, back) => whole - back)]) {
      const id = await start();
      await expect(work(id, at)).rejects.toThrow('killed');
      expect(await client.read(admin, id)).toMatchObject({ digest: null, pdf: null, zip: null });
      await work(id, -1);
      expect(await client.read(admin, id)).toMatchObject({ officers: 4, operation: { state: 'DONE' } });
    }
    expect(await rows(`select 1 from tasks where agency_id = $1 and name = 'make-audit-packet'`)).toEqual([]);
    expect(await rows('select 1 from audit_packet_outcomes where agency_id = $1')).toHaveLength(13);
    expect(await rows(`select 1 from blobs where agency_id = $1 and purpose = 'AUDIT_PACKET'`)).toHaveLength(26);
  });
});
