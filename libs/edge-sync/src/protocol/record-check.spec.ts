import { describe, expect, it } from '@jest/globals';
import { exampleClaims } from '../../test/record-claims.js';
import { quarantineReason, type KnownAtReceipt } from './record-check.js';
import type { RecordClaims } from './record.js';

const HASH = 'c'.repeat(64);
const OTHER = 'e'.repeat(64);
const example = exampleClaims();
const claims: RecordClaims = { ...example, seq: 5, prevHash: HASH };
const ticket = {
  agency: claims.agency,
  device: claims.device,
  assignment: 'assignment',
  trainee: 'trainee',
  scenarioVersion: 'scenario',
  scenarioDigest: claims.scenarioDigest,
  rubricVersion: 'rubric',
  rubricDigest: claims.rubricDigest,
  issuedAt: '2026-02-01T00:00:00.000Z',
};
const assignment = {
  deviceId: claims.device,
  traineeId: 'trainee',
  scenarioVersionId: 'scenario',
  rubricVersionId: 'rubric',
};
const known: KnownAtReceipt = {
  agencyId: claims.agency,
  deviceId: claims.device,
  deviceEpoch: 1,
  deviceState: 'ENROLLED',
  lastTrustedSeq: null,
  predecessorDigest: null,
  successorPrevHash: null,
  ownDigest: 'd'.repeat(64),
  ticket,
  assignment,
  receivedAt: new Date('2026-03-02T00:00:00Z'),
};
const reason = (changed: Partial<KnownAtReceipt>, said: Partial<RecordClaims> = {}) =>
  quarantineReason({ ...claims, ...said }, { ...known, ...changed });

describe('an authenticated record', () => {
  it('counts when nothing speaks against it, before and after its neighbours', () => {
    expect(reason({})).toBeNull();
    expect(reason({ predecessorDigest: HASH, successorPrevHash: known.ownDigest })).toBeNull();
    expect(quarantineReason(example, known)).toBeNull();
  });

  it('waits when its chain does not hold', () => {
    expect(reason({ predecessorDigest: OTHER })).toBe('PREV_MISMATCH');
    expect(reason({ successorPrevHash: OTHER })).toBe('PREV_MISMATCH');
    expect(reason({}, { seq: 1 })).toBe('PREV_MISMATCH');
    expect(reason({}, { prevHash: '0'.repeat(64) })).toBe('PREV_MISMATCH');
  });

  it('waits when its ticket is not the server’s, or for another device, agency or trainee', () => {
    expect(reason({ ticket: null })).toBe('UNKNOWN_ASSIGNMENT');
    expect(reason({ assignment: null })).toBe('UNKNOWN_ASSIGNMENT');
    expect(reason({ ticket: { ...ticket, device: 'x' } })).toBe('UNKNOWN_ASSIGNMENT');
    expect(reason({ ticket: { ...ticket, agency: 'x' } })).toBe('UNKNOWN_ASSIGNMENT');
    expect(reason({ ticket: { ...ticket, trainee: 'x' } })).toBe('UNKNOWN_ASSIGNMENT');
    expect(reason({ assignment: { ...assignment, deviceId: null } })).toBe('UNKNOWN_ASSIGNMENT');
    expect(reason({ assignment: { ...assignment, deviceId: 'another device' } })).toBe('UNKNOWN_ASSIGNMENT');
  });

  it('waits when something else was played than was assigned', () => {
    expect(reason({}, { scenarioDigest: OTHER })).toBe('PACK_UNKNOWN');
    expect(reason({}, { rubricDigest: OTHER })).toBe('PACK_UNKNOWN');
    expect(reason({ assignment: { ...assignment, scenarioVersionId: 'x' } })).toBe('PACK_UNKNOWN');
    expect(reason({ assignment: { ...assignment, rubricVersionId: 'x' } })).toBe('PACK_UNKNOWN');
  });

  it('waits when it names another agency, or an installation that has not happened', () => {
    expect(reason({}, { agency: 'x' })).toBe('SCHEMA');
    expect(reason({}, { epoch: 2 })).toBe('SCHEMA');
    expect(reason({ deviceEpoch: 2 })).toBeNull();
  });

  it('waits when it closed after it was received, whatever the device’s own clock says', () => {
    expect(reason({}, { claimedAt: '2090-01-01T00:00:00.000Z' })).toBeNull();
    expect(reason({}, { lastServerTime: '2026-03-02T00:02:00.000Z' })).toBe('CLOCK_IMPOSSIBLE');
    expect(reason({ ticket: { ...ticket, issuedAt: '2026-03-02T00:02:00.000Z' } })).toBe('CLOCK_IMPOSSIBLE');
  });

  it('of a frozen or revoked device waits, but for what an admin still trusts of this installation', () => {
    expect(reason({ deviceState: 'FROZEN' })).toBe('SEQ_FORK');
    expect(reason({ deviceState: 'REVOKED' })).toBe('REVOKED_DEVICE');
    expect(reason({ deviceState: 'REVOKED', lastTrustedSeq: 4 })).toBe('REVOKED_DEVICE');
    expect(reason({ deviceState: 'REVOKED', lastTrustedSeq: 5 })).toBeNull();
    expect(reason({ deviceState: 'REVOKED', lastTrustedSeq: 5, deviceEpoch: 2 })).toBe('REVOKED_DEVICE');
  });
});
