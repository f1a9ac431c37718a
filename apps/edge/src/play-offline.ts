import { randomInt, randomUUID } from 'node:crypto';
import { NO_PREDECESSOR, PROTOCOL, recordDigest, signRecord } from '#edge-sync';
import { playerScriptSchema, scriptedEngine, type PlayMessage, type SpokenTurn } from '#slm';
import { privateKey } from './api-client.js';
import type { DeviceIdentity, DeviceStore, StoredAssignment } from './device-store.js';

type FinalMessage = Extract<PlayMessage, { type: 'final' }>;
type RecordedTurn = SpokenTurn & { number: number; atMs: number; provenance: Record<string, unknown> | null };

export interface OfflineSession {
  seq: number;
  recordId: string;
  turns: number;
  outcomePath: string | null;
}

/** Milliseconds since this device's clock started: does not jump when the wall clock is set. */
const monotonicMs = (): number => Math.round(performance.now());

/**
 * Plays one assignment with no network at all and stores the signed result.
 * @param officerLines what the officer says, line by line; the dialogue ends with them or with the scenario
 * @param show called with each turn as it is said
 */
export async function playOffline(
  store: DeviceStore,
  identity: DeviceIdentity,
  assignment: StoredAssignment,
  officerLines: AsyncIterable<string>,
  show: (turn: SpokenTurn) => void,
): Promise<OfflineSession> {
  const { script: authored } = JSON.parse(assignment.scenario) as { script: unknown };
  const script = playerScriptSchema.parse(authored);
  const engine = scriptedEngine(() => performance.now());
  const seed = randomInt(2 ** 31);
  const turns: RecordedTurn[] = [];
  let ended: FinalMessage['ended'];
  const say = (turn: SpokenTurn, provenance: Record<string, unknown> | null): void => {
    turns.push({ ...turn, number: turns.length + 1, atMs: monotonicMs(), provenance });
    show(turn);
  };
  for await (const line of officerLines) {
    const text = line.trim();
    if (text === '') continue;
    say({ speaker: 'OFFICER', text }, null);
    const answer = await finalOf(engine.play({ script, history: turns, seed, signal: new AbortController().signal }));
    say({ speaker: 'CIVILIAN', text: answer.text }, { ...answer.provenance });
    ended = answer.ended;
    if (ended) break;
  }
  if (turns.length === 0) throw new Error('nothing was said, so there is no session to store');
  const version = String(turns.find((turn) => turn.provenance)?.provenance?.version ?? 'unknown');
  const outcomePath = (ended?.path ?? null) as 'RESOLUTION' | 'CONTAINMENT' | 'ESCALATION' | null;
  return seal(store, identity, assignment, {
    engine: { kind: engine.kind, label: engine.label, version },
    seed,
    outcomePath,
    turns,
  });
}

async function seal(
  store: DeviceStore,
  identity: DeviceIdentity,
  assignment: StoredAssignment,
  session: Parameters<typeof signRecord>[0]['session'],
): Promise<OfflineSession> {
  const before = store.records().at(-1);
  const seq = (before?.seq ?? 0) + 1;
  const recordId = randomUUID();
  const record = await signRecord(
    {
      protocol: PROTOCOL,
      type: 'SESSION',
      agency: identity.agencyId,
      device: identity.clientId,
      epoch: identity.epoch,
      seq,
      recordId,
      prevHash: before ? recordDigest(before.record) : NO_PREDECESSOR,
      ticket: assignment.ticket,
      scenarioDigest: assignment.scenarioDigest,
      rubricDigest: assignment.rubricDigest,
      claimedAt: new Date().toISOString(),
      monotonicMs: monotonicMs(),
      bootId: identity.bootId,
      lastServerTime: identity.lastServerTime,
      session,
    },
    await privateKey(identity.privateJwk),
  );
  store.append({ type: 'RECORD', seq, recordId, assignmentId: assignment.assignmentId, record });
  return { seq, recordId, turns: session.turns.length, outcomePath: session.outcomePath };
}

async function finalOf(messages: AsyncIterable<PlayMessage>): Promise<FinalMessage> {
  for await (const message of messages) if (message.type === 'final') return message;
  throw new Error('the engine ended without a final message');
}
