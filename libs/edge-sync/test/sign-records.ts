import { NO_PREDECESSOR, recordDigest, signRecord, type RecordClaims } from '../src/index.js';
import type { PulledAssignment } from '../src/pull.service.js';
import type { TestDevice } from './edge-agency.js';
import { exampleClaims } from './record-claims.js';

/** Claims of one record of this device for what it pulled. */
export const claimsFor = (
  device: TestDevice,
  assignment: PulledAssignment,
  changes: Partial<RecordClaims> = {},
): RecordClaims =>
  exampleClaims({
    agency: device.agencyId,
    device: device.id,
    ticket: assignment.ticket,
    scenarioDigest: assignment.scenarioDigest,
    rubricDigest: assignment.rubricDigest,
    ...changes,
  });

/** A chain of records from seq 1, one for each assignment, as a device would sign them. */
export async function signChain(
  device: TestDevice,
  assignments: readonly PulledAssignment[],
  changes: (index: number) => Partial<RecordClaims> = () => ({}),
): Promise<string[]> {
  const records: string[] = [];
  for (const [index, assignment] of assignments.entries()) {
    const before = records.at(-1);
    const prevHash = before === undefined ? NO_PREDECESSOR : recordDigest(before);
    const place = { seq: index + 1, prevHash };
    records.push(await signRecord(claimsFor(device, assignment, { ...place, ...changes(index) }), device.key));
  }
  return records;
}
