import { randomInt } from 'node:crypto';
import { MOST_TURN_LENGTH, saysSomething, type RecordClaims } from '#edge-sync';
import { playerScriptSchema, scriptedEngine, type PlayMessage, type SpokenTurn } from '#slm';
import { monotonicMs } from './device-clock.js';
import { DeviceError } from './device-error.js';
import type { DeviceIdentity, DeviceStore, StoredAssignment } from './device-store.js';
import { hasRoom } from './record-room.js';
import { sealSession } from './seal-session.js';

type FinalMessage = Extract<PlayMessage, { type: 'final' }>;
type Session = RecordClaims['session'];

export interface OfflineSession {
  seq: number;
  recordId: string;
  turns: number;
  outcomePath: string | null;
}

/** NUL, and halves of characters. */
const UNSTORABLE = /[\u0000\ud800-\udfff]/gu;

/** What the player tells whoever is looking. */
export interface Listener {
  said(turn: SpokenTurn): void;
  /** A line that cannot be a turn, and why: it is not part of the session. */
  refused(line: string, why: string): void;
}

/**
 * Plays one assignment with no network at all and stores the signed result.
 * @param officerLines what the officer says, line by line; the dialogue ends with them, with the scenario, or when a record is full
 * @throws DeviceError when the assignment was played before, or nothing was said; nothing is stored then
 */
export async function playOffline(
  store: DeviceStore,
  identity: DeviceIdentity,
  assignment: StoredAssignment,
  officerLines: AsyncIterable<string>,
  listener: Listener,
): Promise<OfflineSession> {
  if (store.records().some((entry) => entry.assignmentId === assignment.assignmentId))
    throw new DeviceError('this assignment was played before');
  const { script: authored, situation } = JSON.parse(assignment.scenario) as { script: unknown; situation: string };
  const script = playerScriptSchema.parse(authored);
  const engine = scriptedEngine(() => performance.now());
  const seed = randomInt(2 ** 31);
  const turns: Session['turns'] = [];
  let bytes = 0;
  let ended: FinalMessage['ended'];
  const say = (turn: SpokenTurn, provenance: Record<string, unknown> | null): void => {
    const recorded = { ...turn, number: turns.length + 1, atMs: monotonicMs(), provenance };
    turns.push(recorded);
    bytes += Buffer.byteLength(JSON.stringify(recorded));
    listener.said(turn);
  };
  for await (const line of officerLines) {
    const text = line.replace(UNSTORABLE, '').trim();
    if (!saysSomething(text)) continue;
    if (text.length > MOST_TURN_LENGTH) {
      listener.refused(line, `a turn has at most ${MOST_TURN_LENGTH} characters: say it in parts`);
      continue;
    }
    say({ speaker: 'OFFICER', text }, null);
    const answer = await finalOf(
      engine.play({
        sessionId: assignment.assignmentId,
        script,
        situation,
        history: turns,
        seed,
        signal: new AbortController().signal,
      }),
    );
    say({ speaker: 'CIVILIAN', text: answer.text }, { ...answer.provenance });
    ended = answer.ended;
    if (ended || !hasRoom(turns.length, bytes)) break;
  }
  if (turns.length === 0) throw new DeviceError('nothing was said, so there is no session to store');
  const version = String(turns.find((turn) => turn.provenance)?.provenance?.version ?? 'unknown');
  const outcomePath = (ended?.path ?? null) as Session['outcomePath'];
  const { kind, label } = engine;
  const session = { engine: { kind, label, version }, seed, outcomePath, turns };
  const { seq, recordId } = await sealSession(store, identity, assignment, session);
  return { seq, recordId, turns: turns.length, outcomePath };
}

async function finalOf(messages: AsyncIterable<PlayMessage>): Promise<FinalMessage> {
  for await (const message of messages) if (message.type === 'final') return message;
  throw new Error('the engine ended without a final message');
}
