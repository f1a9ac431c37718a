import type { CoachingNoteKind } from '../../coaching-notes/coaching-note.entity.js';

/** A coaching note as the debrief tells it. */
export interface ToldNote {
  turnNumber: number;
  kind: CoachingNoteKind;
  text: string;
  /** Words of the turn, letter for letter; null for the whole turn. */
  quote: string | null;
  suggestion: string | null;
  by: string;
  at: Date;
}
