import { accessToken, ask } from './api-client.js';
import type { DeviceIdentity, DeviceStore, StoredAssignment } from './device-store.js';

const PULL = `query Pull($first: Int!, $after: ID) {
  syncPull(first: $first, afterAssignmentId: $after) {
    assignmentId traineeId ticket scenarioDigest scenario rubricDigest rubric
  }
}`;
const PAGE = 20;

/** Takes what is new since the last pull. @returns how many assignments came */
export async function pull(store: DeviceStore, identity: DeviceIdentity): Promise<number> {
  const held = store.assignments();
  const token = await accessToken(identity);
  let came = 0;
  for (;;) {
    const after = held.at(-1)?.assignmentId ?? null;
    const { syncPull } = await ask<{ syncPull: StoredAssignment[] }>(identity.apiUrl, token, PULL, {
      first: PAGE,
      after,
    });
    held.push(...syncPull);
    came += syncPull.length;
    store.saveAssignments(held);
    if (syncPull.length < PAGE) return came;
  }
}
