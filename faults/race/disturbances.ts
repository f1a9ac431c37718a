import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { oneTransaction, parseGlobalId } from '#platform';
import { inParley, type RacingAgency } from './agencies.js';
import type { RaceRequest } from './requests.js';

/** Clients that hang up in the middle of an answer, over and over, until told to stop. @returns how often they did */
export async function hangUp(
  url: string,
  requests: readonly RaceRequest[],
  clients: number,
  stop: AbortSignal,
): Promise<number> {
  let cut = 0;
  await Promise.all(
    Array.from({ length: clients }, async (_client, index) => {
      for (let turn = index; !stop.aborted; turn += clients) {
        await cutShort(url, requests[turn % requests.length]!, Math.random() * 8);
        cut += 1;
        // Not so often that what nobody waits for any more crowds out the rest.
        await pause(Math.random() * 200, undefined, { signal: stop }).catch(() => undefined);
      }
    }),
  );
  return cut;
}

function cutShort(url: string, { agency, body }: RaceRequest, afterMs: number): Promise<void> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(
        `POST /graphql HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\nauthorization: Bearer ${agency.accessToken}\r\n` +
          `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
      setTimeout(() => socket.destroy(), afterMs);
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve());
  });
}

/** How long an operation of the race may take; the row is held for longer. */
export const OPERATION_SECONDS = 1;
const HELD_MS = 1_400;
const FREE_MS = 5_000;

/**
 * Holds one row of one agency for a while, again and again: what waits for it keeps its connection until the deadline, so
 * the small pool runs dry for everybody.
 * @returns how often it did
 */
export async function holdRow(superuserUrl: string, agency: RacingAgency, stop: AbortSignal): Promise<number> {
  const memberId = parseGlobalId(agency.memberIds[1]!)!.uuid;
  let held = 0;
  while (!stop.aborted) {
    await oneTransaction(inParley(superuserUrl), 'parley-race', async (tx) => {
      await tx.query('select 1 from members where agency_id = $1 and id = $2 for update', [agency.agencyId, memberId]);
      await pause(HELD_MS, undefined, { signal: stop }).catch(() => undefined);
    });
    held += 1;
    await pause(FREE_MS, undefined, { signal: stop }).catch(() => undefined);
  }
  return held;
}
