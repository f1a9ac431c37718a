import { describe, expect, it } from '@jest/globals';
import { MOST_TURN_LENGTH, MOST_TURNS, signRecord, type RecordClaims } from '#edge-sync';
import { generateKeyPair } from 'jose';
import { randomUUID } from 'node:crypto';
import { hasRoom } from './record-room.js';

type Turn = RecordClaims['session']['turns'][number];

const claims = (turns: Turn[]): RecordClaims => ({
  ...{ protocol: 1, type: 'SESSION', epoch: 1_000_000, seq: 2_147_483_647, ticket: 't'.repeat(4_000) },
  ...{ agency: randomUUID(), device: randomUUID(), recordId: randomUUID(), bootId: randomUUID(), monotonicMs: 2 ** 50 },
  ...{ prevHash: 'a'.repeat(64), scenarioDigest: 'b'.repeat(64), rubricDigest: 'c'.repeat(64) },
  ...{ claimedAt: '2026-01-01T00:00:00.000Z', lastServerTime: '2026-01-01T00:00:00.000Z' },
  session: {
    engine: { kind: 'IN_PROCESS', label: '語'.repeat(200), version: '語'.repeat(200) },
    ...{ seed: 2 ** 32, outcomePath: null, turns },
  },
});

describe('the room in a record', () => {
  it.each([
    ['"'.repeat(MOST_TURN_LENGTH)],
    [`${'\u0001'.repeat(MOST_TURN_LENGTH - 1)}a`],
    ['語'.repeat(MOST_TURN_LENGTH)],
    ['a'],
  ])('ends while the record can still be signed', async (text) => {
    const turns: Turn[] = [];
    let bytes = 0;
    const say = (speaker: Turn['speaker'], provenance: Turn['provenance']) => {
      const turn = { number: turns.length + 1, speaker, text, atMs: 2 ** 40, provenance };
      turns.push(turn);
      bytes += Buffer.byteLength(JSON.stringify(turn));
    };
    do {
      say('OFFICER', null);
      say('CIVILIAN', { label: 'x'.repeat(300), digest: 'd'.repeat(64) });
    } while (hasRoom(turns.length, bytes));
    expect(turns.length).toBeLessThanOrEqual(MOST_TURNS);
    const { privateKey } = await generateKeyPair('EdDSA');
    expect((await signRecord(claims(turns), privateKey)).length).toBeGreaterThan(300_000);
  });
});
