import { civilianSpeech, type TranscriptTurn } from '../transcript.js';
import type { ResponseRating } from './grader-head.js';
import type { HeardResponse } from './response-features.js';
import { wordsIn } from '../features/words.js';

/** How one officer turn was rated in its context. For coaching; it certifies nothing. */
export interface TurnRating extends ResponseRating {
  /** Number of the turn. */
  turn: number;
}

/** An officer turn with what it answers. */
export interface HeardTurn extends HeardResponse {
  turn: number;
}

/**
 * The officer turns that can be rated, in order: those after which somebody may be heard, with what the civilian said since the
 * officer's turn before, or last where that was nothing.
 */
export function heardTurns(turns: readonly TranscriptTurn[]): HeardTurn[] {
  const found: HeardTurn[] = [];
  let since: string[] = [];
  let last = '';
  for (const { number, speaker, text } of turns) {
    if (speaker === 'CIVILIAN') since.push(civilianSpeech(text));
    if (speaker !== 'OFFICER' || text.trim() === '') continue;
    last = since.length > 0 ? since.join('\n') : last;
    since = [];
    found.push({ turn: number, civilian: last, speech: text });
  }
  return found;
}

/** Too short to rate by itself: "Okay.", "Sir?" */
const FEWEST_WORDS = 4;

/** Whether a turn says enough to be held against or for somebody; words to a grader are words. */
export function isTelling({ speech }: HeardTurn): boolean {
  return wordsIn(speech).length >= FEWEST_WORDS;
}
