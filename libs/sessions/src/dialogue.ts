import type { SessionMode, SessionState } from './scenario-session.entity.js';
import type { Speaker } from './turn.entity.js';

/** A dialogue of the research corpus has 191 turns on average; past this a session is closed, not cut. */
export const MOST_TURNS = 400;
/** Characters of one turn, as the database allows. */
export const MOST_TURN_LENGTH = 4_000;

export interface DialogueState {
  mode: SessionMode;
  state: SessionState;
  lastNumber: number;
  lastSpeaker: Speaker | null;
}

export type SayRefusal = 'CLOSED' | 'CIVILIAN_IS_ANSWERING' | 'TURN_LIMIT';

/** Whether the officer may speak now. Turns alternate, so that an answer always belongs to one officer's turn. */
export function sayRefusal(dialogue: DialogueState): SayRefusal | null {
  if (dialogue.state !== 'OPEN') return 'CLOSED';
  if (dialogue.lastSpeaker === 'OFFICER') return 'CIVILIAN_IS_ANSWERING';
  if (dialogue.lastNumber + 2 > MOST_TURNS) return 'TURN_LIMIT';
  return null;
}

/** What would hide from a reader or a grader what was said: controls (but line breaks and tabs), and halves of characters. */
const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff]/gu;

export const cleanTurnText = (text: string): string => text.replace(HIDDEN, '').trim();
