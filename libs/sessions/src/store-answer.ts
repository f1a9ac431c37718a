import type { Actor, TenantTx } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import type { FinalMessage } from './ask-engine.js';
import { isFull } from './dialogue.js';
import { placeEvents } from './direction.queries.js';
import { endSession, invalidate, type EndListeners } from './end-session.js';
import type { OutcomePath } from './scenario-session.entity.js';
import { announceProgress } from './session-topic.js';
import { lockSession } from './session.queries.js';
import { addTurns, flaggedTurns, lastTurn } from './turn.queries.js';

/** A session with so many civilian's turns that its engine did not make says nothing of the officer. */
export const MOST_FLAGGED = 3;

/**
 * Stores the civilian's answer to the officer's turn `number`, and what follows from it.
 * @returns seconds since the officer spoke; null when nothing was stored
 */
export async function storeAnswer(
  tx: TenantTx,
  told: EndListeners,
  actor: Actor,
  sessionId: string,
  number: number,
  answer: FinalMessage,
): Promise<number | null> {
  // Locked and looked at again: while the engine worked, the trainee may have closed it, or another worker answered.
  const session = await lockSession(tx, sessionId);
  if (session?.state !== 'OPEN') return null;
  const asked = await lastTurn(tx, sessionId);
  if (asked?.number !== number) return null;
  const { text, provenance, ended } = answer;
  // After an ending nobody says anything more.
  const events = ended ? [] : asked.waiting;
  const turns = [{ id: uuidv7(), speaker: 'CIVILIAN' as const, text, provenance: { ...provenance } }, ...events].map(
    (turn, index) => ({ ...turn, number: number + 1 + index }),
  );
  await addTurns(tx, sessionId, turns);
  if (events.length > 0) await placeEvents(tx, sessionId, turns.slice(1));
  announceProgress(told.live, tx, sessionId);
  const last = number + turns.length;
  if (provenance.flagged && (await flaggedTurns(tx, sessionId)) >= MOST_FLAGGED) {
    await invalidate(tx, told, actor, session, 'ENGINE_TURNS');
  } else if (ended) {
    await endSession(tx, told, actor, sessionId, {
      outcomePath: ended.path as OutcomePath,
      endReason: 'OUTCOME',
    });
  } else if (isFull(last)) {
    await endSession(tx, told, actor, sessionId, { outcomePath: null, endReason: 'TURN_LIMIT' });
  }
  return asked.age;
}
