import type { Actor, Events, TenantTx } from '#platform';
import { assignmentForPlay } from '#trainees';
import { v7 as uuidv7 } from 'uuid';
import { cleanTurnText, saysSomething } from './dialogue.js';
import { edgeProvenance, type EdgeEngine } from './edge-provenance.js';
import { auditProof } from './end-session.js';
import type { OutcomePath } from './scenario-session.entity.js';
import { sessionCompleted } from './session-events.js';
import { addSession } from './session.queries.js';
import type { Speaker } from './turn.entity.js';
import { addTurns } from './turn.queries.js';

/** A session as a device played it: its turns and which engine, by the device's word. */
export interface PlayedOffline {
  assignmentId: string;
  traineeId: string;
  session: {
    engine: EdgeEngine;
    seed: number;
    outcomePath: OutcomePath | null;
    /** Numbered from 1 without gaps, 1 to 4,000 characters each. */
    turns: { number: number; speaker: Speaker; text: string; provenance: Record<string, unknown> | null }[];
  };
}

/** What stands for words of which nothing can be shown. */
const NOTHING_READABLE = '[unreadable]';

/**
 * Stores a synced session, closed, and queues its grading.
 * @returns null when the assignment is not this device's and trainee's, or its proof session was sat already
 */
export async function storeEdgeSession(
  tx: TenantTx,
  events: Events,
  actor: Actor,
  played: PlayedOffline,
): Promise<string | null> {
  const assignment = await assignmentForPlay(tx, actor.reach('device:sync'), played.assignmentId);
  if (assignment?.deviceId !== actor.principalId || assignment.traineeId !== played.traineeId) return null;
  const sessionId = uuidv7();
  const { engine, outcomePath, seed, turns } = played.session;
  const { mode, traineeId, scenarioVersionId, rubricVersionId } = assignment;
  const added = await addSession(tx, {
    id: sessionId,
    traineeId,
    assignmentId: assignment.id,
    scenarioVersionId,
    rubricVersionId,
    mode,
    origin: 'EDGE',
    engineKind: engine.kind,
    modelVersionId: null,
    engineLabel: cleanTurnText(`${engine.label} (${engine.version}, on a device)`),
    seed,
    timeLimitSeconds: null,
    end: { outcomePath, endReason: 'EDGE_RESULT' },
  });
  if (!added) return null;
  await addTurns(
    tx,
    sessionId,
    turns.map(({ number, speaker, text, provenance }) => ({
      id: uuidv7(),
      number,
      speaker,
      text: readable(text),
      provenance: provenance && edgeProvenance(provenance, engine),
    })),
  );
  await auditProof(tx, actor, { id: sessionId, mode }, 'session.synced', { assignmentId: assignment.id });
  await events.publish(tx, actor, sessionCompleted, { sessionId });
  return sessionId;
}

/** As everywhere, only what a person can read; the device's exact bytes are kept with its record. */
function readable(text: string): string {
  const cleaned = cleanTurnText(text);
  return saysSomething(cleaned) ? cleaned : NOTHING_READABLE;
}
