import type { Lease } from '#platform';
import { EngineError, type ModelRef, type PersonaEngines, type PlayInput, type TurnProvenance } from '#slm';
import { askEngine, type FinalMessage, type TextMessage } from './ask-engine.js';
import { cleanTurnText, lengthOfTurn, MOST_TURN_LENGTH, saysSomething } from './dialogue.js';

/** The try at which nobody is made to wait for a model any longer: the first two come back after two and four seconds. */
export const LAST_TRY = 3;

/** Whoever wants to know how a turn comes about. */
export interface TurnListener {
  hear(piece: TextMessage): void;
  finish(answer: FinalMessage): void;
}

/**
 * The civilian's answer by the model that the session has pinned; by the scripted player where there is none, or where the model has
 * failed in all its tries: then the turn is flagged.
 * @returns with its text as it is stored
 * @throws EngineError when the model failed and may be tried again; the signal's reason
 */
export async function answerTurn(
  engines: PersonaEngines,
  model: ModelRef | null,
  input: PlayInput,
  lease: Lease,
  listener: TurnListener,
): Promise<FinalMessage> {
  let attempts = 0;
  const hear = (piece: TextMessage): void => {
    attempts = Math.max(attempts, piece.attempt);
    listener.hear(piece);
  };
  try {
    const answer = readable(await askEngine(engines.of(model), input, hear));
    listener.finish(answer);
    return answer;
  } catch (error) {
    if (!model || input.signal.aborted || lease.attempt < LAST_TRY) throw error;
  }
  const failed = attempts + 1;
  const spoken = readable(await askEngine(engines.of(null), input));
  const answer = { ...spoken, attempt: failed + 1, provenance: flagged(spoken.provenance, failed) };
  listener.finish(answer);
  return answer;
}

const flagged = (provenance: TurnProvenance, attempt: number): TurnProvenance => ({
  ...provenance,
  rejected: [{ attempt, fault: 'ENGINE_FAILED', text: '' }],
  flagged: true,
});

/** @throws EngineError when there is nothing in it that could be stored and read */
function readable(answer: FinalMessage): FinalMessage {
  const text = cleanTurnText(answer.text);
  if (saysSomething(text) && lengthOfTurn(text) <= MOST_TURN_LENGTH) return { ...answer, text };
  throw new EngineError('BROKEN', 'the engine gave a turn that says nothing or is too long');
}
