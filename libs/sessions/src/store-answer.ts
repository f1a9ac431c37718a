import type { Actor, Events, Live, TenantTx } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import type { FinalMessage } from './ask-engine.js';
import { isFull } from './dialogue.js';
import { endSession } from './end-session.js';
import type { OutcomePath } from './scenario-session.entity.js';
import { announceProgress } from './session-topic.js';
import { lockSession } from './session.queries.js';
import { addTurns, lastTurn } from './turn.queries.js';

/**
 * Stores the civilian's answer to the officer's turn `number`, and what follows from it.
 * @returns seconds since the officer spoke; null when nothing was stored
 */
export async function storeAnswer(
  tx: TenantTx,
  { events, live }: { events: Events; live: Live },
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
  const answered = number + 1;
  const { text, provenance, ended } = answer;
  await addTurns(tx, sessionId, [
    { id: uuidv7(), number: answered, speaker: 'CIVILIAN', text, provenance: { ...provenance } },
  ]);
  announceProgress(live, tx, sessionId);
  if (ended) {
    const outcomePath = ended.path as OutcomePath;
    await endSession(tx, events, actor, sessionId, { outcomePath, endReason: 'OUTCOME' });
  } else if (isFull(answered)) {
    await endSession(tx, events, actor, sessionId, { outcomePath: null, endReason: 'TURN_LIMIT' });
  }
  return asked.age;
}
