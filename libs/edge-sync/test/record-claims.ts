import { randomUUID } from 'node:crypto';
import { NO_PREDECESSOR, type RecordClaims } from '../src/index.js';

/** Of a short session, valid but for its ticket. */
export const exampleClaims = (changes: Partial<RecordClaims> = {}): RecordClaims => ({
  protocol: 1,
  type: 'SESSION',
  agency: randomUUID(),
  device: randomUUID(),
  epoch: 1,
  seq: 1,
  recordId: randomUUID(),
  prevHash: NO_PREDECESSOR,
  ticket: 'a.b.c',
  scenarioDigest: 'a'.repeat(64),
  rubricDigest: 'b'.repeat(64),
  claimedAt: '2026-03-01T12:00:00.000Z',
  monotonicMs: 90_000,
  bootId: randomUUID(),
  lastServerTime: '2026-02-27T08:00:00.000Z',
  session: exampleSession('I am not here to hurt you. What is going on?'),
  ...changes,
});

export const exampleSession = (officerSays: string): RecordClaims['session'] => ({
  engine: { kind: 'SCRIPTED', label: 'scripted player', version: '1.0.0' },
  seed: 7,
  outcomePath: 'RESOLUTION',
  turns: [
    { number: 1, speaker: 'OFFICER', text: officerSays, atMs: 1_000, provenance: null },
    {
      number: 2,
      speaker: 'CIVILIAN',
      text: 'I just want to go home.',
      atMs: 2_000,
      provenance: { engine: 'SCRIPTED' },
    },
  ],
});
