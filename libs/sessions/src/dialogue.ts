import type { SessionState } from './scenario-session.entity.js';
import type { Speaker } from './turn.entity.js';

/** A dialogue of the research corpus has 191 turns on average; past this a session is closed, not cut. */
export const MOST_TURNS = 400;
/** The most that a session may hold at all, played live or on a device. */
export const MOST_TURNS_STORED = 1_000;
/** Characters of one turn, as the database counts them. */
export const MOST_TURN_LENGTH = 4_000;

export interface DialogueState {
  state: SessionState;
  /** Of the newest turn; 0 before anything was said. */
  lastNumber: number;
  lastSpeaker: Speaker | null;
  /** Whether an instructor has it pause. */
  paused: boolean;
}

export type SayRefusal = 'CLOSED' | 'PAUSED' | 'CIVILIAN_IS_ANSWERING' | 'TURN_LIMIT';

/** Whether the officer may speak now. Officer and civilian alternate, so that an answer always belongs to one officer's turn. */
export function sayRefusal(dialogue: DialogueState): SayRefusal | null {
  if (dialogue.state !== 'OPEN') return 'CLOSED';
  if (dialogue.paused) return 'PAUSED';
  if (dialogue.lastSpeaker === 'OFFICER') return 'CIVILIAN_IS_ANSWERING';
  if (isFull(dialogue.lastNumber)) return 'TURN_LIMIT';
  return null;
}

/** Whether an officer's turn and its answer no longer fit after this many turns. */
export const isFull = (turns: number): boolean => turns + 2 > MOST_TURNS;

/**
 * What would hide from a reader or a grader what was said: controls (but line breaks and tabs), halves of characters, marks that
 * reorder or break up text without being seen.
 */
const HIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]/gu;

/** The text as it is stored: what a person reads, and nothing else. */
export const cleanTurnText = (text: string): string => text.replace(HIDDEN, '').trim();

const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Whether a cleaned text says anything that can be seen. */
export const saysSomething = (text: string): boolean => VISIBLE.test(text);

/** Characters, as PostgreSQL counts them: an emoji is one. */
export const lengthOfTurn = (text: string): number => [...text].length;
