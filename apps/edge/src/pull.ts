import { verifyTicket } from '#edge-sync';
import { digestOf, parseGlobalId } from '#platform';
import { DeviceError } from './device-error.js';
import { accessToken, ask } from './api-client.js';
import type { DeviceIdentity, DeviceStore, StoredAssignment } from './device-store.js';
import { knownServer } from './known-server.js';
import { refreshServerKeys } from './refresh-server-keys.js';

const PULL = `query Pull($first: Int!, $after: ID) {
  syncPull(first: $first, afterAssignmentId: $after) {
    assignmentId traineeId ticket scenarioDigest scenario rubricDigest rubric
  }
}`;
const PAGE = 20;

/** Takes every assignment that the server now gives to this device. @returns how many of them are new */
export async function pull(store: DeviceStore, enrolledAs: DeviceIdentity): Promise<number> {
  const identity = await refreshServerKeys(store, enrolledAs);
  const held = new Map(store.assignments().map((one) => [one.assignmentId, one]));
  const given = new Map<string, StoredAssignment>();
  const token = await accessToken(identity);
  let page: StoredAssignment[];
  do {
    const after = [...given.keys()].at(-1) ?? null;
    const variables = { first: PAGE, after };
    ({ syncPull: page } = await ask<{ syncPull: StoredAssignment[] }>(identity.apiUrl, token, PULL, variables));
    for (const one of page) {
      await checkAssignment(identity, one);
      given.set(one.assignmentId, one);
    }
    // Each page is kept at once: on a bad link the whole may need several tries.
    store.saveAssignments([...new Map([...held, ...given]).values()]);
  } while (page.length === PAGE);
  store.saveAssignments([...given.values()]);
  return [...given.keys()].filter((id) => !held.has(id)).length;
}

/** The ticket must be the server's and this device's, and the content what the ticket names. */
async function checkAssignment(identity: DeviceIdentity, one: StoredAssignment): Promise<void> {
  const ticket = await verifyTicket(one.ticket, knownServer(identity));
  const isTrue =
    ticket?.agency === identity.agencyId &&
    ticket.device === identity.clientId &&
    ticket.assignment === parseGlobalId(one.assignmentId)?.uuid &&
    ticket.scenarioDigest === one.scenarioDigest &&
    ticket.rubricDigest === one.rubricDigest &&
    digestOf(JSON.parse(one.scenario)) === one.scenarioDigest &&
    digestOf(JSON.parse(one.rubric)) === one.rubricDigest;
  if (!isTrue) throw new DeviceError(`the assignment ${one.assignmentId} is not what its ticket says`);
}
