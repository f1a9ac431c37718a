import type { FinishReason } from '../chat-model.js';
import type { TurnFault } from '../engine.js';
import type { SpokenTurn } from '../scripted-player/play-turn.js';
import type { Band } from '../scripted-player/player-script.js';
import { isEmpty, isGarbled, isMarkup } from './garbled.js';
import { isInstantCure } from './instant-cure.js';
import { refusesThePart } from './refusal.js';
import { echoes, loops, repeatsItself } from './repetition.js';
import { driftsFromRole } from './role-drift.js';
import { containsSlur } from './slurs.js';

/** What a turn is judged by. */
export interface GuardContext {
  /** The dialogue so far; the last turn is the officer's. */
  history: readonly SpokenTurn[];
  /** As it is after the officer's turn; trust is 0 to 10. */
  mood: { band: Band; trust: number };
}

/** What is wrong with a turn that is still being spoken, as far as that can be known already. */
export function faultSoFar(text: string): TurnFault | null {
  if (containsSlur(text)) return 'SLUR';
  if (refusesThePart(text)) return 'REFUSAL';
  if (driftsFromRole(text)) return 'ROLE_DRIFT';
  return null;
}

/**
 * Why a civilian's whole turn must not reach the officer, the gravest reason first; null for a good one.
 * @param text as the model wrote it; @param tidy the same as speech, see `tidyTurn`
 */
export function faultOf(
  text: string,
  tidy: string,
  finishReason: FinishReason,
  context: GuardContext,
): TurnFault | null {
  const early = faultSoFar(text);
  if (early) return early;
  if (isEmpty(tidy)) return 'EMPTY';
  if (isMarkup(text) || isGarbled(tidy)) return 'GARBLED';
  if (finishReason === 'REPETITION' || loops(tidy) || repeatsItself(tidy, context.history)) return 'REPEAT';
  if (echoes(tidy, context.history)) return 'ECHO';
  return isInstantCure(tidy, context.mood) ? 'INSTANT_CURE' : null;
}
