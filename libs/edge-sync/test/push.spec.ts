import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { defineTask, silentBell, Tasks } from '#platform';
import { sessionCompleted } from '#sessions';
import fc from 'fast-check';
import { recordDigest, signRecord, verifyReceipt } from '../src/index.js';
import type { PulledAssignment } from '../src/pull.service.js';
import { addDevice, assignProof, edgeAgency, type EdgeAgency, type TestDevice } from './edge-agency.js';
import { edgeServer, type EdgeServer } from './edge-server.js';
import { claimsFor, signChain } from './sign-records.js';

const hearCompletion = defineTask<{ sessionId: string }>('test-hear-completion', { priority: 50 });

describe('pushing records', () => {
  const tasks = new Tasks(silentBell);
  let server: EdgeServer;
  let agency: EdgeAgency;
  let device: TestDevice;
  let assignments: PulledAssignment[];
  beforeAll(async () => {
    server = await edgeServer();
    server.events.on(sessionCompleted, async (tx, _actor, event) => {
      await tasks.add(tx, hearCompletion, event);
    });
    agency = await edgeAgency(server.db);
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    device = await addDevice(server.db, agency);
    await assignProof(server.db, agency, device.id, 5);
    assignments = await server.pull(device.actor());
  });

  const rows = <Row>(sql: string, parameters: string[] = [device.id]): Promise<Row[]> =>
    server.db.read(agency.admin(), (tx) => tx.query<Row>(sql, [tx.agencyId, ...parameters]));
  const storedBodies = async (): Promise<string[]> =>
    (
      await rows<{ body: string }>(
        'select body from edge_records where agency_id = $1 and device_id = $2 order by epoch, seq',
      )
    ).map(({ body }) => body);
  /** Sessions of this device's assignments, each with how many tasks grade it. */
  const sessions = () =>
    rows<{ turns: string; tasks: string }>(
      `select (select count(*) from turns t where t.agency_id = s.agency_id and t.session_id = s.id) as turns,
         (select count(*) from tasks k where k.agency_id = s.agency_id and k.payload->>'sessionId' = s.id::text) as tasks
       from scenario_sessions s join assignments a on a.agency_id = s.agency_id and a.id = s.assignment_id
       where s.agency_id = $1 and a.device_id = $2`,
    );
  const codes = async (records: readonly string[], epoch = 1) =>
    (await server.push(device.actor(), records, epoch)).outcomes.map(({ status, code }) => code ?? status);
  const place = (record: string, seq: number, recordId: string, epoch = 1) => ({
    agency: agency.agencyId,
    device: device.id,
    epoch,
    seq,
    recordId,
    digest: recordDigest(record),
  });

  it('stores each once, byte for byte, with one session and one task, and tells what is missing', async () => {
    const records = await signChain(device, assignments);
    const answer = await server.push(device.actor(), [records[0], records[3]] as string[]);
    expect(answer.outcomes.map(({ status, seq }) => [seq, status])).toEqual([
      [1, 'ACCEPTED'],
      [4, 'ACCEPTED'],
    ]);
    expect(answer).toMatchObject({ contiguousThrough: 1, missing: [{ from: 2, to: 3 }], retryAfterMs: 0 });
    expect(await server.push(device.actor(), records)).toMatchObject({ contiguousThrough: 5, missing: [] });
    expect(await storedBodies()).toEqual(records);
    expect(await sessions()).toEqual(records.map(() => ({ turns: '2', tasks: '1' })));
  });

  it('comes to the same under five shuffled resends and two pushes at once', async () => {
    const records = await signChain(device, assignments);
    const five = [...records, ...records, ...records, ...records, ...records];
    const [shuffled] = fc.sample(fc.shuffledSubarray(five, { minLength: five.length }), 1) as [string[]];
    const [one, other] = await Promise.all([
      server.push(device.actor(), shuffled),
      server.push(device.actor(), [...shuffled].reverse()),
    ]);
    const outcomes = [...one.outcomes, ...other.outcomes];
    expect(outcomes.filter(({ status }) => status === 'ACCEPTED')).toHaveLength(records.length);
    expect(outcomes.filter(({ status }) => status === 'DUPLICATE')).toHaveLength(9 * records.length);
    expect(await storedBodies()).toEqual(records);
    expect(await sessions()).toEqual(records.map(() => ({ turns: '2', tasks: '1' })));
    for (const [index, record] of records.entries()) {
      const receipts = new Set(outcomes.filter(({ seq }) => seq === index + 1).map(({ receipt }) => receipt));
      expect(receipts.size).toBe(1);
      const recordId = outcomes.find(({ seq }) => seq === index + 1)?.recordId ?? '';
      const claims = await verifyReceipt([...receipts][0] ?? '', server.identity, place(record, index + 1, recordId));
      expect(claims).toMatchObject({ status: 'ACCEPTED', code: null });
    }
  });

  it('freezes a device that has two records under one number, keeps both, and counts the first', async () => {
    const records = await signChain(device, assignments);
    const fork = await signRecord(claimsFor(device, assignments[0] as PulledAssignment), device.key);
    expect(await codes([records[0], fork, records[1]] as string[])).toEqual(['ACCEPTED', 'SEQ_FORK', 'SEQ_FORK']);
    const again = await server.push(device.actor(), [fork, records[0], fork, records[2]] as string[]);
    expect(again.outcomes.map(({ status, code }) => [status, code])).toEqual([
      ['DUPLICATE', 'SEQ_FORK'],
      ['DUPLICATE', null],
      ['DUPLICATE', 'SEQ_FORK'],
      ['QUARANTINED', 'SEQ_FORK'],
    ]);
    const [first, , third] = again.outcomes;
    expect(first?.receipt).toBe(third?.receipt);
    await verifyReceipt(first?.receipt ?? '', server.identity, place(fork, 1, first?.recordId ?? ''));
    expect(await rows('select body from edge_forks where agency_id = $1 and device_id = $2')).toEqual([{ body: fork }]);
    expect(await storedBodies()).toEqual(records.slice(0, 3));
    expect(await rows('select state from devices where agency_id = $1 and id = $2')).toEqual([{ state: 'FROZEN' }]);
    expect(await sessions()).toHaveLength(1);
    await expect(server.pull(device.actor())).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const trail = await rows('select action from audit_entries where agency_id = $1 and entity_id = $2 order by id');
    expect(trail).toEqual([{ action: 'device.forked' }, { action: 'device.frozen' }]);
  });

  it('stores nothing of what this device has not signed', async () => {
    const [first] = await signChain(device, assignments.slice(0, 1));
    const other = await addDevice(server.db, agency);
    const elsewhere = await edgeAgency(server.db);
    const foreign = await addDevice(server.db, elsewhere);
    const [ofOther] = await signChain({ ...device, key: other.key }, assignments.slice(0, 1));
    const [ofForeign] = await signChain({ ...device, key: foreign.key }, assignments.slice(0, 1));
    const changed = `${first?.slice(0, -6)}AAAAAA`;
    expect(await codes([ofOther, ofForeign, changed, 'a.b.c', ''] as string[])).toEqual([
      ...['BAD_SIGNATURE', 'BAD_SIGNATURE', expect.stringMatching(/BAD_SIGNATURE|SCHEMA/), 'SCHEMA', 'SCHEMA'],
    ]);
    // Another device, or agency, may not bring it either.
    for (const actor of [other.actor(), foreign.actor()]) {
      const { outcomes } = await server.push(actor, [first as string]);
      expect(outcomes).toMatchObject([{ status: 'REJECTED', code: 'BAD_SIGNATURE', receipt: null }]);
    }
    expect(
      await rows('select id from edge_records where agency_id = $1 and device_id = any($2::uuid[])', [
        `{${device.id},${other.id}}`,
      ]),
    ).toEqual([]);
  });

  it('keeps what does not fit its neighbours for a person, whichever comes first', async () => {
    const records = await signChain(device, assignments.slice(0, 3), (index) =>
      index === 1 ? { prevHash: 'f'.repeat(64) } : {},
    );
    expect(await codes([records[0], records[1], records[2]] as string[])).toEqual([
      'ACCEPTED',
      'PREV_MISMATCH',
      'ACCEPTED',
    ]);
    const backwards = await addDevice(server.db, agency);
    await assignProof(server.db, agency, backwards.id, 2);
    const chain = await signChain(backwards, await server.pull(backwards.actor()), (index) =>
      index === 1 ? { prevHash: 'f'.repeat(64) } : {},
    );
    expect((await server.push(backwards.actor(), [chain[1] as string])).outcomes[0]?.status).toBe('ACCEPTED');
    expect((await server.push(backwards.actor(), [chain[0] as string])).outcomes[0]?.code).toBe('PREV_MISMATCH');
  });

  it('counts one result of an assignment, and none that it cannot place', async () => {
    const [mine] = assignments as [PulledAssignment];
    const other = await addDevice(server.db, agency);
    await assignProof(server.db, agency, other.id, 1, agency.otherTraineeId);
    const [theirs] = (await server.pull(other.actor())) as [PulledAssignment];
    const [, , , moved] = assignments as [PulledAssignment, PulledAssignment, PulledAssignment, PulledAssignment];
    await server.db.run(agency.admin(), (tx) =>
      tx.query('update assignments set device_id = $3 where agency_id = $1 and id = $2', [
        tx.agencyId,
        moved.assignmentId,
        other.id,
      ]),
    );
    const forged = { ...mine, ticket: 'no.ticket.here' };
    const records = await signChain(
      device,
      [mine, mine, theirs, moved, forged, { ...mine, rubricDigest: 'f'.repeat(64) }],
      (index) => (index === 5 ? { seq: 6 } : {}),
    );
    expect(await codes(records)).toEqual([
      ...[
        'ACCEPTED',
        'ASSIGNMENT_DONE',
        'UNKNOWN_ASSIGNMENT',
        'UNKNOWN_ASSIGNMENT',
        'UNKNOWN_ASSIGNMENT',
        'PACK_UNKNOWN',
      ],
    ]);
    expect(await storedBodies()).toEqual(records);
    expect(await sessions()).toHaveLength(1);
  });

  it('takes what an earlier installation signed under its own epoch, and nothing new under the key that was replaced', async () => {
    const reinstalled = await addDevice(server.db, agency, 'ENROLLED', 2);
    await assignProof(server.db, agency, reinstalled.id, 3);
    const pulled = await server.pull(reinstalled.actor());
    const replaced = await addDevice(server.db, agency);
    await server.db.run(agency.admin(), (tx) =>
      tx.query(
        `update credentials set principal_id = $3::uuid, lookup = $3::uuid::text, expires_at = now() where agency_id = $1 and principal_id = $2`,
        [tx.agencyId, replaced.id, reinstalled.id],
      ),
    );
    const before = await signChain({ ...reinstalled, key: replaced.key }, pulled.slice(0, 1));
    const after = await signChain(reinstalled, pulled.slice(1, 2), () => ({ epoch: 2 }));
    const stale = await signChain({ ...reinstalled, key: replaced.key }, pulled.slice(2), () => ({ epoch: 2 }));
    const future = await signChain(reinstalled, pulled.slice(2), () => ({ epoch: 3 }));
    const { outcomes } = await server.push(reinstalled.actor(), [...before, ...after, ...stale, ...future]);
    expect(outcomes.map(({ status, code }) => code ?? status)).toEqual([
      'ACCEPTED',
      'ACCEPTED',
      'BAD_SIGNATURE',
      'SCHEMA',
    ]);
    expect(await server.push(reinstalled.actor(), [], 2)).toMatchObject({ contiguousThrough: 1, missing: [] });
  });

  it('trusts of a revoked device what the admin trusts, and takes nothing of one that never enrolled', async () => {
    const records = await signChain(device, assignments.slice(0, 2));
    await server.db.run(agency.admin(), (tx) =>
      tx.query(`update devices set state = 'REVOKED', last_trusted_seq = 1 where agency_id = $1 and id = $2`, [
        tx.agencyId,
        device.id,
      ]),
    );
    expect(await codes(records)).toEqual(['ACCEPTED', 'REVOKED_DEVICE']);
    const invited = await addDevice(server.db, agency, 'INVITED');
    await server.db.run(agency.admin(), (tx) =>
      tx.query('delete from credentials where agency_id = $1 and principal_id = $2', [tx.agencyId, invited.id]),
    );
    const [record] = await signChain(invited, assignments.slice(4));
    const { outcomes } = await server.push(invited.actor(), [record as string]);
    expect(outcomes).toMatchObject([{ status: 'REJECTED', code: 'BAD_SIGNATURE' }]);
    await expect(server.pull(invited.actor())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
