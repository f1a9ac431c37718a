import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toGlobalId } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { ComplianceAgency, type Json } from './compliance-agency.js';
import { ExportClient } from './export-client.js';

const CLASS: Parameters<ComplianceAgency['presentation']>[1] = {
  hours: 4,
  categories: ['CE'],
  on: '2024-02-29',
  roster: 'DRAFT',
};

describe('a request for an export', () => {
  let client: ExportClient;
  let agency: ComplianceAgency;
  let other: ComplianceAgency;
  let admin: string;
  let presentationIds: string[];
  beforeAll(async () => {
    client = await ExportClient.serve({ worker: false });
    agency = await ComplianceAgency.make(client.db, 1);
    other = await ComplianceAgency.make(client.db, 1);
    admin = await client.token(agency.id, agency.adminId);
    const { presentationId } = await agency.presentation(agency.officers, CLASS);
    presentationIds = [toGlobalId('Presentation', presentationId)];
  });
  afterAll(() => client.app.stop());

  const written = async (): Promise<Json> => {
    let found: Json;
    await agency.write(async (tx) => {
      found = await tx.query(
        `select (select count(*)::int from exports where agency_id = $1) as exports,
           (select count(*)::int from operations where agency_id = $1) as operations,
           (select count(*)::int from tasks where agency_id = $1 and name = 'run-export') as tasks,
           (select count(*)::int from audit_entries where agency_id = $1) as trail`,
        [tx.agencyId],
      );
    });
    return found;
  };

  it('starts one however often it comes, and does not stand for another', async () => {
    const idempotencyKey = uuidv7();
    const asked = { kind: 'BOARD_ROSTER', presentationIds, idempotencyKey };
    const [one, two] = await Promise.all([client.start(admin, asked), client.start(admin, asked)]);
    expect(two.export.id).toBe(one.export.id);
    const another = await client.start(admin, { ...asked, format: 'JSON' });
    expect(another).toMatchObject({ export: null, userErrors: [{ code: 'KEY_REUSED' }] });
    expect(await written()).toEqual([{ exports: 1, operations: 1, tasks: 1, trail: 1 }]);
  });

  it('is refused by the field that is wrong, before anything is written', async () => {
    const before = await written();
    const member = toGlobalId('Member', agency.officers[0]!);
    const foreign = toGlobalId('Member', other.officers[0]!);
    const refusals: [object, string, string][] = [
      [{ kind: 'BOARD_ROSTER' }, 'INVALID', 'input.presentationIds'],
      [{ kind: 'BOARD_ROSTER', from: '2026-01-01' }, 'INVALID', 'input.presentationIds'],
      [{ kind: 'BOARD_ROSTER', presentationIds, memberIds: [member] }, 'INVALID', 'input.memberIds'],
      [{ kind: 'TRANSCRIPT', presentationIds }, 'INVALID', 'input.presentationIds'],
      [{ kind: 'TRANSCRIPT', layout: 'CA_EDI' }, 'INVALID', 'input.layout'],
      [{ kind: 'TRANSCRIPT', allowProblems: true }, 'INVALID', 'input.allowProblems'],
      [{ kind: 'TRANSCRIPT', from: '2026-03-01', to: '2026-02-28' }, 'INVALID', 'input.to'],
      [{ kind: 'TRANSCRIPT', from: '0206-03-01' }, 'INVALID', 'input.from'],
      [{ kind: 'STATUS_LIST', from: '2026-03-01' }, 'INVALID', 'input.from'],
      [{ kind: 'STATUS_LIST', mandateCode: 'US-FL-MR' }, 'NOT_FOUND', 'input.mandateCode'],
      [{ kind: 'TRANSCRIPT', memberIds: [member, foreign] }, 'NOT_FOUND', 'input.memberIds[1]'],
      [{ kind: 'TRANSCRIPT', memberIds: [member, toGlobalId('Member', uuidv7())] }, 'NOT_FOUND', 'input.memberIds[1]'],
      [{ kind: 'TRANSCRIPT', memberIds: [presentationIds[0]] }, 'INVALID_ID', 'input.memberIds[0]'],
      [{ kind: 'TRANSCRIPT', orgUnitId: '' }, 'INVALID_ID', 'input.orgUnitId'],
      [{ kind: 'TRANSCRIPT', orgUnitId: toGlobalId('OrgUnit', uuidv7()) }, 'NOT_FOUND', 'input.orgUnitId'],
    ];
    for (const [input, code, field] of refusals) {
      const { userErrors } = await client.start(admin, input);
      expect([input, userErrors]).toEqual([input, [{ code, field, message: expect.any(String) }]]);
    }
    for (const input of [{ memberIds: [] }, { boardIdSystem: '' }, { memberIds: Array(501).fill(member) }]) {
      const [problem] = await client.start(admin, { kind: 'TRANSCRIPT', ...input });
      expect(problem.extensions.code).toBe('BAD_INPUT');
    }
    const instructor = await client.token(agency.id, agency.instructorId);
    const [refused] = await client.start(instructor, { kind: 'TRANSCRIPT', memberIds: ['nonsense'] });
    expect(refused.extensions).toMatchObject({ code: 'FORBIDDEN', scope: 'export:write' });
    expect(await written()).toEqual(before);
  });

  it('is another agency’s to see nothing of', async () => {
    const started = await client.start(admin, { kind: 'TRANSCRIPT' });
    const otherAdmin = await client.token(other.id, other.adminId);
    expect(await client.read(otherAdmin, started.export.id)).toBeNull();
    expect((await client.list(otherAdmin)).nodes).toEqual([]);
    expect((await client.read(admin, started.export.id)).id).toBe(started.export.id);
  });
});
