/** Who spoke a turn. */
export type Speaker = 'OFFICER' | 'CIVILIAN' | 'BYSTANDER' | 'DISPATCHER';

/** One utterance of a scenario session as a grader reads it. */
export interface TranscriptTurn {
  /** From 1, in order. */
  number: number;
  speaker: Speaker;
  text: string;
}

/** Where a level, band or fail comes from. */
export interface Evidence {
  turn: number;
  /** An exact, non-empty substring of that turn's text. */
  quote: string;
}

/** True when the quote stands in that turn, letter for letter. */
export function quotes(turns: readonly TranscriptTurn[], { turn, quote }: Evidence): boolean {
  return quote.trim() !== '' && turns.some(({ number, text }) => number === turn && text.includes(quote));
}

/** A civilian turn with what the officer only sees (cues in square brackets) blanked out; offsets stay as they are. */
export function civilianSpeech(text: string): string {
  return text.replace(/\[[^\]]*\]/g, (cue) => ' '.repeat(cue.length));
}

/** Turns of one speaker, in order. */
export function turnsOf(turns: readonly TranscriptTurn[], speaker: Speaker): TranscriptTurn[] {
  return turns.filter((turn) => turn.speaker === speaker);
}
