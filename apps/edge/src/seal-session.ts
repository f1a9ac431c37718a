import { randomUUID } from 'node:crypto';
import { NO_PREDECESSOR, PROTOCOL, recordDigest, signRecord, type RecordClaims } from '#edge-sync';
import { decodeJwt } from 'jose';
import { privateKey } from './api-client.js';
import { bootId, monotonicMs } from './device-clock.js';
import type { DeviceIdentity, DeviceStore, StoredAssignment } from './device-store.js';

/** Signs a session as the next record of this installation, and stores it. Returns when it is on the disk. */
export async function sealSession(
  store: DeviceStore,
  identity: DeviceIdentity,
  assignment: StoredAssignment,
  session: RecordClaims['session'],
): Promise<{ seq: number; recordId: string }> {
  const { epoch } = identity;
  const before = store
    .records()
    .filter((entry) => entry.epoch === epoch)
    .at(-1);
  const seq = (before?.seq ?? 0) + 1;
  const recordId = randomUUID();
  const record = await signRecord(
    {
      protocol: PROTOCOL,
      type: 'SESSION',
      agency: identity.agencyId,
      device: identity.clientId,
      epoch,
      seq,
      recordId,
      prevHash: before ? recordDigest(before.record) : NO_PREDECESSOR,
      ticket: assignment.ticket,
      scenarioDigest: assignment.scenarioDigest,
      rubricDigest: assignment.rubricDigest,
      claimedAt: new Date().toISOString(),
      monotonicMs: monotonicMs(),
      bootId,
      lastServerTime: newestServerTime(store.newestReceipt(), assignment.ticket),
      session,
    },
    await privateKey(identity.privateJwk),
  );
  store.append({ type: 'RECORD', epoch, seq, recordId, assignmentId: assignment.assignmentId, record });
  return { seq, recordId };
}

/** By what the server signed and this device verified before it kept it, never by the device's own clock. */
function newestServerTime(receipt: string | null, ticket: string): string {
  const received = receipt === null ? 0 : Date.parse(String(decodeJwt(receipt).receivedAt));
  const issued = (decodeJwt(ticket).iat ?? 0) * 1_000;
  return new Date(Math.max(received, issued)).toISOString();
}
