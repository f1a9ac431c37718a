import { randomInt } from 'node:crypto';
import { audit, type Actor, type Events, type TenantTx } from '#platform';
import { assignmentForPlay } from '#trainees';
import { v7 as uuidv7 } from 'uuid';
import { ScenarioSessionEntity, type EngineKind, type OutcomePath } from './scenario-session.entity.js';
import { sessionCompleted } from './session-events.js';
import { TurnEntity, type Speaker } from './turn.entity.js';

/** A session as a device played it: its turns and which engine, by the device's word. */
export interface PlayedOffline {
  assignmentId: string;
  traineeId: string;
  session: {
    engine: { kind: EngineKind; label: string; version: string };
    outcomePath: OutcomePath | null;
    turns: { number: number; speaker: Speaker; text: string; provenance: Record<string, unknown> | null }[];
  };
}

/**
 * Stores a synced session, closed, and queues its official grading.
 * @returns null when the assignment is not this device's and trainee's, or its proof session was sat already
 */
export async function storeEdgeSession(
  tx: TenantTx,
  events: Events,
  actor: Actor,
  played: PlayedOffline,
): Promise<string | null> {
  // Of two results for one assignment, pushed at once, one counts.
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [played.assignmentId]);
  const assignment = await assignmentForPlay(tx, actor.reach('device:sync'), played.assignmentId);
  if (assignment?.deviceId !== actor.principalId || assignment.traineeId !== played.traineeId) return null;
  const sat = await tx.query(
    `select id from scenario_sessions where agency_id = $1 and assignment_id = $2 and state <> 'INVALIDATED'`,
    [tx.agencyId, assignment.id],
  );
  if (sat.length > 0) return null;
  const sessionId = uuidv7();
  const { engine, outcomePath, turns } = played.session;
  await tx.insert(ScenarioSessionEntity, {
    id: sessionId,
    traineeId: assignment.traineeId,
    assignmentId: assignment.id,
    scenarioVersionId: assignment.scenarioVersionId,
    rubricVersionId: assignment.rubricVersionId,
    mode: assignment.mode,
    origin: 'EDGE',
    state: 'COMPLETED',
    engineKind: engine.kind,
    engineLabel: `${engine.label} (${engine.version}, on a device)`,
    seed: String(randomInt(2 ** 31)),
    outcomePath,
    endReason: 'EDGE_RESULT',
    startedAt: new Date(),
    completedAt: new Date(),
  });
  await tx.insert(
    TurnEntity,
    turns.map((turn) => ({ id: uuidv7(), sessionId, ...turn })),
  );
  await audit(tx, actor, {
    action: 'session.synced',
    entityType: 'ScenarioSession',
    entityId: sessionId,
    details: { assignmentId: assignment.id, device: actor.principalId },
  });
  await events.publish(tx, actor, sessionCompleted, { sessionId });
  return sessionId;
}
