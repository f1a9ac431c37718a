import { UserError, type Actor, type Tasks, type TenantTx } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import { sayRefusal, type SayRefusal } from './dialogue.js';
import { endSession, type EndListeners } from './end-session.js';
import { usesForce } from './force-event.js';
import type { PinnedVersions } from './pinned-versions.js';
import { playTurn } from './play-turn.js';
import { saysSafeWord } from './safe-word.js';
import type { ScenarioSessionEntity } from './scenario-session.entity.js';
import { announceProgress } from './session-topic.js';
import type { SessionEnd } from './session.queries.js';
import type { TurnEntity } from './turn.entity.js';
import { addTurns, standingOf } from './turn.queries.js';

export interface Said {
  session: ScenarioSessionEntity;
  turn: TurnEntity;
}

const REFUSALS: Record<SayRefusal, string> = {
  CLOSED: 'this scenario session is closed',
  PAUSED: 'an instructor has this scenario session pause: wait until it goes on',
  CIVILIAN_IS_ANSWERING: 'the civilian has not answered yet: wait for their turn',
  TURN_LIMIT: 'this scenario session has reached its turn limit: complete it',
};

/**
 * Stores the officer's turn in a session that is locked, and what follows from it: the civilian's answer is queued, or the session ends.
 * The same client key and text is the same turn.
 * @throws UserError when the officer may not speak now
 */
export async function sayTurn(
  tx: TenantTx,
  context: EndListeners & { tasks: Tasks; versions: PinnedVersions },
  actor: Actor,
  session: ScenarioSessionEntity,
  said: { text: string; clientKey: string },
): Promise<Said> {
  const { text, clientKey } = said;
  const { last, repeated } = await standingOf(tx, session.id, clientKey);
  if (repeated) {
    if (repeated.text === text) return { session, turn: repeated };
    throw new UserError('KEY_REUSED', 'input.clientKey', 'this client key came before with another text');
  }
  const end = stopsWith(text);
  const refusal = sayRefusal({
    state: session.state,
    lastNumber: last?.number ?? 0,
    lastSpeaker: last?.speaker ?? null,
    paused: session.pausedAt !== null,
  });
  // Who has had too much waits for nobody.
  const heardAnyway = end?.endReason === 'SAFE_WORD' && session.state === 'OPEN';
  if (refusal && !heardAnyway) throw new UserError('WRONG_STATE', 'input.sessionId', REFUSALS[refusal]);
  const number = (last?.number ?? 0) + 1;
  const id = uuidv7();
  const [turn] = await addTurns(tx, session.id, [{ id, number, speaker: 'OFFICER', text, clientKey }]);
  if (!turn) throw new Error('PostgreSQL returned no turn');
  if (end) return { turn, session: (await endSession(tx, context, actor, session.id, end)) ?? session };
  const model = await context.versions.model(tx, session.modelVersionId);
  await context.tasks.add(tx, playTurn, { sessionId: session.id, number }, { id, lane: model?.lane });
  announceProgress(context.live, tx, session.id);
  return { session, turn };
}

/** What the officer's words end the session with; null where they do not. */
function stopsWith(text: string): SessionEnd | null {
  if (saysSafeWord(text)) return { outcomePath: null, endReason: 'SAFE_WORD' };
  if (usesForce(text)) return { outcomePath: 'ESCALATION', endReason: 'FORCE_EVENT' };
  return null;
}
