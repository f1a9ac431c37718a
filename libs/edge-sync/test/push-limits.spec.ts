import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sessionCompleted } from '#sessions';
import { CompactSign } from 'jose';
import { MOST_PUSH_BYTES, MOST_RECORD_BYTES, recordDigest, verifyReceipt } from '../src/index.js';
import type { PulledAssignment } from '../src/pull.service.js';
import { addDevice, assignProof, edgeAgency, type EdgeAgency, type TestDevice } from './edge-agency.js';
import { edgeServer, type EdgeServer } from './edge-server.js';
import { exampleSession } from './record-claims.js';
import { claimsFor, signChain } from './sign-records.js';

const FAULTS: Record<string, { error: () => Error }> = {
  'a value the database refuses': { error: () => Object.assign(new Error('bad value'), { code: '22P05' }) },
  'a mistake of ours': { error: () => new TypeError('cannot read properties of undefined') },
  'a lost connection': { error: () => Object.assign(new Error('gone'), { code: '57P01' }) },
};

describe('a push', () => {
  let server: EdgeServer;
  let agency: EdgeAgency;
  let device: TestDevice;
  let assignments: PulledAssignment[];
  let fault: string | null = null;
  beforeAll(async () => {
    server = await edgeServer();
    agency = await edgeAgency(server.db);
    server.events.on(sessionCompleted, async (tx, _actor, { sessionId }) => {
      const poisoned = await tx.query(
        `select 1 from turns where agency_id = $1 and session_id = $2 and text = 'This one.'`,
        [tx.agencyId, sessionId],
      );
      if (fault !== null && poisoned.length > 0) throw FAULTS[fault]?.error();
    });
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    fault = null;
    device = await addDevice(server.db, agency);
    await assignProof(server.db, agency, device.id, 4);
    assignments = await server.pull(device.actor());
  });
  const outcomesOf = async (records: readonly string[]) => {
    const answer = await server.push(device.actor(), records);
    return { ...answer, codes: answer.outcomes.map(({ status, code }) => code ?? status) };
  };
  const chain = () =>
    signChain(device, assignments, (index) => (index === 1 ? { session: exampleSession('This one.') } : {}));

  it.each(['a value the database refuses', 'a mistake of ours'])(
    'keeps a record that fails for %s, and takes the others',
    async (name) => {
      fault = name;
      const records = await chain();
      const { codes, outcomes } = await outcomesOf(records);
      expect(codes).toEqual(['ACCEPTED', 'POISON', 'ACCEPTED', 'ACCEPTED']);
      const { recordId, receipt } = outcomes[1] as { recordId: string; receipt: string };
      const about = { agency: agency.agencyId, device: device.id, epoch: 1, seq: 2, recordId };
      await verifyReceipt(receipt, server.identity, { ...about, digest: recordDigest(records[1] as string) });
      fault = null;
      expect(await outcomesOf(records)).toMatchObject({
        codes: ['DUPLICATE', 'POISON', 'DUPLICATE', 'DUPLICATE'],
        contiguousThrough: 4,
      });
    },
  );

  it('asks again for a record that failed through no fault of its own, and takes the others', async () => {
    fault = 'a lost connection';
    const records = await chain();
    const first = await outcomesOf(records);
    expect(first.codes).toEqual(['ACCEPTED', 'RETRY', 'ACCEPTED', 'ACCEPTED']);
    expect(first.outcomes[1]).toMatchObject({ seq: 2, receipt: null });
    expect(first).toMatchObject({ contiguousThrough: 1, missing: [{ from: 2, to: 2 }], retryAfterMs: 5_000 });
    fault = null;
    const second = await outcomesOf(records);
    expect(second.codes).toEqual(['DUPLICATE', 'ACCEPTED', 'DUPLICATE', 'DUPLICATE']);
    expect(second).toMatchObject({ contiguousThrough: 4, missing: [], retryAfterMs: 0 });
  });

  it('keeps what this device signed but no session can be made of, and takes the others', async () => {
    const [one, two] = assignments as [PulledAssignment, PulledAssignment];
    const strange = (payload: object) =>
      new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
        .setProtectedHeader({ alg: 'EdDSA', typ: 'parley-record+jws' })
        .sign(device.key);
    const [first] = (await signChain(device, [one])) as [string];
    const at = (seq: number) => claimsFor(device, two, { seq, prevHash: 'f'.repeat(64) });
    const turn = exampleSession('a').turns[0];
    const records = [
      await strange({ ...at(20), session: exampleSession('\u0000') }),
      await strange({ ...at(30), session: { ...exampleSession('a'), seed: 1e300 } }),
      await strange({
        ...at(40),
        session: { ...exampleSession('a'), turns: [{ ...turn, provenance: { x: '\ud800' } }] },
      }),
      await strange({ ...at(50), claimedAt: 'yesterday', lastServerTime: null }),
      first,
    ];
    expect((await outcomesOf(records)).codes).toEqual(['SCHEMA', 'SCHEMA', 'SCHEMA', 'SCHEMA', 'ACCEPTED']);
    const again = await outcomesOf(records);
    expect(again.outcomes.every(({ status }) => status === 'DUPLICATE')).toBe(true);
  });

  it('stores control characters of a dialogue as a reader may see them, and its bytes as they came', async () => {
    const [record] = await signChain(device, assignments.slice(0, 1), () => ({
      session: exampleSession('Stay\u0007 \u202ewith me.'),
    }));
    expect((await outcomesOf([record as string])).codes).toEqual(['ACCEPTED']);
  });

  it('is refused as a whole only when it is too large or speaks another protocol, and says which field', async () => {
    const [record] = (await signChain(device, assignments.slice(0, 1))) as [string];
    const tooMany = Array.from({ length: 101 }, () => record);
    await expect(server.push(device.actor(), tooMany)).rejects.toMatchObject({
      code: 'TOO_LARGE',
      field: 'input.records',
    });
    const large = 'a'.repeat(MOST_RECORD_BYTES + 1);
    const eight = Array.from({ length: Math.floor(MOST_PUSH_BYTES / MOST_RECORD_BYTES) + 1 }, () => large);
    await expect(server.push(device.actor(), eight)).rejects.toMatchObject({ code: 'TOO_LARGE' });
    const { outcomes, codes } = await outcomesOf([large, record]);
    expect(codes).toEqual(['TOO_LARGE', 'ACCEPTED']);
    expect(outcomes[0]).toMatchObject({ status: 'REJECTED', seq: null, recordId: null, receipt: null });
  });
});
